import { dayInWords } from '../../domain/privacy/letters/letterDay'
import type { Letter } from '../../domain/privacy/letters/letter'
import { letterCode } from './letterCode'
import { PX_PER_MM } from './letterPaper'
import { LETTER_STYLE } from './letterStyle'
import { Html, markup, type Piece } from './markup'

/** A page as it is served: the style element's text is told apart, because the page's policy names its sum. */
export interface LetterDocument {
  readonly html: string
  readonly style: string
}

/** Where the renderer's build puts the font of both languages (electron.vite.config.ts). */
export const FONT_SHEET = '/assets/letter-fonts.css'

export const LETTER_WORDS = {
  ja: { number: '整理番号', again: 'つづき' },
  en: { number: 'Reference', again: 'continued' },
} as const

/** Marks what is to be measured, under a name. Only on the page that is measured. */
export const measured = (name: string): Piece => markup` data-measure="${name}"`

export const mm = (pixels: number): string => `${(pixels / PX_PER_MM).toFixed(3)}mm`

/** A line of its own. */
export const line = (text: string): Html => markup`<div class="text">${text}</div>`

/** A complete page without scripts. `more` is added to the style that all letters have. */
export function page(letter: Letter, more: readonly string[], body: Piece): LetterDocument {
  const code = letter.code === null ? null : letterCode(letter.code.text)
  const style = [
    LETTER_STYLE,
    // The white around a code reaches into the margin, so that its dark edge stands on the text's.
    ...(code === null
      ? []
      : [`.code { width: ${code.widthMm.toFixed(3)}mm; margin-left: -${code.quietMm.toFixed(3)}mm; }`]),
    ...more,
    '',
  ].join('\n')
  const made = markup`<!doctype html>
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
  return { html: made.source, style }
}

/** The small print of a sheet. */
export function footer(letter: Letter, middle: string, mark: Piece = ''): Html {
  const [left, right] = letter.footer
  return markup`<footer class="footer" ${mark}>
    <div class="text">${left}</div>
    <div class="middle">${middle}</div>
    <div class="text right">${right}</div>
  </footer>`
}

/** Code, signature and note, each where the letter has one; null for a letter without any. */
export function closing(letter: Letter, name: string, mark: Piece = ''): Html | null {
  const { code, signature } = letter
  if (code === null && signature === null) return null
  return markup`<section class="closing ${name}${code === null ? '' : ' coded'}" ${mark}>
    ${code === null ? '' : markup`<div class="code">${letterCode(code.text).svg}</div>`}
    <div class="beside">
      ${signature === null ? '' : markup`<div class="text signature">${signature}</div>`}
      ${code === null ? '' : markup`<div class="text note">${code.note}</div>`}
    </div>
  </section>`
}

export const dayOf = (letter: Letter): string => dayInWords(letter.day, letter.language)
