import type { Letter } from '../../domain/privacy/letters/letter'
import type { Fragment, LetterLayout, LetterPage } from './letterLayout'
import {
  closing,
  dayOf,
  footer,
  LETTER_WORDS,
  line,
  measured,
  mm,
  page,
  type LetterDocument,
} from './letterParts'
import { ADDRESS_SIZES } from './letterStyle'
import { asRead, Html, markup, type Piece } from './markup'

/** One piece of the running text, in the order of the page. */
interface Block {
  readonly kind: 'title' | 'opening' | 'row' | 'paragraph'
  readonly name: string
  readonly text: string
  /** Whether it can be divided between lines. */
  readonly divisible: boolean
}

/** The running text of a letter. The layout counts in these, and in places of their texts as the page reads them. */
export const blocksOf = (letter: Letter): readonly Block[] =>
  [
    { kind: 'title', name: '', text: letter.title, divisible: false } as const,
    { kind: 'opening', name: '', text: letter.opening, divisible: true } as const,
    ...letter.rows.map(({ name, value }) => ({ kind: 'row', name, text: value, divisible: true }) as const),
    ...letter.paragraphs.map((text) => ({ kind: 'paragraph', name: '', text, divisible: true }) as const),
  ].map((block) => ({ ...block, text: asRead(block.text) }))

/** Whether the letter goes into an envelope with a window. */
export const isPosted = (letter: Letter): boolean => letter.addressee.length > 0

/** A receipt's foot follows its text; a letter's stands at the foot of the sheet. */
const closesAtFoot = (letter: Letter): boolean => letter.kind !== 'consent-receipt'

function address(letter: Letter, size: number, mark: Piece = ''): Html {
  const lines = letter.addressee.map((text, index) =>
    index === (letter.addresseeMain ?? 1) ? markup`<div class="text main">${text}</div>` : line(text),
  )
  return markup`<div class="address a${size}" ${mark}>${lines}</div>`
}

function sender(letter: Letter, mark: Piece = ''): Html {
  const number = letter.number === '' ? '' : line(`${LETTER_WORDS[letter.language].number} ${letter.number}`)
  const who = letter.sender.length === 0 ? '' : markup`<div class="who">${letter.sender.map(line)}</div>`
  return markup`<div class="sender" ${mark}>
    <div class="when">${line(dayOf(letter))}${number}</div>
    ${who}
  </div>`
}

const running = (letter: Letter, mark: Piece = ''): Html =>
  markup`<div class="running" ${mark}>
    <div class="text">${letter.title}</div>
    <div class="text">${letter.number}</div>
  </div>`

interface Shown {
  readonly from: number
  readonly to: number | null
  /** A row that begins a table. */
  readonly isFirst: boolean
}

function block(letter: Letter, index: number, shown: Shown, mark: Piece = ''): Html {
  const blocks = blocksOf(letter)
  const { kind, name, text } = blocks[index] ?? { kind: 'paragraph', name: '', text: '' }
  const part = text.slice(shown.from, shown.to ?? undefined)
  switch (kind) {
    case 'title':
      return markup`<h1 class="title text" ${mark}>${part}</h1>`
    case 'opening':
      return markup`<p class="opening text" ${mark}>${part}</p>`
    case 'paragraph': {
      const afterRows = blocks[index - 1]?.kind === 'row' ? ' afterRows' : ''
      return markup`<p class="paragraph text${afterRows}" ${mark}>${part}</p>`
    }
    case 'row': {
      const again =
        shown.from === 0 ? '' : markup`<div class="again">${LETTER_WORDS[letter.language].again}</div>`
      return markup`<div class="row${shown.isFirst ? ' first' : ''}" ${mark}>
        <dt class="text">${name}${again}</dt>
        <dd class="text lines">${part}</dd>
      </div>`
    }
  }
}

const sheetName = (letter: Letter): string => (isPosted(letter) ? 'posted' : 'plain')

/** The letter's pieces one below the other on an endless sheet, each marked for measuring. */
export function measuringLetter(letter: Letter): LetterDocument {
  const blocks = blocksOf(letter).map((_, index) =>
    block(letter, index, { from: 0, to: null, isFirst: true }, measured(`block ${index}`)),
  )
  return page(
    letter,
    [],
    markup`<main class="sheet ${sheetName(letter)}">
      ${ADDRESS_SIZES.map((_, size) => address(letter, size, measured(`address ${size}`)))}
      ${sender(letter, measured('sender'))} ${running(letter, measured('running'))}
      <div class="flow">${blocks}</div>
      ${closing(letter, '', measured('closing')) ?? ''} ${footer(letter, '1 / 2', measured('footer'))}
    </main>`,
  )
}

/** The whole letter, sheet by sheet. */
export function letterPages(letter: Letter, layout: LetterLayout): LetterDocument {
  const places = [
    `.closing.atFoot { bottom: ${mm(layout.closingBottom)}; }`,
    ...layout.pages.map(({ top }, index) => `.p${index} .flow { top: ${mm(top)}; }`),
  ]
  const sheets = layout.pages.map((shown, index) => sheet(letter, layout, shown, index))
  return page(letter, places, markup`<main>${sheets}</main>`)
}

function sheet(letter: Letter, layout: LetterLayout, shown: LetterPage, index: number): Html {
  const folds = markup`<div class="fold one"></div>
    <div class="fold two"></div>`
  const first = markup`${isPosted(letter) ? [folds, address(letter, layout.addressSize)] : ''}${sender(letter)}`
  const number = layout.pages.length > 1 ? `${index + 1} / ${layout.pages.length}` : ''
  const atFoot = closesAtFoot(letter)
  const end = shown.closes ? (closing(letter, atFoot ? 'atFoot' : 'inFlow') ?? '') : ''
  return markup`<section class="sheet ${sheetName(letter)} p${index}">
    ${index > 0 ? running(letter) : first}
    <div class="flow">${flow(letter, shown.fragments)}${atFoot ? '' : end}</div>
    ${atFoot ? end : ''} ${footer(letter, number)}
  </section>`
}

/** Neighbouring rows are one list. */
function flow(letter: Letter, fragments: readonly Fragment[]): readonly Html[] {
  const blocks = blocksOf(letter)
  const isRow = (fragment: Fragment | undefined): boolean =>
    fragment !== undefined && blocks[fragment.block]?.kind === 'row'
  return fragments.map((fragment, index) => {
    const follows = isRow(fragments[index - 1])
    const piece = block(letter, fragment.block, { ...fragment, isFirst: !follows })
    if (!isRow(fragment)) return piece
    const start = follows ? '' : '<dl>'
    const end = isRow(fragments[index + 1]) ? '' : '</dl>'
    return new Html(start + piece.source + end)
  })
}
