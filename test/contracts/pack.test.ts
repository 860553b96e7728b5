import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readPack, type PackFault } from '../../src/contracts/pack'
import { CATEGORIES, type Pack } from '../../src/domain/decoration/decoration'

const packFile = new URL('../../resources/stickers/starter/pack.json', import.meta.url)
const starter = (): unknown => JSON.parse(readFileSync(packFile, 'utf8'))

function accepted(value: unknown): Pack {
  const result = readPack(value)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

function faults(value: unknown): readonly PackFault[] {
  const result = readPack(value)
  if (result.ok) throw new Error('accepted')
  return result.error
}

/** A copy of the real pack that may be spoiled. */
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> }
const spoiled = (spoil: (pack: Mutable<Pack>) => void): unknown => {
  const pack = structuredClone(starter()) as Mutable<Pack>
  spoil(pack)
  return pack
}

describe('the starter pack', () => {
  const pack = accepted(starter())

  test('has decorations in every category, and looks to begin with', () => {
    expect(new Set(pack.decorations.map(({ category }) => category))).toEqual(new Set(CATEGORIES))
    expect(pack.decorations.length).toBeGreaterThanOrEqual(30)
    expect(pack.looks.length).toBeGreaterThanOrEqual(10)
  })

  test('is named in Japanese script and in English', () => {
    for (const { id, name } of [...pack.decorations, ...pack.looks]) {
      expect(name.ja, id).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u)
      expect(name.en, id).toMatch(/^[A-Z][A-Za-z -]*$/)
    }
  })

  test('gives no two decorations or looks the same name in one language', () => {
    for (const shelf of [pack.decorations, pack.looks])
      for (const language of ['ja', 'en'] as const) {
        const names = shelf.map(({ name }) => name[language])
        expect(names).toEqual([...new Set(names)])
      }
  })
})

describe('a spoiled pack is refused with what and where', () => {
  const cases: readonly [string, PackFault['code'], RegExp, (pack: Mutable<Pack>) => void][] = [
    [
      'a width of nothing',
      'malformed',
      /^decorations\.0\.parts\.0\.width$/,
      (pack) => Object.assign(pack.decorations[0]!.parts[0]!, { width: 0 }),
    ],
    [
      'an anchor that is not measured',
      'malformed',
      /^decorations\.0\.parts\.0\.anchor$/,
      (pack) => Object.assign(pack.decorations[0]!.parts[0]!, { anchor: 'jaw' }),
    ],
    ['a key nobody declared', 'malformed', /^$/, (pack) => Object.assign(pack, { script: 'hello' })],
    ['a later format', 'malformed', /^format$/, (pack) => Object.assign(pack, { format: 2 })],
    [
      'a file outside the pack',
      'malformed',
      /^art\.0\.file$/,
      (pack) => (pack.art[0]!.file = '../icons/kazari.svg'),
    ],
    [
      'a decoration without parts',
      'malformed',
      /^decorations\.0\.parts$/,
      (pack) => (pack.decorations[0]!.parts = []),
    ],
    ['one art twice', 'duplicate-id', /^art /, (pack) => (pack.art[1]!.id = pack.art[0]!.id)],
    [
      'a look named like a decoration',
      'duplicate-id',
      /^wearable /,
      (pack) => (pack.looks[0]!.id = pack.decorations[0]!.id),
    ],
    [
      'one file for two arts',
      'duplicate-file',
      /^art file /,
      (pack) => (pack.art[1]!.file = pack.art[0]!.file),
    ],
    [
      'a part that shows nothing',
      'unknown-art',
      /^decoration /,
      (pack) => Object.assign(pack.decorations[0]!.parts[0]!, { art: 'no-such-art' }),
    ],
    [
      'an art that no part shows',
      'unused-art',
      /^art spare$/,
      (pack) => pack.art.push({ id: 'spare', file: 'spare.svg', width: 8, height: 8 }),
    ],
    [
      'a look of things the pack does not have',
      'unknown-decoration',
      /^look /,
      (pack) => pack.looks[0]!.decorations.push('no-such-decoration'),
    ],
    [
      'a look that wears one thing twice',
      'repeated-decoration',
      /^look /,
      (pack) => pack.looks[0]!.decorations.push(pack.looks[0]!.decorations[0]!),
    ],
  ]

  test.each(cases)('%s', (_, code, where, spoil) => {
    const found = faults(spoiled(spoil))
    expect(found).toContainEqual(
      expect.objectContaining({ code, where: expect.stringMatching(where) as string }),
    )
  })

  test('every fault is named at once', () => {
    const found = faults(
      spoiled((pack) => {
        pack.looks[0]!.decorations.push('no-such-decoration')
        pack.looks[1]!.decorations.push('nor-this')
      }),
    )
    expect(found.map(({ detail }) => detail).sort()).toEqual(['no-such-decoration', 'nor-this'])
  })

  test.each([null, 7, 'pack', [], {}])('%j is not a pack', (value) => {
    expect(faults(value).every(({ code }) => code === 'malformed')).toBe(true)
  })
})
