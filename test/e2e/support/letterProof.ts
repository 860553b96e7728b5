import { expect } from '@playwright/test'
import type { Letter } from '../../../src/domain/privacy/letters/letter'
import { dayInWords } from '../../../src/domain/privacy/letters/letterDay'
import { ALWAYS_SHOWN, EVER_SHOWN, FOOT, MARGIN, type Area } from '../../../src/main/letters/letterPaper'
import { spaceless, type PdfFile, type PdfPage, type TextRun } from './pdf'

/** Letters may reach this much over an edge: side bearings, rounding of the reader, millimetres. */
const SLACK = 0.4
const SHEET = { width: 210, height: 297 } as const
const AGAIN = { ja: 'つづき', en: 'continued' } as const
const NUMBER = { ja: '整理番号', en: 'Reference' } as const

const isInside = (run: TextRun, area: Area): boolean =>
  run.left >= area.left - SLACK &&
  run.right <= area.left + area.width + SLACK &&
  run.top >= area.top - SLACK &&
  run.bottom <= area.top + area.height + SLACK

const touches = (run: TextRun, area: Area): boolean =>
  run.left < area.left + area.width &&
  run.right > area.left &&
  run.top < area.top + area.height &&
  run.bottom > area.top

/** Everything the letter says, in the order in which it must be read. */
function textsOf(letter: Letter): readonly string[] {
  const day = dayInWords(letter.day, letter.language)
  const rows = letter.rows.flatMap(({ name, value }) => [name, value])
  const foot = [
    ...(letter.signature === null ? [] : [letter.signature]),
    ...(letter.code === null ? [] : [letter.code.note]),
  ]
  const body = [letter.title, letter.opening, ...rows, ...letter.paragraphs, ...foot]
  if (letter.kind === 'poster') return body
  const number = letter.number === '' ? [] : [`${NUMBER[letter.language]} ${letter.number}`]
  return [...letter.addressee, day, ...number, ...letter.sender, ...body]
}

/** White that is left between the text and the footer, at least, millimetres. */
const GAP = 4

/** The footer of a page: what stands below the last gap. */
function footerOf(page: PdfPage): { readonly top: number; readonly runs: readonly TextRun[] } {
  const upwards = page.runs.toSorted((one, other) => other.bottom - one.bottom)
  let top = Infinity
  for (const run of upwards) {
    if (run.bottom < top - GAP && top !== Infinity) break
    top = Math.min(top, run.top)
  }
  return { top, runs: page.runs.filter((run) => run.top >= top) }
}

/** The running text of a page: without its footer, and without what is said again at the head of a further page. */
function bodyOf(page: PdfPage, index: number, letter: Letter): string {
  const { top } = footerOf(page)
  const runs = page.runs.filter((run) => run.top < top)
  if (index === 0) return spaceless(runs.map(({ text }) => text).join(''))
  const below = runs.filter((run) => run.top > 22)
  const again = below.findIndex(({ text }) => spaceless(text) === AGAIN[letter.language])
  return spaceless(
    below
      .slice(again + 1)
      .map(({ text }) => text)
      .join(''),
  )
}

/** What must be true of every letter that is posted, or given out: its size, its text, where it stands, and what it tells. */
export function proveLetter(letter: Letter, file: PdfFile): void {
  for (const page of file.pages) {
    expect(Math.abs(page.widthMm - SHEET.width)).toBeLessThan(0.3)
    expect(Math.abs(page.heightMm - SHEET.height)).toBeLessThan(0.3)
  }
  provePlaces(letter, file)
  proveTexts(letter, file)
  expect(file.fonts.length).toBeGreaterThan(0)
  for (const font of file.fonts) expect(font, font.name).toMatchObject({ embedded: true })
  expect(file.pages.map(({ code }) => code).filter((code) => code !== null)).toEqual(
    letter.code === null ? [] : [letter.code.text],
  )
  proveMetadata(letter, file)
}

function proveTexts(letter: Letter, file: PdfFile): void {
  const whole = file.pages.map((page, index) => bodyOf(page, index, letter)).join('')
  let from = 0
  for (const text of textsOf(letter)) {
    const found = whole.indexOf(spaceless(text), from)
    expect(
      found,
      `“${text.slice(0, 60)}” in its place in: ${whole.slice(from, from + 200)}`,
    ).toBeGreaterThanOrEqual(0)
    from = found + spaceless(text).length
  }
  const [left, right] = letter.footer
  const day = letter.kind === 'poster' ? dayInWords(letter.day, letter.language) : ''
  for (const [index, page] of file.pages.entries()) {
    const number = file.pages.length > 1 ? `${index + 1}/${file.pages.length}` : ''
    const foot = footerOf(page).runs.map(({ text }) => text)
    expect(spaceless(foot.join('')), 'the footer, apart from the text').toBe(
      spaceless(left + day + number + right),
    )
  }
}

function provePlaces(letter: Letter, file: PdfFile): void {
  for (const [index, page] of file.pages.entries()) {
    const inText: Area = {
      left: MARGIN,
      top: 11,
      width: SHEET.width - 2 * MARGIN,
      height: SHEET.height - FOOT - 11,
    }
    const what = `page ${index + 1}`
    expect(
      page.runs.filter((run) => !isInside(run, inText)),
      `${what}: outside the margins`,
    ).toEqual([])
    expect(overlaps(page), `${what}: covering each other`).toEqual([])
  }
  if (letter.addressee.length === 0) return
  const runs = file.pages[0]?.runs ?? []
  const behind = runs.filter((run) => touches(run, EVER_SHOWN))
  expect(spaceless(behind.map(({ text }) => text).join('')), 'behind the window').toBe(
    letter.addressee.map(spaceless).join(''),
  )
  expect(
    behind.filter((run) => !isInside(run, ALWAYS_SHOWN)),
    'where the window does not always show it',
  ).toEqual([])
}

/** Pairs of runs that cover each other. */
const overlaps = ({ runs }: PdfPage): readonly string[] =>
  runs.flatMap((one, index) =>
    runs.slice(index + 1).flatMap((other) => {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      return wide > SLACK && high > 0.6 ? [`“${one.text}” and “${other.text}”`] : []
    }),
  )

/** A file that is sent on tells nothing but its title: no name, no program, no system. */
function proveMetadata(letter: Letter, { info }: PdfFile): void {
  expect(info.Title).toBe(letter.title)
  expect(info.Language).toBe(letter.language)
  const rest = Object.entries(info).filter(([name]) => !['Title', 'Language'].includes(name))
  expect(rest.map(([name]) => name)).not.toContain('Author')
  expect(JSON.stringify(rest)).not.toMatch(/Mozilla|Linux|Electron|Windows|Macintosh|kazari/i)
}
