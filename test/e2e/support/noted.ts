import type { ElectronApplication } from '@playwright/test'

/** A window's settings as Electron keeps them; it has no public name for reading them. */
export interface KeptPreferences {
  readonly url: string
  readonly preferences: Readonly<Record<string, unknown>>
}

/** What pages set off in main. */
export interface Noted {
  /** Addresses that were given to the system to open. */
  readonly handedOut: readonly string[]
  /** Addresses that any frame went to. */
  readonly went: readonly string[]
  /** Web contents that came into being. */
  readonly windows: number
  readonly kept: readonly KeptPreferences[]
}

interface Noting {
  noted: { handedOut: string[]; went: string[]; windows: number; kept: KeptPreferences[] }
}

/** From here on everything is noted that a page could set off in main. Nothing that it asks for is kept from happening but opening. */
export async function noteEverything(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: electron, shell, BrowserWindow }) => {
    const noted: Noting['noted'] = { handedOut: [], went: [], windows: 0, kept: [] }
    ;(globalThis as unknown as Noting).noted = noted
    shell.openExternal = (url) => {
      noted.handedOut.push(url)
      return Promise.resolve()
    }
    shell.openPath = (path) => {
      noted.handedOut.push(path)
      return Promise.resolve('')
    }
    const watch = (contents: Electron.WebContents) => {
      contents.on('did-frame-navigate', (_event, url) => noted.went.push(url))
      contents.on('did-finish-load', () => {
        const known = contents as unknown as { getLastWebPreferences(): Record<string, unknown> | null }
        noted.kept.push({ url: contents.getURL(), preferences: { ...known.getLastWebPreferences() } })
      })
    }
    for (const window of BrowserWindow.getAllWindows()) watch(window.webContents)
    electron.on('web-contents-created', (_event, contents) => {
      noted.windows += 1
      watch(contents)
    })
  })
}

/** All of it until now. */
export const noted = (app: ElectronApplication): Promise<Noted> =>
  app.evaluate(() => {
    const all = (globalThis as unknown as Noting).noted
    return { ...all, handedOut: [...all.handedOut], went: [...all.went], kept: [...all.kept] }
  })
