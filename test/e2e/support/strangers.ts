import type { ElectronApplication } from '@playwright/test'
import { cook, type Recipe } from '../hardening/ipcRecipes'
import { hostileValue } from '../../support/hostileValues'

/**
 * A page's program, as text: makes each argument, calls, and tells in one word what came of it: `ok`, the code of the
 * refusal, `not sent` for what cannot be cloned, `no channel` for what nobody answers. Anything else is a fault.
 */
export const program = (recipes: readonly Recipe[], invoke: string): string => `(async () => {
  const cook = ${cook.toString()}
  const hostileValue = ${hostileValue.toString()}
  const send = ${invoke}
  const told = async (recipe) => {
    let reply
    try {
      reply = await send(recipe.channel, cook(recipe, hostileValue))
    } catch (error) {
      const words = String(error && error.message)
      if (/could not be cloned|recursion|call stack|Invalid value|Cannot convert|detached/i.test(words)) return 'not sent'
      if (/No handler registered|not a call of this bridge/.test(words)) return 'no channel'
      return 'threw: ' + words.slice(0, 200)
    }
    if (reply === null || typeof reply !== 'object') return 'no reply'
    if (reply.ok === true) return 'ok'
    const keys = Object.keys(reply).sort().join()
    if (reply.ok !== false || keys !== 'error,ok') return 'no wire error: ' + keys
    return typeof reply.error.code === 'string' ? reply.error.code : 'no code'
  }
  const words = []
  for (const recipe of ${JSON.stringify(recipes)}) words.push(told(recipe))
  return Promise.all(words)
})()`

/** The bridge that Kazari's preload puts into a page. */
export const BRIDGE = '(name, argument) => globalThis.kazari.call(name, argument)'
/** What the test's own preload gives away. */
export const RAW = '(name, argument) => globalThis.raw.invoke(name, argument)'

export interface StrangerWindow {
  readonly url: string
  readonly preload: string
  /** The preload runs in frames as well. */
  readonly inFrames?: boolean
  /** The session that nobody uses. */
  readonly defaultSession?: boolean
}

/** Opens a window that is not Kazari's, as only main could. Answers with its id. */
export function openStranger(app: ElectronApplication, stranger: StrangerWindow): Promise<number> {
  return app.evaluate(async ({ BrowserWindow }, { url, preload, inFrames, defaultSession }) => {
    const [studio] = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)
    if (!studio) throw new Error('no studio')
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegrationInSubFrames: inFrames ?? false,
        ...(defaultSession ? {} : { session: studio.webContents.session }),
      },
    })
    await window.loadURL(url)
    return window.id
  }, stranger)
}

/** Runs a program in a window, or in the first frame inside it. */
export function runIn(
  app: ElectronApplication,
  window: number,
  code: string,
  inFrame = false,
): Promise<readonly string[]> {
  return app.evaluate(
    async ({ BrowserWindow }, given) => {
      const found = BrowserWindow.fromId(given.window)
      const frame = given.inFrame ? found?.webContents.mainFrame.frames[0] : found?.webContents.mainFrame
      if (!frame) throw new Error('no such frame')
      return (await frame.executeJavaScript(given.code)) as string[]
    },
    { window, code, inFrame },
  )
}

/** Puts a frame into a window, which Kazari itself never lets happen: its guard is taken off that one window first. */
export async function putFrameInside(app: ElectronApplication, window: number): Promise<void> {
  await app.evaluate(async ({ BrowserWindow }, id) => {
    const contents = BrowserWindow.fromId(id)?.webContents
    contents?.removeAllListeners('will-frame-navigate')
    await contents?.executeJavaScript(`new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.onload = () => resolve(true)
      frame.src = 'data:text/html,<p>frame</p>'
      document.documentElement.append(frame)
    })`)
  }, window)
}
