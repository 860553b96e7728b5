import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Powers that Kazari has no use for: names that no code of it may speak, and why. */
const UNUSED: Readonly<Record<string, string>> = {
  openExternal: 'an address would leave Kazari',
  openPath: 'a file would be opened by another program',
  loadFile: 'pages come from the app scheme, never from file:',
  child_process: 'programs of the system are nobody’s business here',
  eval: 'text would become code',
  setAsDefaultProtocolClient: 'other programs could hand an address in',
  enableBlinkFeatures: 'features of Chromium that are not finished',
  experimentalFeatures: 'features of Chromium that are not finished',
  allowRunningInsecureContent: 'nothing is loaded from the network at all',
  autoUpdater: 'updates would need the network',
  desktopCapturer: 'the screen is nobody’s picture',
  globalShortcut: 'keys belong to whoever types',
}

/** Every name and every word in quotation marks of a source; comments are neither. */
function wordsIn(source: string): ReadonlySet<string> {
  const words = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) words.add(node.text)
    if (ts.isStringLiteralLike(node)) words.add(node.text.replace(/^node:/, ''))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return words
}

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  // The terminal's own commands are no part of the app.
  .filter((path) => !path.includes(join('src', 'cli')))
const spoken = new Map(sources.map((path) => [path, wordsIn(readFileSync(path, 'utf8'))]))

test.each(Object.keys(UNUSED))('no code of Kazari has %s', (name) => {
  expect([...spoken].filter(([, words]) => words.has(name)).map(([path]) => path)).toEqual([])
})

describe('the check finds', () => {
  test.each([
    ['openExternal', "import { shell } from 'electron'\nvoid shell.openExternal(url)"],
    ['openExternal', 'const { openExternal: open } = shell'],
    ['openExternal', "shell['openExternal'](url)"],
    ['child_process', "import { spawn } from 'node:child_process'"],
    ['eval', '(0, eval)(text)'],
  ])('%s, however it is written', (name, source) => {
    expect(wordsIn(source)).toContain(name)
  })

  test('nothing in a comment, and the sources are all there', () => {
    expect(wordsIn('// shell.openExternal is never called')).not.toContain('openExternal')
    expect(sources.length).toBeGreaterThan(200)
    expect([...spoken.values()].some((words) => words.has('showItemInFolder'))).toBe(true)
  })
})

test('the Electron that people get is one exact release, the same in the list of packages and in its lock', () => {
  const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, never>
  const wanted = (read('package.json') as { devDependencies: Record<string, string> }).devDependencies
    .electron
  expect(wanted).toMatch(/^\d+\.\d+\.\d+$/)
  const locked = (read('package-lock.json') as { packages: Record<string, { version: string }> }).packages
  expect(locked['node_modules/electron']?.version).toBe(wanted)
  // The one that was current when this was written; an older one is no release for people.
  expect(Number(wanted?.split('.')[0])).toBeGreaterThanOrEqual(45)
})
