import { z } from 'zod'
import { ADDRESS, FLOW_TOP, FOOT, PX_PER_MM, SHEET } from './letterPaper'

/** A piece of the running text as it was laid out, CSS pixels. */
export interface BlockMeasure {
  readonly height: number
  readonly lineHeight: number
  /** Where each line of its text starts, counted in UTF-16 units; one entry or none for a piece that cannot be divided. */
  readonly lineStarts: readonly number[]
}

/** What the layout of a letter follows from, CSS pixels. */
export interface LetterMeasures {
  /** Height of the address in each of its sizes, largest first. */
  readonly addressHeights: readonly number[]
  /** End of day, number and sender, from the upper edge. */
  readonly senderBottom: number
  /** End of the line at the head of further pages, from the upper edge. */
  readonly runningBottom: number
  /** With the white above it. */
  readonly footerHeight: number
  /** Signature and code with the white above them; 0 for a letter without. */
  readonly closingHeight: number
  readonly blocks: readonly BlockMeasure[]
}

/** Part of a block on one page: the text from `from` up to `to`. */
export interface Fragment {
  readonly block: number
  readonly from: number
  /** Null: to the end of the text. */
  readonly to: number | null
}

export interface LetterPage {
  /** Where the text begins, CSS pixels from the upper edge. */
  readonly top: number
  readonly fragments: readonly Fragment[]
  /** Whether signature and code stand at its foot. */
  readonly closes: boolean
}

export interface LetterLayout {
  /** Index of the address's size. */
  readonly addressSize: number
  /** Distance of signature and code from the lower edge, CSS pixels. */
  readonly closingBottom: number
  readonly pages: readonly LetterPage[]
}

export const blockMeasureSchema = z.strictObject({
  height: z.number().min(0),
  lineHeight: z.number().min(0),
  lineStarts: z.array(z.int().min(0)),
}) satisfies z.ZodType<BlockMeasure>

const px = (millimetres: number): number => millimetres * PX_PER_MM
/** White between the head of the first page and its title. */
const BELOW_HEAD = px(9)
const BELOW_RUNNING = px(6)
/** Fewest lines left of a divided text on either side. */
const LINES_TOGETHER = 3
/** A block up to this share of a page goes to the next page whole; a longer one is divided, so that no page stays half empty. */
const WHOLE_SHARE = 0.3

interface OpenPage {
  readonly top: number
  readonly fragments: Fragment[]
  /** Heights of the fragments. */
  readonly heights: number[]
}

const used = (page: OpenPage): number => page.heights.reduce((sum, height) => sum + height, 0)

/** Decides what stands on which page. Nothing is ever left out, and nothing reaches into the footer. */
export function layOut(measures: LetterMeasures, isPosted: boolean): LetterLayout {
  const footerTop = px(SHEET.height - FOOT) - measures.footerHeight
  const fitting = measures.addressHeights.findIndex((height) => height <= px(ADDRESS.height))
  const addressSize = fitting < 0 ? measures.addressHeights.length - 1 : fitting
  const addressBottom = px(ADDRESS.top) + (measures.addressHeights[addressSize] ?? 0)
  const headBottom = Math.max(measures.senderBottom, isPosted ? addressBottom : 0)
  const firstTop = Math.max(px(isPosted ? FLOW_TOP.posted : FLOW_TOP.plain), headBottom + BELOW_HEAD)
  const nextTop = Math.max(px(FLOW_TOP.further), measures.runningBottom + BELOW_RUNNING)
  const pages: OpenPage[] = []
  const open = (): OpenPage => {
    const page = { top: pages.length === 0 ? firstTop : nextTop, fragments: [], heights: [] }
    pages.push(page)
    return page
  }
  const room = (page: OpenPage): number => footerTop - page.top - used(page)
  const wholeLimit = (footerTop - nextTop) * WHOLE_SHARE

  let page = open()
  for (const [block, measure] of measures.blocks.entries()) {
    const { lineHeight, lineStarts } = measure
    const frame = measure.height - lineStarts.length * lineHeight
    let firstLine = 0
    for (;;) {
      const lines = lineStarts.length - firstLine
      const height = firstLine === 0 ? measure.height : frame + lines * lineHeight
      const from = lineStarts[firstLine] ?? 0
      const divided = height > wholeLimit ? linesThatFit(room(page) - frame, lineHeight, lines) : 0
      if (height <= room(page) || (divided === 0 && page.fragments.length === 0)) {
        page.fragments.push({ block, from, to: null })
        page.heights.push(height)
        break
      }
      if (divided > 0) {
        page.fragments.push({ block, from, to: lineStarts[firstLine + divided] ?? null })
        page.heights.push(frame + divided * lineHeight)
        firstLine += divided
      }
      page = open()
    }
  }
  if (measures.closingHeight > room(page)) closeOnFurtherPage(page, open(), measures.closingHeight, room)
  return {
    addressSize,
    closingBottom: px(SHEET.height) - footerTop,
    pages: pages.map(({ top, fragments }, index) => ({
      top,
      fragments,
      closes: measures.closingHeight > 0 && index === pages.length - 1,
    })),
  }
}

/** How many of `lines` go on this page so that neither side keeps too few; 0 for none. */
function linesThatFit(room: number, lineHeight: number, lines: number): number {
  if (lineHeight <= 0 || lines < 2 * LINES_TOGETHER) return 0
  const fit = Math.min(Math.floor(room / lineHeight), lines - LINES_TOGETHER)
  return fit >= LINES_TOGETHER ? fit : 0
}

/** A signature alone on a page could belong to anything: the last piece of text goes with it. */
function closeOnFurtherPage(
  last: OpenPage,
  further: OpenPage,
  closingHeight: number,
  room: (page: OpenPage) => number,
): void {
  const fragment = last.fragments.at(-1)
  const height = last.heights.at(-1)
  if (fragment === undefined || height === undefined || last.fragments.length < 2) return
  if (height + closingHeight > room(further)) return
  last.fragments.pop()
  last.heights.pop()
  further.fragments.push(fragment)
  further.heights.push(height)
}
