import { expect, test, type Page } from '@playwright/test'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchKazari, type Kazari } from '../support/app'
import { noted, noteEverything, type KeptPreferences } from '../support/noted'

/** Each with the one value that is safe; what is not named is off. */
const SAFE = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  plugins: false,
} as const
const OFF_WHEN_ABSENT = [
  'nodeIntegrationInWorker',

  'allowRunningInsecureContent',
  'experimentalFeatures',
  'enableBlinkFeatures',
  'plugins',
]

/** Why a window's settings are not safe, one line for each; nothing for safe ones. */
const unsafe = ({ preferences }: KeptPreferences): readonly string[] =>
  Object.entries(SAFE).flatMap(([name, value]) => {
    const kept = preferences[name] ?? (OFF_WHEN_ABSENT.includes(name) ? value : undefined)
    return kept === value ? [] : [`${name}: ${String(preferences[name])}`]
  })

/**
 * Switches that would take a safety away from every page at once. Electron itself sets `allow-file-access-from-files` where
 * the fuse for extra rights of `file:` is not off, as in every unpacked one: here no page has such an address.
 */
const UNSAFE_SWITCHES = [
  'disable-web-security',
  'allow-running-insecure-content',
  'enable-experimental-web-platform-features',
  'enable-blink-features',
  'disable-site-isolation-trials',
  'disable-features',
  'ignore-certificate-errors',
  'unsafely-treat-insecure-origin-as-secure',
]

const bridgeCall = (page: Page, name: string, argument: object): Promise<unknown> =>
  page.evaluate(
    ([called, given]) =>
      (
        globalThis as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
      ).kazari.call(called, given),
    [name, argument] as const,
  )

// One app: every step leaves it as it was, which is what is shown.
test.describe('Electron’s security checklist, on the running app', () => {
  let kazari: Kazari
  let folder: string
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kazari-checklist-'))
    kazari = await launchKazari({ camera: 'none' })
    await noteEverything(kazari.app)
  })
  test.afterAll(async () => {
    await kazari.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('everything the page has loaded came from Kazari’s own scheme, a blob or its own text', async () => {
    await kazari.app.evaluate(({ BrowserWindow }) => {
      const loaded: string[] = []
      ;(globalThis as unknown as { loaded: string[] }).loaded = loaded
      const used = BrowserWindow.getAllWindows()[0]?.webContents.session
      used?.webRequest.onSendHeaders(({ url }) => loaded.push(url))
      used?.webRequest.onCompleted(({ url }) => loaded.push(url))
    })
    await kazari.page.reload()
    await expect(kazari.page.locator('#root')).not.toBeEmpty()
    const loaded = await kazari.app.evaluate(() => (globalThis as unknown as { loaded: string[] }).loaded)
    expect(loaded.length).toBeGreaterThan(3)
    expect(loaded.filter((url) => !/^(?:app:\/\/kazari\/|blob:app:\/\/kazari\/|data:)/.test(url))).toEqual([])
    const insecure = await kazari.page.evaluate(() =>
      Promise.all(
        ['http://127.0.0.1:9/', 'ftp://127.0.0.1/', 'ws://127.0.0.1:9/'].map((url) =>
          fetch(url).then(
            () => 'loaded',
            () => 'refused',
          ),
        ),
      ),
    )
    expect(insecure).toEqual(['refused', 'refused', 'refused'])
  })

  test('every window, the letters’ hidden one included, is sandboxed, isolated, without Node, and with no safety switched off', async () => {
    await bridgeCall(kazari.page, 'poster:preview', { poster: 'customer-desk', language: 'en' })
    const kept = (await noted(kazari.app)).kept
    const shown = [...new Set(kept.map(({ url }) => url.replace(/[0-9a-f]{32}/, 'LETTER')))].sort()
    expect(shown).toEqual(['app://kazari/index.html', 'app://kazari/letter/LETTER.html'])
    for (const window of kept) expect(unsafe(window), window.url).toEqual([])
    const letter = kept.find(({ url }) => url.includes('/letter/'))
    expect(letter?.preferences).toMatchObject({ javascript: false })
    expect(letter?.preferences.preload ?? '').toBe('')
    // What a careless window would look like.
    expect(unsafe({ url: '', preferences: { ...SAFE, sandbox: false, experimentalFeatures: true } })).toEqual(
      ['sandbox: false', 'experimentalFeatures: true'],
    )
    expect(unsafe({ url: '', preferences: {} }).length).toBe(6)
  })

  test('no switch takes a safety away from every page', async () => {
    const given = await kazari.app.evaluate(
      ({ app }, names) =>
        names
          .filter((name) => app.commandLine.hasSwitch(name))
          .map((name) => `${name}=${app.commandLine.getSwitchValue(name)}`),
      UNSAFE_SWITCHES,
    )
    // Chromium’s own list of features that Electron leaves out is no switch of ours.
    expect(given.filter((name) => !name.startsWith('disable-features='))).toEqual([])
    const off = given.find((name) => name.startsWith('disable-features=')) ?? ''
    expect(off).not.toMatch(/IsolateOrigins|SitePerProcess|NetworkServiceSandbox|BlockInsecure/i)
    // Ours is in it: Chromium opens this store of itself, for a session that nobody uses.
    expect(off).toMatch(/[=,]SharedStorageAPI(?:,|$)/)
  })

  test('what a page does to the built-in prototypes does not reach the bridge', async () => {
    const outcome = await kazari.page.evaluate(async () => {
      const { kazari: bridge } = globalThis as unknown as {
        kazari: { call(name: string, argument: object): Promise<unknown> }
      }
      const has = Object.getOwnPropertyDescriptor(Set.prototype, 'has')
      Set.prototype.has = () => true
      const seenHere = new Set().has('anything')
      const answer = await bridge.call('electron-store-get-data', {}).then(
        () => 'answered',
        (error: Error) => error.message,
      )
      if (has) Object.defineProperty(Set.prototype, 'has', has)
      try {
        ;(globalThis as unknown as { kazari: unknown }).kazari = { call: () => 'mine' }
      } catch {
        // A property that cannot be written to throws in a module.
      }
      const replaced = (globalThis as unknown as { kazari: unknown }).kazari !== bridge
      return { seenHere, answer, replaced }
    })
    expect(outcome.seenHere, 'in the page itself it holds').toBe(true)
    expect(outcome.answer).toContain('not a call of this bridge')
    expect(outcome.replaced).toBe(false)
  })

  test('the page has two functions of the preload and nothing of Electron behind them', async () => {
    const found = await kazari.page.evaluate(async () => {
      const bridge = (
        globalThis as unknown as {
          kazari: {
            readonly call: (name: string, argument: object) => Promise<unknown>
            readonly on: (name: string, listener: (...all: unknown[]) => void) => () => void
          }
        }
      ).kazari
      const heard: unknown[][] = []
      const stop = bridge.on('settings:changed', (...all) => heard.push(all))
      await bridge.call('settings:write', { guides: true })
      await bridge.call('settings:write', { guides: false })
      stop()
      const refusesUnknown = (() => {
        try {
          bridge.on('electron:anything', () => undefined)
          return false
        } catch {
          return true
        }
      })()
      return {
        own: Object.entries(bridge).map(([name, value]) => `${name} ${typeof value}`),
        behind: [...Object.getOwnPropertyNames(bridge.call), ...Object.getOwnPropertyNames(bridge.on)],
        heard: heard.map((all) =>
          all.map((each) =>
            Object.keys(each as object)
              .sort()
              .join(),
          ),
        ),
        refusesUnknown,
        globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__dirname'].filter(
          (name) => name in globalThis,
        ),
      }
    })
    expect(found.own.sort()).toEqual(['call function', 'on function'])
    expect(
      found.behind.filter((name) => !['length', 'name', 'prototype', 'arguments', 'caller'].includes(name)),
    ).toEqual([])
    expect(found.heard.length).toBeGreaterThan(0)
    // The settings alone: no event, which would lead back to every channel.
    for (const all of found.heard) {
      expect(all).toHaveLength(1)
      expect(all[0]).toContain('mirrorPreview')
      expect(all[0]).not.toMatch(/sender|ports|reply/)
    }
    expect(found).toMatchObject({ refusesUnknown: true, globals: [] })
  })

  test('no script runs that did not come with Kazari: inline, as text, from a blob, from data', async () => {
    const ran = await kazari.page.evaluate(async () => {
      const marked = globalThis as unknown as Record<string, unknown>
      const attempt = async (name: string, run: () => unknown): Promise<string[]> => {
        try {
          await run()
        } catch {
          return []
        }
        return marked[name] === true ? [name] : []
      }
      const script = (name: string, make: (element: HTMLScriptElement) => void) =>
        attempt(name, async () => {
          const element = document.createElement('script')
          make(element)
          const ended = new Promise((resolve) => (element.onload = element.onerror = resolve))
          document.body.append(element)
          await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 150))])
          element.remove()
        })
      const text = (name: string) => `globalThis[${JSON.stringify(name)}] = true`
      const blob = (name: string) => URL.createObjectURL(new Blob([text(name)], { type: 'text/javascript' }))
      const data = (name: string) => `data:text/javascript,${encodeURIComponent(text(name))}`
      const worker = (name: string, url: string) =>
        attempt(name, async () => {
          const made = new Worker(url)
          await new Promise((resolve) => {
            made.onmessage = () => resolve((marked[name] = true))
            made.onerror = resolve
            setTimeout(resolve, 300)
          })
          made.terminate()
        })
      const speaking = 'postMessage(1)'
      return [
        ...(await script('inline', (element) => (element.textContent = text('inline')))),
        ...(await script('blob', (element) => (element.src = blob('blob')))),
        ...(await script('data', (element) => (element.src = data('data')))),
        ...(await script('http', (element) => (element.src = 'http://127.0.0.1:9/a.js'))),
        ...(await script('file', (element) => (element.src = 'file:///tmp/a.js'))),
        ...(await attempt('eval', () => (0, eval)(text('eval')))),
        ...(await attempt('function', () =>
          (Reflect.construct(Function, [text('function')]) as () => unknown)(),
        )),
        ...(await attempt('timer', async () => {
          Reflect.apply(setTimeout, globalThis, [text('timer'), 0])
          await new Promise((resolve) => setTimeout(resolve, 50))
        })),
        ...(await attempt('attribute', async () => {
          const holder = document.createElement('div')
          holder.innerHTML = `<img src="data:," onerror='${text('attribute')}'>`
          document.body.append(holder)
          await new Promise((resolve) => setTimeout(resolve, 100))
          holder.remove()
        })),
        ...(await attempt('address', async () => {
          const link = document.createElement('a')
          link.href = `javascript:${text('address')}`
          link.click()
          await new Promise((resolve) => setTimeout(resolve, 50))
        })),
        ...(await attempt('import', () => import(/* @vite-ignore */ data('import')))),
        ...(await worker(
          'blob worker',
          URL.createObjectURL(new Blob([speaking], { type: 'text/javascript' })),
        )),
        ...(await worker('data worker', `data:text/javascript,${speaking}`)),
      ]
    })
    expect(ran).toEqual([])
  })

  test('file: leads nowhere from the page: no picture, no text, no request', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    const url = `file://${join(folder, 'secret.txt')}`
    const outcome = await kazari.page.evaluate(async (address) => {
      const image = new Promise<string>((resolve) => {
        const element = new Image()
        element.onload = () => resolve('loaded')
        element.onerror = () => resolve('refused')
        element.src = address
      })
      const fetched = fetch(address).then(
        () => 'loaded',
        () => 'refused',
      )
      const request = new Promise<string>((resolve) => {
        const asked = new XMLHttpRequest()
        asked.onload = () => resolve('loaded')
        asked.onerror = () => resolve('refused')
        try {
          asked.open('GET', address)
          asked.send()
        } catch {
          resolve('refused')
        }
      })
      return Promise.all([image, fetched, request])
    }, url)
    expect(outcome).toEqual(['refused', 'refused', 'refused'])
  })
})
