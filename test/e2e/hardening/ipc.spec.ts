import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ERROR_CODES } from '../../../src/contracts/errors'
import { CALL_NAMES } from '../../../src/contracts/names'
import { chance } from '../../support/seeded'
import { chooseFiles, launchKazari, root, type Kazari } from '../support/app'
import { keepFigures, tally } from '../support/figures'
import { agree } from '../support/flows'
import { contentsOf } from '../support/folders'
import type { Collecting, Contexts, MainProcess } from '../support/mainModules'
import { BRIDGE, openStranger, program, putFrameInside, RAW, runIn } from '../support/strangers'
import {
  BEFORE_THE_ANSWER,
  rightRecipe,
  TELLING,
  unknownRecipe,
  UNTIMELY,
  wrongRecipe,
  type Recipe,
} from './ipcRecipes'

const SEED = 20_261_126
/** Calls of each kind: more than ten thousand in all. */
const CALLS = { wrongShape: 5000, stranger: 700, forged: 300, unknown: 600, untimelyEach: 6 } as const
const BATCH = 50
/** What 10,000 calls may leave in main's heap once it was cleaned, megabytes. Observed: see test-results/fuzz/ipc.json. */
const HEAP_GROWTH_MB = 32

const STUDIO = 'app://kazari/index.html'
const MARK = 'surprise'

type Words = readonly string[]
interface Counted {
  readonly kind: string
  readonly recipes: readonly Recipe[]
  readonly words: Words
}

test.describe.configure({ mode: 'serial' })

test.describe('ten thousand calls that nobody should make', () => {
  let kazari: Kazari
  let folder: string
  let rawPreload: string
  let before: unknown
  let heapBeforeMb = 0
  let startedAtMs = 0
  const counted: Counted[] = []
  const luck = chance(SEED)
  const kazariPreload = join(root, 'out-test/preload/index.cjs')

  /** Heap of main after everything that can go is gone, megabytes. */
  const heapMb = (): Promise<number> =>
    kazari.app.evaluate(() => {
      const { mainModule } = process as unknown as MainProcess
      const v8 = mainModule.require('node:v8') as Collecting
      const vm = mainModule.require('node:vm') as Contexts
      v8.setFlagsFromString('--expose-gc')
      const clean = vm.runInNewContext('gc') as () => void
      clean()
      clean()
      const { heapUsed, external } = process.memoryUsage()
      return (heapUsed + external) / 1024 / 1024
    })

  const ask = async (name: string, argument: object = {}): Promise<unknown> =>
    kazari.page.evaluate(
      ([called, given]) =>
        (
          globalThis as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
        ).kazari.call(called, given),
      [name, argument] as const,
    )

  /** Everything these calls could have changed: the records on disk, and what main says it has. */
  const state = async (): Promise<unknown> => ({
    records: contentsOf(kazari.records),
    settings: await ask('settings:read'),
    consent: await ask('consent:read'),
    consents: await ask('consent:list', { language: 'en' }),
    vision: await ask('vision:status'),
    desk: await ask('desk:status'),
    requests: await ask('request:list'),
    policies: await ask('policy:versions'),
    inventory: await ask('data:inventory'),
  })

  const batches = (recipes: readonly Recipe[]): readonly (readonly Recipe[])[] =>
    Array.from({ length: Math.ceil(recipes.length / BATCH) }, (_, index) =>
      recipes.slice(index * BATCH, (index + 1) * BATCH),
    )

  /** Sends them by the page's own bridge: the right sender, whatever it sends. */
  async function byThePage(kind: string, recipes: readonly Recipe[]): Promise<Words> {
    const words: string[] = []
    for (const batch of batches(recipes))
      words.push(...(await kazari.page.evaluate<string[]>(program(batch, BRIDGE))))
    counted.push({ kind, recipes, words })
    return words
  }
  async function byWindow(
    kind: string,
    window: number,
    recipes: readonly Recipe[],
    invoke = BRIDGE,
    inFrame = false,
  ): Promise<Words> {
    const words: string[] = []
    for (const batch of batches(recipes))
      words.push(...(await runIn(kazari.app, window, program(batch, invoke), inFrame)))
    counted.push({ kind, recipes, words })
    return words
  }

  const many = (count: number, make: () => Recipe): readonly Recipe[] => Array.from({ length: count }, make)
  /** Right and wrong shapes alike: who is a stranger is refused whatever they say. */
  const anyCall = (): Recipe =>
    luck.next() < 0.5 ? rightRecipe(luck.pick(CALL_NAMES), luck) : wrongRecipe(luck)
  const CODES: readonly string[] = ERROR_CODES
  const isRefusal = (word: string): boolean => CODES.includes(word) && word !== 'internal'
  /** The few that were something else, each with its call. */
  const others = (recipes: readonly Recipe[], words: Words, allowed: (word: string) => boolean): Words =>
    words.flatMap((word, index) =>
      allowed(word) ? [] : [`${recipes[index]?.channel} ${recipes[index]?.hostile}: ${word}`],
    )

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kazari-fuzz-'))
    rawPreload = join(folder, 'raw.cjs')
    writeFileSync(
      rawPreload,
      `const { contextBridge, ipcRenderer } = require('electron')
      contextBridge.exposeInMainWorld('raw', {
        invoke: (channel, argument) => ipcRenderer.invoke(channel, argument),
        rest: (channel, argument) => { ipcRenderer.send(channel, argument); ipcRenderer.sendToHost(channel, argument) },
      })`,
    )
    kazari = await launchKazari({ camera: 'none' })
    await chooseFiles(kazari.app, [])
    startedAtMs = Date.now()
  })
  test.afterAll(async () => {
    await kazari.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('before the notice was answered, what needs an answer is refused in its right form', async () => {
    const recipes = BEFORE_THE_ANSWER.flatMap((name) =>
      many(CALLS.untimelyEach, () => rightRecipe(name, luck)),
    )
    const words = await byThePage('right form, before the answer', recipes)
    expect(tally(words)).toEqual({ 'consent-needed': recipes.length })
  })

  test('there is a state that could be changed: a yes, records on disk, a draft, a desk that is locked', async () => {
    await agree(kazari.page)
    expect(await ask('records:protect', { passphrase: 'correct horse battery' })).toMatchObject({ ok: true })
    expect(await ask('desk:set-up', { name: 'Sato', pin: '271828' })).toMatchObject({ ok: true })
    expect(await ask('desk:lock')).toMatchObject({ ok: true })
    expect(await ask('settings:write', { mirrorPreview: false })).toMatchObject({ ok: true })
    await expect(async () =>
      expect(await ask('vision:status')).toMatchObject({ ok: true, value: { state: 'ready' } }),
    ).toPass({ timeout: 60_000 })
    before = await state()
    expect((before as { records: Words }).records.length).toBeGreaterThan(4)
    heapBeforeMb = await heapMb()
  })

  test('wrong shapes and sizes from the right page are refused, each with a code of the contract', async () => {
    test.setTimeout(300_000)
    const recipes = many(CALLS.wrongShape, () => wrongRecipe(luck))
    const words = await byThePage('wrong shape, own page', recipes)
    expect(
      others(recipes, words, (word) => isRefusal(word) || word === 'not sent' || word === 'ok').slice(0, 5),
    ).toEqual([])
    const answered = recipes.filter((_, index) => words[index] === 'ok').map(({ channel }) => channel)
    expect(answered.filter((channel) => !TELLING.some((name) => name === channel))).toEqual([])
    expect(words.filter((word) => word === 'bad-request').length).toBeGreaterThan(CALLS.wrongShape * 0.8)
  })

  test('right forms at the wrong time are refused', async () => {
    const recipes = UNTIMELY.flatMap((name) => many(CALLS.untimelyEach, () => rightRecipe(name, luck)))
    const words = await byThePage('right form, wrong time', recipes)
    expect(others(recipes, words, isRefusal)).toEqual([])
  })

  test('other windows, whatever they show and however they came by the bridge, are refused everything', async () => {
    test.setTimeout(300_000)
    const strangers = [
      ['a second studio', { url: STUDIO, preload: kazariPreload }],
      ['an empty page', { url: 'about:blank', preload: kazariPreload }],
      ['a page of text', { url: 'data:text/html,<p>page</p>', preload: kazariPreload }],
      ['the other session', { url: 'about:blank', preload: kazariPreload, defaultSession: true }],
    ] as const
    for (const [name, stranger] of strangers) {
      const window = await openStranger(kazari.app, stranger)
      const recipes = many(CALLS.stranger, anyCall)
      const words = await byWindow(`stranger: ${name}`, window, recipes)
      expect(
        others(recipes, words, (word) => word === 'bad-request' || word === 'not sent'),
        name,
      ).toEqual([])
      expect(words.filter((word) => word === 'bad-request').length, name).toBeGreaterThan(
        CALLS.stranger * 0.8,
      )
    }
  })

  test('a frame inside a page, with the bridge in it, is refused everything', async () => {
    const window = await openStranger(kazari.app, {
      url: 'about:blank',
      preload: kazariPreload,
      inFrames: true,
    })
    await putFrameInside(kazari.app, window)
    expect(await runIn(kazari.app, window, '[typeof globalThis.kazari]', true)).toEqual(['object'])
    const recipes = many(CALLS.stranger, anyCall)
    const words = await byWindow('stranger: a frame', window, recipes, BRIDGE, true)
    expect(others(recipes, words, (word) => word === 'bad-request' || word === 'not sent')).toEqual([])
  })

  test('a page that can name any channel finds the calls of the contract shut, and no other channel', async () => {
    const window = await openStranger(kazari.app, { url: 'about:blank', preload: rawPreload })
    const known = many(CALLS.stranger, anyCall)
    const words = await byWindow('stranger: raw channels', window, known, RAW)
    expect(others(known, words, (word) => word === 'bad-request' || word === 'not sent')).toEqual([])
    const unknown = many(CALLS.unknown, () => unknownRecipe(luck))
    const answers = await byWindow('unknown channel', window, unknown, RAW)
    expect(others(unknown, answers, (word) => word === 'no channel' || word === 'not sent')).toEqual([])
    const byPage = await byThePage('unknown channel, own page', unknown)
    expect(others(unknown, byPage, (word) => word === 'no channel' || word === 'not sent')).toEqual([])
    // Messages without an answer: nobody listens, and nobody falls over them.
    await runIn(
      kazari.app,
      window,
      `(() => { for (const name of ${JSON.stringify([...CALL_NAMES, 'electron-store-get-data'])}) raw.rest(name, { ${MARK}: 1 }); return [] })()`,
    )
    const listeners = await kazari.app.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String))
    // Electron’s own, against errors that nobody listens to.
    expect(listeners).toEqual(['error'])
  })

  test('the frame of a letter, the letters’ hidden window and frames that do not belong to their window are refused', async () => {
    const preview = (await ask('poster:preview', { poster: 'customer-desk', language: 'en' })) as {
      value: { url: string }
    }
    await kazari.page.evaluate(async (url) => {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-same-origin')
      frame.src = url
      frame.id = 'letter'
      const shown = new Promise((resolve) => (frame.onload = resolve))
      document.body.append(frame)
      await shown
    }, preview.value.url)
    const names = many(CALLS.forged, () => rightRecipe(luck.pick(CALL_NAMES), luck))
    const outcome = await kazari.app.evaluate(
      async ({ BrowserWindow, ipcMain }, { channels, url }) => {
        const [studio, second] = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)
        if (!studio || !second) throw new Error('windows are missing')
        const hidden = new BrowserWindow({
          show: false,
          webPreferences: { session: studio.webContents.session, javascript: false, sandbox: true },
        })
        await hidden.loadURL(url)
        const letter = studio.webContents.mainFrame.frames[0]
        const handlers = (
          ipcMain as unknown as {
            _invokeHandlers: Map<string, (event: object, argument: unknown) => Promise<unknown>>
          }
        )._invokeHandlers
        // The very handlers that Electron calls, with frames that are really there.
        const senders: Record<string, object> = {
          'the frame of a letter': { sender: studio.webContents, senderFrame: letter },
          'the hidden window': { sender: hidden.webContents, senderFrame: hidden.webContents.mainFrame },
          'no frame': { sender: studio.webContents, senderFrame: null },
          'a frame of another window': {
            sender: studio.webContents,
            senderFrame: second.webContents.mainFrame,
          },
          'another window with the studio’s frame': {
            sender: second.webContents,
            senderFrame: studio.webContents.mainFrame,
          },
        }
        const words: Record<string, string[]> = {}
        for (const [name, event] of Object.entries(senders))
          words[name] = await Promise.all(
            channels.map(async ([channel, argument]) =>
              JSON.stringify(await handlers.get(channel)?.(event, argument)),
            ),
          )
        const studioItself = { sender: studio.webContents, senderFrame: studio.webContents.mainFrame }
        const control = JSON.stringify(await handlers.get('app:info')?.(studioItself, {}))
        const bridge = (await letter
          ?.executeJavaScript('typeof globalThis.kazari')
          .catch(() => 'no script')) as string
        hidden.destroy()
        return { words, control, bridge, letter: letter?.url ?? 'none' }
      },
      { channels: names.map(({ channel, right }) => [channel, right] as const), url: preview.value.url },
    )
    expect(outcome.letter).toBe(preview.value.url)
    expect(outcome.control, 'the same way of calling reaches the handler for the studio itself').toContain(
      '"ok":true',
    )
    expect(['no script', 'undefined']).toContain(outcome.bridge)
    for (const [name, words] of Object.entries(outcome.words)) {
      expect(tally(words), name).toEqual({ '{"ok":false,"error":{"code":"bad-request"}}': CALLS.forged })
      counted.push({ kind: `forged: ${name}`, recipes: names, words: words.map(() => 'bad-request') })
    }
    await kazari.page.evaluate(() => document.getElementById('letter')?.remove())
  })

  test('the own window is a stranger while it shows something else, and itself again afterwards', async () => {
    const show = (url: string) =>
      kazari.app.evaluate(async ({ BrowserWindow }, address) => {
        const [studio] = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)
        // Kazari would go back to its own page at once.
        studio?.webContents.removeAllListeners('did-navigate')
        await studio?.loadURL(address)
        return studio?.id ?? 0
      }, url)
    for (const url of ['about:blank', 'data:text/html,<p>page</p>', 'app://kazari/index.html.js']) {
      const window = await show(url)
      const recipes = many(CALLS.forged, anyCall)
      const words = await byWindow(`own window on ${url}`, window, recipes)
      expect(
        others(recipes, words, (word) => word === 'bad-request' || word === 'not sent'),
        url,
      ).toEqual([])
    }
    await show(STUDIO)
    await expect(kazari.page.locator('#root')).not.toBeEmpty()
    expect(await ask('app:info')).toMatchObject({ ok: true })
  })

  test('after all of them nothing has changed, nothing has grown, and no word of a payload was printed', async () => {
    await kazari.app.evaluate(({ BrowserWindow }) => {
      const [, ...strangers] = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)
      for (const window of strangers) window.destroy()
    })
    await expect(async () =>
      expect(await ask('vision:status')).toMatchObject({ ok: true, value: { state: 'ready' } }),
    ).toPass({ timeout: 60_000 })
    const grownMb = (await heapMb()) - heapBeforeMb
    const words = counted.flatMap((each) => each.words)
    keepFigures('ipc', {
      seed: SEED,
      calls: words.length,
      byKind: Object.fromEntries(counted.map(({ kind, recipes }) => [kind, recipes.length])),
      outcomes: tally(words),
      channels: new Set(counted.flatMap(({ recipes }) => recipes.map(({ channel }) => channel))).size,
      seconds: Math.round((Date.now() - startedAtMs) / 1000),
      heapGrowthMb: Math.round(grownMb * 10) / 10,
    })
    expect(words.length).toBeGreaterThanOrEqual(10_000)
    expect(await state()).toEqual(before)
    expect(grownMb).toBeLessThan(HEAP_GROWTH_MB)
    const lines = kazari.output().split('\n')
    expect(lines.filter((line) => /failed,|wrong reply|unhandled|TypeError/i.test(line))).toEqual([])
    expect(lines.filter((line) => line.length > 1000)).toEqual([])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(await kazari.app.evaluate(() => (({}) as { polluted?: number }).polluted ?? 'clean')).toBe('clean')
  })
})
