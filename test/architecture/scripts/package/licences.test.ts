import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { licencesText } from '../../../../scripts/lib/package/licences.mjs'
import { packageFolder } from '../../../../vite.packages'

describe('licences of a package', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kazari-licences-'))
    write('resources/licences/index.json', JSON.stringify({ packages: { own: ['own.txt'] }, licences: {} }))
    write('resources/licences/own.txt', 'Own terms of somebody')
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const add = (name: string, licence: string | undefined, text: string | null) => {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.2.3', license: licence }))
    if (text !== null) write(`node_modules/${name}/LICENSE`, text)
    return `node_modules/${name}`
  }

  test('are printed in full, once for all packages that share a text', () => {
    const folders = [
      add('one', 'MIT', 'Shared terms'),
      add('two', 'ISC', 'Shared terms'),
      add('three', '0BSD', 'Others'),
    ]
    const text = licencesText(folders, root)
    expect(text).toContain('one 1.2.3 (MIT)\ntwo 1.2.3 (ISC)\n\nShared terms')
    expect(text.match(/Shared terms/g)).toHaveLength(1)
    expect(text).toContain('three 1.2.3 (0BSD)\n\nOthers')
  })

  test('come from resources/licences for a package that carries none', () => {
    expect(licencesText([add('own', 'MIT', null)], root)).toContain('Own terms of somebody')
  })

  test.each<[string, string | undefined, string | null, string]>([
    ['a package without a text', 'MIT', null, 'naked is in the build and has no licence text (MIT)'],
    [
      'a licence that nobody has looked at',
      'AGPL-3.0',
      'Terms',
      'its licence is not one that we know: AGPL-3.0',
    ],
    ['a package without a licence', undefined, 'Terms', 'its licence is not one that we know: none'],
    ['a choice that nobody has made', 'MIT OR GPL-2.0', 'Terms', 'not one that we know: MIT OR GPL-2.0'],
    [
      'two licences, one of them unknown',
      'MIT AND SSPL-1.0',
      'Terms',
      'not one that we know: MIT AND SSPL-1.0',
    ],
  ])('refuse %s, by its name', (_what, licence, text, sentence) => {
    expect(() => licencesText([add('naked', licence, text)], root)).toThrow(sentence)
    expect(() => licencesText([add('naked', licence, text)], root)).toThrow('naked')
  })
})

test('a module tells its package, however deep and however named', () => {
  expect(packageFolder('/home/me/kazari/node_modules/zod/v4/index.js')).toBe('node_modules/zod')
  expect(packageFolder('\0/home/me/kazari/node_modules/@radix-ui/react-slot/dist/a.mjs?commonjs')).toBe(
    'node_modules/@radix-ui/react-slot',
  )
  expect(packageFolder('C:\\kazari\\node_modules\\a\\node_modules\\@b\\c\\d.js')).toBe(
    'node_modules/a/node_modules/@b/c',
  )
  expect(packageFolder('/home/me/kazari/src/main/index.ts')).toBeNull()
  expect(packageFolder('\0vite/preload-helper.js')).toBeNull()
})
