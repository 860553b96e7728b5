// Who may import whom (docs/architecture.md). Type imports count. Each rule has a planted violation in
// test/architecture/ that must be caught.
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...allowed, '^src/build\\.d\\.ts$'] },
})

module.exports = {
  forbidden: [
    only('domain-is-pure', '^src/domain/', [], 'The domain knows only itself.'),
    {
      name: 'domain-has-no-packages',
      severity: 'error',
      comment: 'The domain needs no package, no DOM, no Node.',
      from: { path: '^src/domain/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
      },
    },
    only(
      'contracts-know-domain',
      '^src/contracts/',
      ['^src/domain/'],
      'Contracts describe domain data that crosses a process.',
    ),
    only(
      'main-stands-alone',
      '^src/main/',
      ['^src/domain/', '^src/contracts/'],
      'Processes never import each other.',
    ),
    only(
      'preload-stands-alone',
      '^src/preload/',
      ['^src/contracts/', '^src/domain/'],
      'Processes never import each other.',
    ),
    only(
      'vision-stands-alone',
      '^src/vision/',
      ['^src/domain/', '^src/contracts/'],
      'Processes never import each other.',
    ),
    only(
      'renderer-stands-alone',
      '^src/renderer/',
      ['^src/domain/', '^src/contracts/', '^resources/'],
      'Processes never import each other.',
    ),
    only(
      'cli-runs-vision',
      '^src/cli/',
      ['^src/domain/', '^src/contracts/', '^src/vision/'],
      'The terminal runs the same vision and domain code.',
    ),
    {
      name: 'services-do-not-know-ipc',
      severity: 'error',
      comment: 'Services in main are called by ipc, never the other way round.',
      from: { path: '^src/main/(?!ipc/|index\\.ts)' },
      to: { path: '^src/main/ipc/' },
    },
    {
      name: 'features-do-not-know-features',
      severity: 'error',
      comment: 'A feature can be changed or deleted alone.',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'konva-only-on-stage',
      severity: 'error',
      comment: 'All canvas scene code lives in stage/.',
      from: { path: '^src/', pathNot: '^src/renderer/stage/' },
      to: { path: '(^|/)(node_modules/)?(konva|react-konva)(/|$)' },
    },
    {
      name: 'electron-only-in-main-and-preload',
      severity: 'error',
      comment: 'Windows and vision reach Electron through the contract.',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: '(^|/)(node_modules/)?electron(/|$)' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle hides who depends on whom.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
