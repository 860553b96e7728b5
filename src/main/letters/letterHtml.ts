import { dayInWords } from '../../domain/privacy/letters/letterDay'
import type { Letter } from '../../domain/privacy/letters/letter'
import { Html, markup, type Piece } from './markup'
import { letterCode } from './letterCode'
import type { Fragment, LetterLayout, LetterPage } from './letterLayout'
import { PX_PER_MM } from './letterPaper'
import { ADDRESS_SIZES, LETTER_STYLE } from './letterStyle'

/** A page as it is served: the style element's text is told apart, because the page's policy names its sum. */
export interface LetterDocument {
  readonly html: string
  readonly style: string
}

/** Where the renderer's build puts the font of both languages (electron.vite.config.ts). */
export const FONT_SHEET = '/assets/letter-fonts.css'

const WORDS = {
  ja: { number: '整理番号', again: 'つづき' },
  en: { number: 'Reference', again: 'continued' },
} as const

/** One piece of the running text, in the order of the page. */
interface Block {
  readonly kind: 'title' | 'opening' | 'row' | 'paragraph'
  readonly name: string
  readonly text: string
  /** Whether it can be divided between lines. */
  readonly divisible: boolean
}

/** The running text of a letter. The layout counts in these. */
export const blocksOf = (letter: Letter): readonly Block[] => [
  { kind: 'title', name: '', text: letter.title, divisible: false },
  { kind: 'opening', name: '', text: letter.opening, divisible: true },
  ...letter.rows.map(({ name, value }): Block => ({ kind: 'row', name, text: value, divisible: true })),
  ...letter.paragraphs.map((text): Block => ({ kind: 'paragraph', name: '', text, divisible: true })),
]

export const isPosted = (letter: Letter): boolean => letter.addressee.length > 0
const hasClosing = (letter: Letter): boolean => letter.signature !== null || letter.code !== null

/** Marks what is to be measured, under a name. Only on the page that is measured. */
type Mark = (name: string) => Piece
const unmarked: Mark = () => ''
const marked: Mark = (name) => markup` data-measure="${name}"`

const line = (text: string): Html => markup`<div class="text">${text}</div>`

function address(letter: Letter, size: number, mark: Piece): Html {
  const lines = letter.addressee.map((text, index) =>
    index === (letter.addresseeMain ?? 1) ? markup`<div class="text main">${text}</div>` : line(text),
  )
  return markup`<div class="address a${size}" ${mark}>${lines}</div>`
}

function sender(letter: Letter, mark: Piece): Html {
  const words = WORDS[letter.language]
  const number = letter.number === '' ? [] : [line(`${words.number} ${letter.number}`)]
  const who = letter.sender.length === 0 ? [] : [markup`<div class="who">${letter.sender.map(line)}</div>`]
  return markup`<div class="sender" ${mark}>
    <div class="when">${line(dayInWords(letter.day, letter.language))}${number}</div>
    ${who}
  </div>`
}

const running = (letter: Letter, mark: Piece): Html =>
  markup`<div class="running" ${mark}>
    <div class="text">${letter.title}</div>
    <div class="text">${letter.number}</div>
  </div>`

function footer(letter: Letter, page: string, mark: Piece): Html {
  const [left, right] = letter.footer
  return markup`<footer class="footer" ${mark}>
    <div class="text">${left}</div>
    <div class="page">${page}</div>
    <div class="text right">${right}</div>
  </footer>`
}

function closing(letter: Letter, mark: Piece): Html {
  if (!hasClosing(letter)) return markup``
  const code =
    letter.code === null ? [] : [markup`<div class="code">${letterCode(letter.code.text).svg}</div>`]
  const signature =
    letter.signature === null ? [] : [markup`<div class="text signature">${letter.signature}</div>`]
  const note = letter.code === null ? [] : [markup`<div class="text note">${letter.code.note}</div>`]
  return markup`<section class="closing${letter.code === null ? '' : ' coded'}" ${mark}>
    ${code}
    <div class="beside">${signature}${note}</div>
  </section>`
}

function block(
  letter: Letter,
  index: number,
  fragment: Omit<Fragment, 'block'>,
  isFirst: boolean,
  mark: Piece,
): Html {
  const shown = blocksOf(letter)[index]
  if (shown === undefined) return markup``
  const text = shown.text.replaceAll(/\r\n?/g, '\n').slice(fragment.from, fragment.to ?? undefined)
  switch (shown.kind) {
    case 'title':
      return markup`<h1 class="title text" ${mark}>${text}</h1>`
    case 'opening':
      return markup`<p class="opening text" ${mark}>${text}</p>`
    case 'paragraph': {
      const follows = blocksOf(letter)[index - 1]?.kind === 'row'
      return markup`<p class="paragraph text${follows ? ' afterRows' : ''}" ${mark}>${text}</p>`
    }
    case 'row': {
      const again =
        fragment.from === 0 ? [] : [markup`<div class="again">${WORDS[letter.language].again}</div>`]
      return markup`<div class="row${isFirst ? ' first' : ''}" ${mark}>
        <dt class="text">${shown.name}${again}</dt>
        <dd class="text lines">${text}</dd>
      </div>`
    }
  }
}

function document(letter: Letter, style: string, body: Piece): LetterDocument {
  const page = markup`<!doctype html>
    <html lang="${letter.language}">
      <head>
        <meta charset="utf-8" />
        <title>${letter.title}</title>
        <link rel="stylesheet" href="${FONT_SHEET}" />
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        ${body}
      </body>
    </html>`
  return { html: page.source, style }
}

const styleFor = (letter: Letter, more: string): string =>
  LETTER_STYLE +
  (letter.code === null
    ? ''
    : `.closing .code { width: ${letterCode(letter.code.text).widthMm.toFixed(3)}mm; }\n`) +
  more

/** The letter's pieces one below the other on an endless sheet, marked for measuring. */
export function measuringDocument(letter: Letter): LetterDocument {
  const blocks = blocksOf(letter).map((_, index) =>
    block(letter, index, { from: 0, to: null }, true, marked(`block ${index}`)),
  )
  const body = markup`<main class="sheet">
    ${ADDRESS_SIZES.map((_, size) => address(letter, size, marked(`address ${size}`)))}${sender(letter, marked('sender'))}${running(letter, marked('running'))}
    <div class="flow">${blocks}</div>
    ${closing(letter, marked('closing'))}${footer(letter, '1 / 2', marked('footer'))}
  </main>`
  return document(letter, styleFor(letter, ''), body)
}

/** The whole letter, page by page: a complete document without scripts. */
export function letterDocument(letter: Letter, layout: LetterLayout): LetterDocument {
  const mm = (pixels: number) => (pixels / PX_PER_MM).toFixed(3)
  const tops = layout.pages.map(({ top }, index) => `.p${index} .flow { top: ${mm(top)}mm; }`)
  const bottom = `.closing { bottom: ${mm(layout.closingBottom)}mm; }`
  const sheets = layout.pages.map((page, index) => sheet(letter, layout, page, index))
  return document(letter, styleFor(letter, [bottom, ...tops, ''].join('\n')), sheets)
}

function sheet(letter: Letter, layout: LetterLayout, page: LetterPage, index: number): Html {
  const head =
    index > 0
      ? running(letter, '')
      : markup`${
          isPosted(letter)
            ? markup`<div class="fold one"></div>
                <div class="fold two"></div>
                ${address(letter, layout.addressSize, '')}`
            : ''
        }${sender(letter, '')}`
  const number = layout.pages.length > 1 ? `${index + 1} / ${layout.pages.length}` : ''
  return markup`<main class="sheet p${index}">
    ${head}
    <div class="flow">${flow(letter, page.fragments)}</div>
    ${page.closes ? closing(letter, '') : ''}${footer(letter, number, '')}
  </main>`
}

/** Neighbouring rows are one list. */
function flow(letter: Letter, fragments: readonly Fragment[]): readonly Html[] {
  const blocks = blocksOf(letter)
  const isRow = (fragment: Fragment | undefined) =>
    fragment !== undefined && blocks[fragment.block]?.kind === 'row'
  return fragments.map((fragment, index) => {
    const before = isRow(fragments[index - 1])
    const piece = block(letter, fragment.block, fragment, !before, unmarked(''))
    if (!isRow(fragment)) return piece
    const start = before ? '' : '<dl>'
    const end = isRow(fragments[index + 1]) ? '' : '</dl>'
    return new Html(start + piece.source + end)
  })
}
