import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Letter } from '../../../src/domain/privacy/letters/letter'
import { letterPages, measuringLetter } from '../../../src/main/letters/letterHtml'
import type { LetterLayout } from '../../../src/main/letters/letterLayout'
import { escapeText, markup } from '../../../src/main/letters/markup'

const letter = (text: string, language: 'ja' | 'en' = 'ja'): Letter => ({
  kind: 'request',
  language,
  addressee: [text, text],
  sender: [text],
  day: '2026-11-23',
  number: text,
  title: text,
  opening: text,
  rows: [{ name: text, value: text }],
  paragraphs: [text],
  signature: text,
  code: { text: '{}', note: text },
  footer: [text, text],
})

const LAYOUT: LetterLayout = {
  addressSize: 0,
  closingBottom: 100,
  pages: [{ top: 300, fragments: [0, 1, 2, 3].map((block) => ({ block, from: 0, to: null })), closes: true }],
}

/** What a browser would make of escaped text. */
const read = (source: string): string =>
  source
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** Names of all elements of a page. */
const elements = (source: string): readonly string[] =>
  [...source.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name = '']) => name.toLowerCase())

describe('texts of letters are text', () => {
  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</style><style>*{display:none}',
    '<!-- ',
    '=HYPERLINK("https://example.invalid")',
    '&lt;b&gt; &amp;',
    '{{constructor}} ${7*7}',
  ])('%s', (hostile) => {
    const plain = elements(letterPages(letter('x'), LAYOUT).html)
    const { html, style } = letterPages(letter(hostile), LAYOUT)
    expect(elements(html)).toEqual(plain)
    expect(html).not.toMatch(/<script|onerror=alert\(1\)>|<img/)
    expect(html.split(escapeText(hostile)).length - 1).toBe(
      letterPages(letter('UNUSUAL'), LAYOUT).html.split('UNUSUAL').length - 1,
    )
    expect(style).toBe(letterPages(letter('x'), LAYOUT).style)
  })

  test('any text is the same text again when the page is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text)
        expect(escaped).not.toMatch(/[<>"']/)
        expect(read(escaped)).toBe(text.replaceAll(/\r\n?/g, '\n').replaceAll('\0', ''))
      }),
    )
  })

  test('only what was put together here is markup', () => {
    expect(markup`<p>${'<b>'}${[markup`<i>${'&'}</i>`, '"']}${3}</p>`.source).toBe(
      '<p>&lt;b&gt;<i>&amp;</i>&quot;3</p>',
    )
  })
})

describe('a letter’s page', () => {
  test.each(['ja', 'en'] as const)(
    'in %s says its language, and runs and fetches nothing but its font',
    (language) => {
      for (const { html } of [
        measuringLetter(letter('x', language)),
        letterPages(letter('x', language), LAYOUT),
      ]) {
        expect(html).toContain(`<html lang="${language}">`)
        expect(elements(html)).not.toContain('script')
        expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url)).toEqual([
          '/assets/letter-fonts.css',
        ])
        expect(html).not.toMatch(/url\(|@import|https?:|style="/)
      }
    },
  )

  test('a text that is divided is told in both parts, and the second says that it goes on', () => {
    const text = 'あいうえお'
    const { html } = letterPages(letter(text), {
      ...LAYOUT,
      pages: [
        { top: 300, fragments: [{ block: 2, from: 0, to: 2 }], closes: false },
        { top: 100, fragments: [{ block: 2, from: 2, to: null }], closes: true },
      ],
    })
    expect(html).toContain('<dd class="text lines">あい</dd>')
    expect(html).toContain('<dd class="text lines">うえお</dd>')
    expect(html.match(/つづき/g)).toHaveLength(1)
    expect(html).toContain('1 / 2')
    expect(html).toContain('2 / 2')
  })
})
