import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layOut, type LetterMeasures } from '../../../src/main/letters/letterLayout'
import { FOOT, PX_PER_MM, SHEET } from '../../../src/main/letters/letterPaper'

const LINE = 21
const FRAME = 13

/** A text of some lines, ten characters each, as it would be measured. */
const lines = (count: number) => ({
  height: FRAME + count * LINE,
  lineHeight: LINE,
  lineStarts: Array.from({ length: count }, (_, index) => index * 10),
})

const measures = (
  blocks: LetterMeasures['blocks'],
  change: Partial<LetterMeasures> = {},
): LetterMeasures => ({
  addressHeights: [120, 100, 80, 70, 60],
  senderBottom: 180,
  runningBottom: 60,
  footerHeight: 40,
  closingHeight: 150,
  blocks,
  ...change,
})

const blocksOf = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 6 }).map(lines),
    fc.integer({ min: 1, max: 400 }).map(lines),
    fc.integer({ min: 20, max: 200 }).map((height) => ({ height, lineHeight: LINE, lineStarts: [] })),
  ),
  { minLength: 1, maxLength: 12 },
)

const heightOf = (
  blocks: LetterMeasures['blocks'],
  block: number,
  from: number,
  to: number | null,
): number => {
  const { height, lineStarts } = blocks[block] ?? { height: 0, lineStarts: [] }
  const shown = lineStarts.filter((start) => start >= from && (to === null || start < to)).length
  return lineStarts.length === 0 ? height : FRAME + shown * LINE
}

describe('layout of a letter', () => {
  test('everything stands on some sheet, once, in order, and nothing reaches into the footer', () => {
    fc.assert(
      fc.property(
        blocksOf,
        fc.integer({ min: 0, max: 280 }),
        fc.boolean(),
        (blocks, closingHeight, isPosted) => {
          const { pages } = layOut(measures(blocks, { closingHeight }), isPosted)
          const footerTop = (SHEET.height - FOOT) * PX_PER_MM - 40
          const seen: { block: number; from: number; to: number | null }[] = []
          for (const page of pages) {
            const text = page.fragments.reduce(
              (sum, { block, from, to }) => sum + heightOf(blocks, block, from, to),
              page.top,
            )
            expect(text + (page.closes ? closingHeight : 0)).toBeLessThanOrEqual(footerTop + 0.001)
            seen.push(...page.fragments)
          }
          let next = { block: 0, from: 0 }
          for (const { block, from, to } of seen) {
            expect({ block, from }).toEqual(next)
            next = to === null ? { block: block + 1, from: 0 } : { block, from: to }
          }
          expect(next).toEqual({ block: blocks.length, from: 0 })
          expect(pages.filter(({ closes }) => closes)).toHaveLength(closingHeight > 0 ? 1 : 0)
        },
      ),
    )
  })

  test('a divided text keeps three lines together on both sides', () => {
    fc.assert(
      fc.property(blocksOf, (blocks) => {
        for (const { fragments } of layOut(measures(blocks), true).pages) {
          for (const { block, from, to } of fragments) {
            if (from === 0 && to === null) continue
            const starts = blocks[block]?.lineStarts ?? []
            const shown = starts.filter((start) => start >= from && (to === null || start < to)).length
            expect(shown).toBeGreaterThanOrEqual(3)
          }
        }
      }),
    )
  })

  test('a short row that does not fit any more goes to the next sheet whole', () => {
    const filling = lines(34)
    const { pages } = layOut(measures([{ ...filling, lineStarts: [] }, lines(8)], { closingHeight: 0 }), true)
    expect(pages.map(({ fragments }) => fragments)).toEqual([
      [{ block: 0, from: 0, to: null }],
      [{ block: 1, from: 0, to: null }],
    ])
  })

  test('a signature never stands alone on a sheet', () => {
    const { pages } = layOut(measures([lines(20), lines(8), lines(3)], { closingHeight: 250 }), true)
    expect(pages).toHaveLength(2)
    expect(pages[1]).toMatchObject({ closes: true, fragments: [{ block: 2, from: 0, to: null }] })
  })

  test('the address is set in the largest size that fits the window', () => {
    const size = (addressHeights: readonly number[]) =>
      layOut(measures([lines(1)], { addressHeights }), true).addressSize
    expect(size([80, 70, 60])).toBe(0)
    expect(size([130, 110, 90])).toBe(2)
    expect(size([400, 300, 200])).toBe(2)
  })

  test('a sender of many lines moves the text down', () => {
    const top = (senderBottom: number) =>
      layOut(measures([lines(1)], { senderBottom }), true).pages[0]?.top ?? 0
    expect(top(200)).toBeCloseTo(76 * PX_PER_MM)
    expect(top(500)).toBeGreaterThan(500)
  })
})
