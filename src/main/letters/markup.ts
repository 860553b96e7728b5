/** A piece of a page that was put together here; everything else is text, and is written as text. */
export class Html {
  constructor(readonly source: string) {}
}

export type Piece = Html | string | number | readonly Piece[]

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as a page that was given it holds it: with line feeds for line ends, and without NUL. */
export const asRead = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '')

/** Text as it stands in an element or a quoted attribute, whatever signs it holds. */
export const escapeText = (text: string): string =>
  asRead(text).replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? '')

function written(piece: Piece): string {
  if (piece instanceof Html) return piece.source
  if (typeof piece === 'string') return escapeText(piece)
  if (typeof piece === 'number') return String(piece)
  return piece.map(written).join('')
}

/** Puts a page together: what is filled in is text unless it was made here too. */
export const markup = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(parts.reduce((page, part, index) => page + written(pieces[index - 1] ?? '') + part))
