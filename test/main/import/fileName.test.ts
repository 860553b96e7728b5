import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownName, writableName } from '../../../src/main/import/fileName'

describe('shownName', () => {
  test.each([
    ['holiday.jpg', 'holiday.jpg'],
    ['/home/somebody/holiday.jpg', 'holiday.jpg'],
    ['C:\\Users\\somebody\\holiday.jpg', 'holiday.jpg'],
    ['飾り 写真.png', '飾り 写真.png'],
    ['two\nlines.png', 'twolines.png'],
    ['invoice\u202egnp.exe', 'invoicegnp.exe'],
    ['\u0000', 'picture'],
    ['', 'picture'],
    ['..', '..'],
  ])('%j is shown as %j', (given, shown) => {
    expect(shownName(given)).toBe(shown)
  })

  test('a long name keeps its ending and whole characters', () => {
    const name = shownName(`${'飾'.repeat(300)}.jpeg`)
    expect(name.endsWith('飾.jpeg')).toBe(true)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  })
})

describe('writableName', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..', 'picture'],
    ['.hidden.png', 'hidden.png'],
    ['a<b>c:d"e|f?g*.png', 'a_b_c_d_e_f_g_.png'],
    ['con.png', 'picture con.png'],
    ['name. . ', 'name'],
  ])('%j becomes %j', (given, writable) => {
    expect(writableName(given)).toBe(writable)
  })

  test('is one harmless path component for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = writableName(text)
        expect(name).not.toMatch(/[\\/<>:"|?*\n\r\0]|^\.|[. ]$/)
        expect(name.length).toBeGreaterThan(0)
        expect(shownName(name)).toBe(name)
      }),
    )
  })
})
