import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvTable, type CsvCell } from '../../../../src/domain/privacy/desk/csv'

/** Reads RFC 4180, character by character. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 1; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (isQuoted && sign === '"' && text[at + 1] === '"') at++
    else if (sign === '"') {
      isQuoted = !isQuoted
      continue
    } else if (!isQuoted && (sign === ',' || sign === '\r')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (sign === '\r') {
        expect(text[++at]).toBe('\n')
        rows.push([])
      }
      continue
    }
    cell += sign
  }
  expect(isQuoted).toBe(false)
  return rows.slice(0, -1)
}

const cells: fc.Arbitrary<CsvCell> = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",; あa1＝\u3000') }),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.constant(null),
)

test('what is written can be read again, as text, cell by cell', () => {
  const tables = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1 }))
  fc.assert(
    fc.property(tables, (rows) => {
      const columns = (rows[0] ?? []).map((_, index) => `column ${index}`)
      const read = readCsv(csvTable(columns, rows))
      expect(read[0]).toEqual(columns)
      expect(
        read
          .slice(1)
          .map((row) => row.map((cell) => cell.replace(/^'(?=[\s\u3000]*[=+\-@＝＋－＠]|[\t\r\n])/u, ''))),
      ).toEqual(
        rows.map((row) =>
          row.map((cell) => String(cell ?? '').replace(/^'(?=[\s\u3000]*[=+\-@＝＋－＠]|[\t\r\n])/u, '')),
        ),
      )
    }),
  )
})

test('no text of anybody begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n ,"a＋') })), (texts) => {
      for (const [cell = ''] of readCsv(
        csvTable(
          ['text'],
          texts.map((text) => [text]),
        ),
      ).slice(1))
        expect(cell).not.toMatch(/^[\s\u3000]*[=+\-@＋]|^[\t\r\n]/)
    }),
  )
})

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+81-3-0000-0000', `'+81-3-0000-0000`],
  ['-5', `'-5`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  [' =1', `' =1`],
  [-5, '-5'],
  [null, ''],
  ['東京都, 目黒区', '"東京都, 目黒区"'],
])('%j becomes %s', (cell, written) => {
  expect(csvTable(['a'], [[cell]])).toBe(`\ufeffa\r\n${written}\r\n`)
})

test('a row that does not fit its header is a fault of the program', () => {
  expect(() => csvTable(['a', 'b'], [['only one']])).toThrow()
})
