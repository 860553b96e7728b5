import { expect, test } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Letter } from '../../src/domain/privacy/letters/letter'
import { root } from './support/app'
import { everyLetter, requestOf, sealedLetter } from './support/everyLetter'
import { openLetterBench, type LetterBench } from './support/letterBench'
import { proveLetter } from './support/letterProof'
import { readPdf, type PdfFile } from './support/pdf'

const folder = join(root, 'test-results/letters')

test.describe('letters as rendered PDF pages', () => {
  let bench: LetterBench
  test.beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    bench = await openLetterBench()
  })
  test.afterAll(() => bench.close())

  /** Renders a letter, keeps it for people to look at, and reads it back. */
  async function rendered(name: string, letter: Letter): Promise<PdfFile> {
    const bytes = await bench.pdf(letter)
    writeFileSync(join(folder, `${name}.pdf`), bytes)
    const file = await readPdf(bytes)
    for (const [index, page] of file.pages.entries())
      writeFileSync(join(folder, `${name}.${index + 1}.png`), page.png)
    return file
  }

  for (const { name, letter } of everyLetter()) {
    test(`${name} fits one sheet and says everything`, async () => {
      const file = await rendered(name, letter)
      proveLetter(letter, file)
      expect(file.pages).toHaveLength(1)
    })
  }

  const sample = sealedLetter(requestOf('disclosure'), 'ja')

  const LONG = {
    ja: '十月の展示で青い用紙に記入しました。そのときの記録と、だれかに渡した記録があれば見せてください。',
    en: 'I filled in a blue form at the exhibition in October. Please show me what was kept of it. ',
  } as const
  for (const language of ['ja', 'en'] as const) {
    test(`a description of 2,000 characters goes on on a second sheet, in ${language}`, async () => {
      const description = LONG[language].repeat(60).slice(0, 2000).trim()
      const letter = sealedLetter(requestOf('disclosure', { description, language }), language)
      const file = await rendered(`long-description.${language}`, letter)
      proveLetter(letter, file)
      expect(file.pages).toHaveLength(2)
      // Japanese takes more room: its row is divided, and says so.
      if (language === 'ja') expect(file.pages[1]?.text).toContain('つづき')
    })
  }

  test('every text at its limit, a thousand lines of them, still has its place', async () => {
    const party = {
      name: '寿限無'.repeat(26).slice(0, 80),
      address: '東京都目黒区大橋一丁目六番十三号 '.repeat(12).slice(0, 200).trim(),
      contact: 'hanako.yamada@example.jp 03-0000-0000',
    }
    const letter: Letter = {
      ...sealedLetter(requestOf('correction', { requester: { kind: 'self', party } }), 'ja'),
      addressee: [party.address, `${party.name} 様`],
      rows: [
        { name: '内容', value: Array.from({ length: 1000 }, (_, index) => `行${index}`).join('\n') },
        { name: 'とても長い見出しが二行にわたる行', value: 'はい' },
      ],
      code: { text: 'k'.repeat(2000), note: '左のコードは、この請求の控えです。' },
    }
    const file = await rendered('limits.ja', letter)
    proveLetter(letter, file)
    expect(file.pages.length).toBeGreaterThan(20)
  })

  test('script, markup and formulas stand there as they were typed', async () => {
    const hostile = '<script>alert(1)</script> =1+1 "&amp;" {{7*7}} <b>\'; DROP'
    const letter: Letter = {
      ...sample,
      addressee: ['1SEC inc.', '<img src=x>', '=SUM(A1)'],
      sender: [hostile, '@cmd'],
      title: `請求 ${hostile}`,
      opening: hostile,
      rows: [{ name: '<td>', value: `${hostile}\n+1\n-1\n\t=HYPERLINK("x")` }],
      paragraphs: [hostile],
      signature: '</section>',
      footer: ['</footer>', '<style>*{display:none}</style>'],
    }
    proveLetter(letter, await rendered('hostile.ja', letter))
  })

  test('a text without end is refused before it is laid out', async () => {
    expect(await bench.tryPdf({ ...sample, paragraphs: ['あ'.repeat(1_000_000)] })).toEqual({
      failed: 'letter-too-long',
    })
  })

  test('letters asked for at once are made one after the other, and each is the right one', async () => {
    const numbers = ['R-AAAA-0001', 'R-AAAA-0002', 'R-AAAA-0003']
    const windows = bench.app.evaluate(async ({ BrowserWindow }) => {
      let most = 0
      for (let step = 0; step < 60; step++) {
        most = Math.max(most, BrowserWindow.getAllWindows().length)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return most
    })
    const files = await Promise.all(
      numbers.map(async (number) => readPdf(await bench.pdf({ ...sample, number }))),
    )
    for (const [index, number] of numbers.entries()) expect(files[index]?.pages[0]?.text).toContain(number)
    expect(await windows).toBe(1)
    expect(await bench.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  })

  test('the hidden window can run nothing, call nothing and go nowhere', async () => {
    await bench.app.evaluate(({ app }) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { seen })
      app.once('web-contents-created', (_event, contents) => {
        contents.once('did-finish-load', () => {
          const start = contents.getURL()
          const inMain = contents.executeJavaScript('1 + 1').then(
            () => 'ran',
            () => 'refused',
          )
          const world = (code: string): Promise<unknown> =>
            contents.executeJavaScriptInIsolatedWorld(77, [{ code }]) as Promise<unknown>
          // Even from a world that main alone can open: nothing to call with, nowhere to go.
          const found = world(
            `[typeof globalThis.kazari, typeof globalThis.require, typeof globalThis.process]`,
          )
          const gone = world(
            `location.href = 'app://kazari/index.html'; window.open('app://kazari/index.html') === null`,
          )
          const inline = world(`(() => {
            const script = document.createElement('script')
            script.textContent = 'document.title = "ran"'
            document.head.append(script)
            return document.title
          })()`)
          void Promise.all([inMain, found, gone, inline]).then((answers) => {
            seen.push(...answers, contents.isDestroyed() || contents.getURL() === start)
          })
        })
      })
    })
    const file = await readPdf(await bench.pdf(sample))
    proveLetter(sample, file)
    await expect
      .poll(() => bench.app.evaluate(() => (globalThis as unknown as { seen: unknown[] }).seen))
      .toEqual(['refused', ['undefined', 'undefined', 'undefined'], true, sample.title, true])
  })

  for (const end of ['crashes', 'is destroyed'] as const) {
    test(`a hidden window that ${end} is told, and the next letter is made`, async () => {
      await bench.app.evaluate(({ app, BrowserWindow }, how) => {
        app.once('web-contents-created', (_event, contents) => {
          // The page is there and is about to be measured.
          contents.once('did-finish-load', () => {
            if (how === 'crashes') contents.forcefullyCrashRenderer()
            else BrowserWindow.fromWebContents(contents)?.destroy()
          })
        })
      }, end)
      expect(await bench.tryPdf(sample)).toEqual({ failed: 'letter-not-made' })
      proveLetter(sample, await readPdf(await bench.pdf(sample)))
    })
  }
})
