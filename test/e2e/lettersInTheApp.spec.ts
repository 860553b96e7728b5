import { expect, test } from '@playwright/test'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseSavePath, launchKazari, type Kazari } from './support/app'
import { readPdf } from './support/pdf'

type Reply = { ok: true; value: Record<string, unknown> } | { ok: false; error: { code: string } }

/** A call as the page makes it. */
const call = (kazari: Kazari, name: string, argument: object): Promise<Reply> =>
  kazari.page.evaluate(
    ([called, given]) =>
      (
        globalThis as unknown as { kazari: { call(name: string, argument: object): Promise<Reply> } }
      ).kazari.call(called, given),
    [name, argument] as const,
  )

const POSTER = { poster: 'customer-desk', language: 'ja' } as const

/** Every file below a folder, with its size and the moment it was changed. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const stats = statSync(path, { throwIfNoEntry: false })
      return `${path} ${stats?.size ?? 'gone'}`
    })
    .sort()
}

test.describe('letters in the studio', () => {
  let kazari: Kazari
  let temporary: string
  let chosen: string
  test.beforeAll(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'kazari-letters-tmp-'))
    chosen = mkdtempSync(join(tmpdir(), 'kazari-letters-out-'))
    kazari = await launchKazari({ camera: 'none', environment: { TMPDIR: temporary } })
  })
  test.afterAll(async () => {
    await kazari.close()
    for (const folder of [temporary, chosen]) rmSync(folder, { recursive: true, force: true })
  })

  test('a preview, shown in a frame of the page, is what will be printed, and the page’s policy allows nothing else there', async () => {
    const preview = await call(kazari, 'poster:preview', POSTER)
    if (!preview.ok) throw new Error(preview.error.code)
    const shown = await kazari.page.evaluate(async (url) => {
      const frame = (address: string, sandbox: string) =>
        new Promise<string>((resolve) => {
          const element = document.createElement('iframe')
          element.setAttribute('sandbox', sandbox)
          element.src = address
          element.onload = () => {
            // Of another origin, or not shown at all: nothing can be read of it.
            const text = element.contentDocument?.querySelector('h1')?.textContent ?? 'nothing'
            const bridge = element.contentDocument
              ? typeof Reflect.get(element.contentWindow ?? {}, 'kazari')
              : ''
            element.remove()
            resolve(`${text} ${bridge}`)
          }
          document.body.append(element)
        })
      return {
        letter: await frame(url, 'allow-same-origin'),
        unknown: await frame(`app://kazari/letter/${'0'.repeat(32)}.html`, 'allow-same-origin'),
        studio: await frame('app://kazari/index.html', 'allow-same-origin'),
        elsewhere: await frame('https://example.invalid/', 'allow-same-origin'),
      }
    }, String(preview.value.url))
    expect(shown.letter).toBe('お客様窓口 undefined')
    expect([shown.unknown, shown.studio, shown.elsewhere].join()).not.toMatch(/お客様窓口|Kazari/)
  })

  test('a PDF is saved where the person chose, under its ending, and nothing is written anywhere else', async () => {
    const userData = await kazari.app.evaluate(({ app }) => app.getPath('userData'))
    const everywhere = () => [temporary, kazari.records].flatMap(filesBelow)
    // The first one makes Chromium warm: whatever it makes for itself is there now.
    await chooseSavePath(kazari.app, join(chosen, 'first.pdf'))
    expect(await call(kazari, 'poster:deliver', { ...POSTER, as: 'save' })).toEqual({
      ok: true,
      value: { name: 'first.pdf' },
    })
    const before = everywhere()
    await chooseSavePath(kazari.app, join(chosen, 'second'))
    const saved = await call(kazari, 'poster:deliver', { ...POSTER, as: 'save' })
    expect(saved).toEqual({ ok: true, value: { name: 'second.pdf' } })
    expect(everywhere()).toEqual(before)
    expect(readdirSync(chosen).sort()).toEqual(['first.pdf', 'second.pdf'])
    // What Chromium keeps of its own, in memory, holds no letter either.
    for (const path of readdirSync(userData, { recursive: true, withFileTypes: true })) {
      if (!path.isFile()) continue
      const bytes = readFileSync(join(path.parentPath, path.name))
      for (const sign of [
        Buffer.from('%PDF-'),
        Buffer.from('お客様窓口'),
        Buffer.from('お客様窓口', 'utf16le'),
      ])
        expect(bytes.includes(sign), path.name).toBe(false)
    }
    const file = await readPdf(new Uint8Array(readFileSync(join(chosen, 'second.pdf'))))
    expect(file.pages[0]?.text).toContain('お客様窓口')
    expect(await kazari.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  test('a save that was cancelled, or that cannot be, leaves nothing and says so', async () => {
    const before = readdirSync(chosen)
    const answer = async (path: string | null) => {
      await chooseSavePath(kazari.app, path)
      const reply = await call(kazari, 'poster:deliver', { ...POSTER, as: 'save' })
      return reply.ok ? 'saved' : reply.error.code
    }
    expect(await answer(null)).toBe('cancelled')
    expect(await answer(join(chosen, 'missing', 'letter.pdf'))).toBe('not-writable')
    mkdirSync(join(chosen, 'folder.pdf'))
    expect(await answer(join(chosen, 'folder.pdf'))).toBe('not-writable')
    writeFileSync(join(chosen, 'kept.pdf'), 'kept', { mode: 0o444 })
    expect(await answer(join(chosen, 'kept.pdf'))).toBe('not-writable')
    expect(readFileSync(join(chosen, 'kept.pdf'), 'utf8')).toBe('kept')
    expect(readdirSync(chosen).sort()).toEqual([...before, 'folder.pdf', 'kept.pdf'].sort())
  })

  test('without a printer the person is told so', async () => {
    await kazari.app.evaluate(({ app }) => {
      app.once('web-contents-created', (_event, contents) => {
        contents.getPrintersAsync = () => Promise.resolve([])
      })
    })
    expect(await call(kazari, 'poster:deliver', { ...POSTER, as: 'print' })).toEqual({
      ok: false,
      error: { code: 'letter-not-printed' },
    })
  })

  test('no message of a page and no bug is left behind', () => {
    expect(kazari.output()).not.toMatch(/letter: not made|failed,/)
  })
})
