export type CsvCell = string | number | null

/** A spreadsheet takes text that begins so for a formula, also when it stands in quotes; full-width signs count in Japan. */
const FORMULA = /^[\s\u3000]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/**
 * One field. Text that a spreadsheet would work out gets an apostrophe in front, so that it is shown as it was written.
 * Numbers are ours and stay numbers. Source: RFC 4180; OWASP, CSV Injection.
 */
function field(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",;\t\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A table as RFC 4180 has it: CRLF after every line, quotes where they are needed. `columns` gives the header and the
 * order; begins with a byte order mark, without which spreadsheets in Japan read UTF-8 as something else.
 */
export function csvTable(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [columns, ...rows].map((cells) => {
    if (cells.length !== columns.length)
      throw new Error(`a row of ${cells.length} cells under ${columns.length} columns`)
    return cells.map(field).join(',')
  })
  return `\ufeff${lines.join('\r\n')}\r\n`
}
