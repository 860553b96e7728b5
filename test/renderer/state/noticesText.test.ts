import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNotices } from '../../../src/renderer/state/noticesText'

describe('notices', () => {
  it('reads tables, lists, texts and fences', () => {
    const blocks = readNotices(
      '# A\n\none `two`\nthree\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n- x\n  y\n- z\n\n```\nkept | as is\n```\n',
    )
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'A' },
      { kind: 'paragraph', text: 'one two three' },
      { kind: 'table', head: ['a', 'b'], rows: [['1', '2']] },
      { kind: 'list', items: ['x y', 'z'] },
      { kind: 'code', text: 'kept | as is' },
    ])
  })

  it('loses no word of the real ones', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../../resources/NOTICES.md'), 'utf8')
    const words = (from: string) => from.match(/[\p{L}\p{N}]+/gu) ?? []
    const shown = readNotices(text).flatMap((block): readonly string[] => {
      if (block.kind === 'table') return [...block.head, ...block.rows.flat()]
      return block.kind === 'list' ? block.items : [block.text]
    })
    expect(words(shown.join(' '))).toEqual(words(text))
  })
})
