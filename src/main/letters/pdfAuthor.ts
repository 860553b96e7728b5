const NAMES = /\/(?:Creator|Author)\s*\(((?:\\.|[^\\()])*)\)/g

/**
 * Blanks what a PDF says about the program and the computer that made it. Every byte stays at its place: the file's own
 * table of contents counts bytes.
 */
export function withoutAuthor(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const blanked = text.replaceAll(NAMES, (entry, value: string) =>
    entry.replace(value, ' '.repeat(value.length)),
  )
  return new Uint8Array(Buffer.from(blanked, 'latin1'))
}
