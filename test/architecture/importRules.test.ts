import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** One planted violation for each rule of .dependency-cruiser.cjs: [rule, file, what it imports]. */
const PLANTED: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['domain-is-pure', 'src/domain/planted.ts', '../contracts/leaf'],
  ['domain-has-no-packages', 'src/domain/plantedPackage.ts', 'zod'],
  ['domain-has-no-packages', 'src/domain/plantedNode.ts', 'node:fs'],
  ['contracts-know-domain', 'src/contracts/planted.ts', '../main/leaf'],
  ['main-stands-alone', 'src/main/planted.ts', '../vision/leaf'],
  ['preload-stands-alone', 'src/preload/planted.ts', '../main/leaf'],
  ['vision-stands-alone', 'src/vision/planted.ts', '../renderer/leaf'],
  ['renderer-stands-alone', 'src/renderer/planted.ts', '../main/leaf'],
  ['cli-runs-vision', 'src/cli/planted.ts', '../main/leaf'],
  ['services-do-not-know-ipc', 'src/main/storage/planted.ts', '../ipc/leaf'],
  ['features-do-not-know-features', 'src/renderer/features/live/planted.ts', '../photos/leaf'],
  ['konva-only-on-stage', 'src/renderer/features/live/plantedKonva.ts', 'konva'],
  ['electron-only-in-main-and-preload', 'src/renderer/platform/planted.ts', 'electron'],
  ['no-cycles', 'src/domain/cycleA.ts', './cycleB'],
]

const LEAVES = [
  'src/domain/leaf.ts',
  'src/contracts/leaf.ts',
  'src/main/leaf.ts',
  'src/main/ipc/leaf.ts',
  'src/vision/leaf.ts',
  'src/renderer/leaf.ts',
  'src/renderer/features/photos/leaf.ts',
]

/** Imports that the rules must let through. */
const ALLOWED: readonly (readonly [file: string, imports: string])[] = [
  ['src/contracts/allowed.ts', '../domain/leaf'],
  ['src/main/allowed.ts', '../contracts/leaf'],
  ['src/main/ipc/allowed.ts', '../leaf'],
  ['src/cli/allowed.ts', '../vision/leaf'],
  ['src/renderer/stage/allowed.ts', 'konva'],
]

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

describe('import rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kazari-import-rules-'))
  let violations: readonly Violation[] = []

  beforeAll(() => {
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    for (const leaf of LEAVES) write(leaf, 'export const leaf = 1\nexport type Leaf = number\n')
    for (const [, file, imports] of PLANTED)
      write(file, `import type * as planted from '${imports}'\nexport type P = typeof planted\n`)
    for (const [file, imports] of ALLOWED)
      write(file, `import type * as allowed from '${imports}'\nexport type A = typeof allowed\n`)
    write('src/domain/cycleB.ts', `import type * as a from './cycleA'\nexport type B = typeof a\n`)
    write(
      'package.json',
      '{ "name": "planted", "devDependencies": { "zod": "*", "konva": "*", "electron": "*" } }',
    )

    cpSync(join(root, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
    const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src']
    const report = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 })
    violations = (JSON.parse(report) as { summary: { violations: Violation[] } }).summary.violations
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(PLANTED)('%s catches %s importing %s', (rule, file) => {
    expect(
      violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name),
    ).toContain(rule)
  })

  it.each(ALLOWED)('%s may import %s', (file) => {
    expect(violations.filter((violation) => violation.from === file)).toEqual([])
  })
})
