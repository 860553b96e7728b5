import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createLetterPages } from '../../../src/main/letters/letterPages'
import { withoutAuthor } from '../../../src/main/letters/pdfAuthor'
import { answerAsset } from '../../../src/main/window/appScheme'
import { freshDirectory } from '../support'

const page = (name: string) => ({ html: `<p>${name}</p>`, style: `.${name} {}` })
const body = async (answer: Response | null): Promise<string | null> => (answer ? answer.text() : null)

describe('pages of letters', () => {
  test('the last eight previews are there, and no older one', async () => {
    const pages = createLetterPages()
    const urls = Array.from({ length: 10 }, (_, index) => pages.keep(page(`n${index}`)))
    const bodies = await Promise.all(urls.map((url) => body(pages.answer({ url, method: 'GET' }))))
    expect(bodies).toEqual([null, null, ...Array.from({ length: 8 }, (_, index) => `<p>n${index + 2}</p>`)])
  })

  test('a lent page ends when it is given back, and takes no preview’s place', () => {
    const pages = createLetterPages()
    const kept = Array.from({ length: 8 }, () => pages.keep(page('kept')))
    const lent = pages.lend(page('lent'))
    expect(pages.answer({ url: lent.url, method: 'GET' })?.status).toBe(200)
    lent.giveBack()
    expect(pages.answer({ url: lent.url, method: 'GET' })).toBeNull()
    for (const url of kept) expect(pages.answer({ url, method: 'GET' })?.status).toBe(200)
  })

  test('addresses cannot be guessed, and only the exact one answers, to reading only', () => {
    const pages = createLetterPages()
    const urls = new Set(Array.from({ length: 200 }, () => pages.lend(page('x')).url))
    expect(urls.size).toBe(200)
    const [url = ''] = urls
    expect(url).toMatch(/^app:\/\/kazari\/letter\/[0-9a-f]{32}\.html$/)
    for (const other of [
      url.toUpperCase(),
      `${url}?x`,
      `${url}#x`,
      url.replace('.html', ''),
      url.replace('kazari', 'elsewhere'),
      url.replace('app:', 'https:'),
      url.replace('/letter/', '/letter//'),
    ])
      expect(pages.answer({ url: other, method: 'GET' }), other).toBeNull()
    for (const method of ['POST', 'PUT', 'HEAD', 'DELETE'])
      expect(pages.answer({ url, method }), method).toBeNull()
  })

  test('its policy names the sum of its one style, and lets nothing run, load or frame it but the studio', () => {
    const pages = createLetterPages()
    const kept = page('styled')
    const headers = pages.answer({ url: pages.keep(kept), method: 'GET' })?.headers
    const rules = (headers?.get('content-security-policy') ?? '').split('; ')
    const sum = createHash('sha256').update(kept.style).digest('base64')
    expect(rules).toEqual([
      'sandbox allow-same-origin',
      "default-src 'none'",
      `style-src 'self' 'sha256-${sum}'`,
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ])
    expect(headers?.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers?.get('permissions-policy')).toMatch(/^camera=\(\), /)
    expect(headers?.get('cache-control')).toBe('no-store')
    expect(headers?.get('cross-origin-embedder-policy')).toBe('require-corp')
  })

  test('the app scheme answers them beside its files, and 404 for one that is gone', async () => {
    const pages = createLetterPages()
    const root = freshDirectory()
    const url = pages.keep(page('there'))
    expect(await (await answerAsset(root, { url, method: 'GET' }, pages.answer)).text()).toBe('<p>there</p>')
    const gone = await answerAsset(
      root,
      { url: `app://kazari/letter/${'0'.repeat(32)}.html`, method: 'GET' },
      pages.answer,
    )
    expect(gone.status).toBe(404)
    expect(gone.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

test('a PDF says nothing about who made it, and every byte stays in its place', () => {
  const made = Buffer.from(
    '%PDF-1.4\n1 0 obj\n<</Title (A\\)B)\n/Creator (Mozilla/5.0 \\(X11; Linux\\) Kazari/1)\n/Author (Hanako)\n/Producer (Skia)>>\nendobj\n\u00ff\u0000',
    'latin1',
  )
  const clean = Buffer.from(withoutAuthor(new Uint8Array(made)))
  expect(clean.byteLength).toBe(made.byteLength)
  const text = clean.toString('latin1')
  expect(text).not.toMatch(/Mozilla|Linux|Hanako/)
  expect(text).toContain('/Title (A\\)B)')
  expect(text.indexOf('endobj')).toBe(made.toString('latin1').indexOf('endobj'))
})
