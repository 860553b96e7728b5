import type { Letter } from '../../domain/privacy/letters/letter'
import { ABOVE_FOOT, FOOT, PX_PER_MM, SHEET } from './letterPaper'
import { closing, dayOf, footer, measured, mm, page, type LetterDocument } from './letterParts'
import { POSTER_SIZES } from './letterStyle'
import { Html, markup, type Piece } from './markup'

/** The sign of Kazari, in the colours of the print. */
const MARK = new Html(
  '<svg class="mark" viewBox="0 0 32 32" fill="none" stroke="#1a161e" stroke-width="2" aria-hidden="true">' +
    '<path d="M25.6 15.2A11 11 0 1 1 16.4 7.1"/><path d="M10.5 19.5c2.6 3.6 8.2 3.6 10.8 0" stroke-linecap="round"/>' +
    '<g fill="#f0566c" stroke="none"><circle cx="23" cy="5.2" r="2.7"/><circle cx="26.8" cy="8" r="2.7"/>' +
    '<circle cx="25.4" cy="12.4" r="2.7"/><circle cx="20.7" cy="12.4" r="2.7"/><circle cx="19.2" cy="8" r="2.7"/></g>' +
    '<circle cx="23" cy="9.2" r="1.6" fill="#fff" stroke="none"/></svg>',
)

function poster(letter: Letter, size: number, mark: Piece = ''): Html {
  const rows = letter.rows.map(
    ({ name, value }) =>
      markup`<div>
        <dt class="text">${name}</dt>
        <dd class="text">${value}</dd>
      </div>`,
  )
  const end = letter.paragraphs.map(
    (text) => markup`<p class="text${text.includes('\n') ? ' panel' : ''}">${text}</p>`,
  )
  return markup`<div class="poster s${size}" ${mark}>
    <header>
      ${MARK}
      <h1 class="text">${letter.title}</h1>
      <p class="opening text">${letter.opening}</p>
    </header>
    ${
      rows.length === 0
        ? ''
        : markup`<dl>
            ${rows}
          </dl>`
    }
    <div class="end">${end}</div>
    ${closing(letter, 'inFlow') ?? ''}
  </div>`
}

/** The poster in each of its sizes, marked for measuring. */
export const measuringPoster = (letter: Letter): LetterDocument =>
  page(
    letter,
    [],
    markup`<main class="sheet">
      ${POSTER_SIZES.map((_, size) => poster(letter, size, measured(`poster ${size}`)))}
      ${footer(letter, dayOf(letter), measured('footer'))}
    </main>`,
  )

/** One sheet in the largest type that fits it. Heights and positions are CSS pixels. */
export function posterPage(
  letter: Letter,
  measures: { readonly heights: readonly number[]; readonly top: number; readonly footerHeight: number },
): LetterDocument {
  const room = (SHEET.height - FOOT - ABOVE_FOOT) * PX_PER_MM - measures.footerHeight - measures.top
  const fitting = measures.heights.findIndex((height) => height <= room)
  const size = fitting < 0 ? POSTER_SIZES.length - 1 : fitting
  return page(
    letter,
    [`.poster { height: ${mm(room)}; }`],
    markup`<main>
      <section class="sheet">${poster(letter, size)} ${footer(letter, dayOf(letter))}</section>
    </main>`,
  )
}
