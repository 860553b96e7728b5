import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packSchema } from '../../../src/contracts/pack'
import { CATEGORIES } from '../../../src/domain/decoration/decoration'
import {
  filterTray,
  nextTile,
  searchForm,
  toggled,
  trayEntries,
  withRecent,
} from '../../../src/renderer/state/trayEntries'

const packFile = resolve(import.meta.dirname, '../../../resources/stickers/starter/pack.json')
const pack = packSchema.parse(JSON.parse(readFileSync(packFile, 'utf8')))
const entries = trayEntries(pack.looks, pack.decorations)
const all = { kind: 'all' } as const

describe('tray of the starter pack', () => {
  it('has looks first, then single decorations, and nothing twice', () => {
    const kinds = entries.map(({ kind }) => kind)
    expect(kinds.indexOf('decoration')).toBe(pack.looks.length)
    expect(kinds.lastIndexOf('look')).toBe(pack.looks.length - 1)
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  it('shows every tile in exactly one category, and no category is empty', () => {
    const shown = CATEGORIES.map((category) =>
      filterTray(entries, { kind: 'category', category }, '', [], []).map(({ id }) => id),
    )
    for (const ids of shown) expect(ids.length).toBeGreaterThan(0)
    expect(shown.flat().toSorted()).toEqual(entries.map(({ id }) => id).toSorted())
  })

  it('finds every tile by its Japanese and by its English name, in any width, case and kana', () => {
    const found = (query: string) => filterTray(entries, all, query, [], []).map(({ id }) => id)
    for (const { id, name } of entries) {
      expect(found(name.ja), name.ja).toContain(id)
      expect(found(name.en.toUpperCase()), name.en).toContain(id)
    }
    expect(found('ネコ')).toEqual(found('ねこ'))
    expect(found('ねこ').length).toBeGreaterThan(0)
  })

  it('searches everything, whatever category is chosen', () => {
    const [first] = entries
    if (!first) throw new Error('the pack is empty')
    for (const category of CATEGORIES) {
      const found = filterTray(entries, { kind: 'category', category }, first.name.en, [], [])
      expect(found).toContain(first)
    }
  })

  it('keeps recents in their own order and forgets ids that the pack no longer has', () => {
    const ids = entries.slice(0, 4).map(({ id }) => id)
    const recents = [ids[2] ?? '', 'gone-from-the-pack', ids[0] ?? '']
    expect(filterTray(entries, { kind: 'recents' }, '', [], recents).map(({ id }) => id)).toEqual([
      ids[2],
      ids[0],
    ])
  })

  it('shows favourites in the order of the pack', () => {
    const ids = entries.slice(0, 3).map(({ id }) => id)
    expect(filterTray(entries, { kind: 'favourites' }, '', ids.toReversed(), []).map(({ id }) => id)).toEqual(
      ids,
    )
  })
})

describe('lists of ids', () => {
  const lists = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 24 })

  it('a star pressed twice changes nothing but the order', () => {
    fc.assert(
      fc.property(lists, fc.string({ minLength: 1 }), (ids, id) => {
        expect(toggled(toggled(ids, id), id).toSorted()).toEqual([...ids].toSorted())
      }),
    )
  })

  it('the newest recent is first, each is there once, and the list stays short', () => {
    fc.assert(
      fc.property(lists, fc.string({ minLength: 1 }), (ids, id) => {
        const recents = withRecent(ids, id)
        expect(recents[0]).toBe(id)
        expect(new Set(recents).size).toBe(recents.length)
        expect(recents.length).toBeLessThanOrEqual(24)
      }),
    )
  })

  it('search form does not depend on width or kana', () => {
    expect(searchForm('ｶﾁｭｰｼｬ')).toBe(searchForm('かちゅーしゃ'))
    expect(searchForm('ＣＡＴ ')).toBe('cat')
  })
})

describe('arrow keys in the tray', () => {
  const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'x'] as const

  it('never leave the tray', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.nat(),
        fc.constantFrom(...KEYS),
        fc.constantFrom(3, 200),
        (count, start, key, columns) => {
          const next = nextTile(start % count, key, count, columns)
          expect(next).toBeGreaterThanOrEqual(0)
          expect(next).toBeLessThan(count)
        },
      ),
    )
  })

  it('move by one in a row and by a row in a grid', () => {
    expect(nextTile(4, 'ArrowRight', 10, 10)).toBe(5)
    expect(nextTile(4, 'ArrowDown', 10, 3)).toBe(7)
    expect(nextTile(4, 'ArrowUp', 10, 3)).toBe(1)
    expect(nextTile(8, 'ArrowDown', 10, 3)).toBe(8)
    expect(nextTile(4, 'End', 10, 3)).toBe(9)
  })
})
