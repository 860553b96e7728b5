import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { installEngine } from '../nativeEngine.mjs'
import { inProject, projectRoot } from '../project.mjs'
import { lastLines, run } from '../run.mjs'
import { Refusal } from '../say.mjs'
import { LICENCE_FILE } from './licences.mjs'

const OWN = 'node_modules/@tensorflow/tfjs-node'
/** Folders of the engine's package that only building it needs. */
const BUILD_FOLDERS = ['binding', 'scripts', 'src', 'python', 'deps/include']
/** Files of the engine's package that nothing loads: maps, types, tests, settings and words for developers. */
const UNUSED =
  /(\.map|\.ts|\.gyp|_test\.js|run_tests\.js|tsconfig[^/]*|\/\.[^/]+|\/(README|DEVELOPMENT|WINDOWS_)[^/]*)$/

const slashed = (path) => path.split(sep).join('/')

/** Every file that is loaded with the engine in `folder`. */
async function loadedFiles(folder) {
  const tracer = inProject('scripts/lib/package/traceEngine.cjs')
  const tfjs = inProject('node_modules/@tensorflow/tfjs')
  const result = await run(process.execPath, [tracer, folder, tfjs], {
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    timeoutMs: 120_000,
  })
  if (result.code !== 0) throw new Refusal(`the native engine does not load: ${lastLines(result.stderr, 4)}`)
  return JSON.parse(lastLines(result.stdout, 1))
}

/** The files that the engine loads besides its own, by the folder of their package, relative to the project. */
async function filesBeside(folder) {
  const beside = new Map()
  for (const path of await loadedFiles(folder)) {
    if (path.startsWith(`${folder}${sep}`)) continue
    const file = slashed(relative(projectRoot, path))
    const [name] = /^(.*\/)?node_modules\/(@[^/]+\/)?[^/]+/.exec(file) ?? []
    if (name === undefined) throw new Error(`the native engine loads ${path}, which belongs to no package`)
    beside.set(name, [...(beside.get(name) ?? []), file])
  }
  return beside
}

/** Of each package beside the engine: the files that are loaded, package.json and the licence. */
async function copyBeside(beside, target) {
  for (const [folder, loaded] of beside) {
    const kept = (await readdir(inProject(folder))).filter(
      (name) => name === 'package.json' || LICENCE_FILE.test(name),
    )
    for (const file of [...loaded, ...kept.map((name) => `${folder}/${name}`)]) {
      await mkdir(dirname(join(target, file)), { recursive: true })
      await cp(inProject(file), join(target, file))
    }
  }
}

/**
 * Copies the native engine with everything that it loads into `target`, and nothing that only building or reading it needs;
 * installs it first where it is missing. Gives the folders of its packages, relative to the project, for the licences.
 */
export async function stageEngine(target) {
  const engine = await installEngine('native')
  const installed = join(engine, OWN)
  const beside = await filesBeside(installed)
  await rm(target, { recursive: true, force: true })
  await cp(installed, join(target, OWN), {
    recursive: true,
    filter: (path) => {
      const inside = slashed(relative(installed, path))
      return !BUILD_FOLDERS.includes(inside) && !UNUSED.test(`/${inside}`)
    },
  })
  await cp(join(engine, 'graphs'), join(target, 'graphs'), { recursive: true })
  await copyBeside(beside, target)
  // Where the package will be installed there is nothing above it to help out.
  const outside = (await loadedFiles(join(target, OWN))).find((path) => !path.startsWith(`${target}${sep}`))
  if (outside !== undefined) throw new Error(`the packaged native engine would need ${outside}`)
  return [OWN, ...beside.keys()]
}
