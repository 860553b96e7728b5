import { BrowserWindow, type Session, type WebContents } from 'electron'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { MEASURE_SCRIPT, measuredSchema, type Measured } from './letterMeasuring'
import { withoutAuthor } from './pdfAuthor'

/** A page that is open in the hidden window. */
export interface OpenLetter {
  /** Shows another page; resolves when it is there with its fonts. */
  show(url: string): Promise<Measured>
  pdf(): Promise<Uint8Array>
  /** Asks with the system's print dialog. Resolves when the sheets were handed to the printer. */
  print(): Promise<Result<void, WireError>>
}

/** The hidden window: a page in it can run nothing, call nothing and go nowhere. */
export interface LetterPrinter {
  /**
   * Opens a hidden window for `work`, and destroys it afterwards. Works of a lane wait for each other; a print dialog that
   * is open holds up no preview. Error `letter-not-made`: the window died, took too long, or a font did not come.
   */
  run<T>(lane: 'make' | 'print', work: (open: OpenLetter) => Promise<T>): Promise<Result<T, WireError>>
}

export interface LetterPrinterParts {
  /** The studio's own session: in memory, without network. */
  readonly session: () => Session
  /** The studio's window: when it closes, so does the hidden one. */
  readonly owner: () => BrowserWindow | null
  readonly after: (ms: number, work: () => void) => () => void
  readonly log: (line: string) => void
}

/** A page of any length is there in a fraction of this, also on a slow computer. */
const MAKE_LIMIT_MS = 20_000
/** As long as somebody may look at a print dialog. */
const PRINT_LIMIT_MS = 10 * 60_000
/** The world that measures, beside the page's own. */
const MEASURING_WORLD = 1021

export function createLetterPrinter(parts: LetterPrinterParts): LetterPrinter {
  const last: Record<'make' | 'print', Promise<unknown>> = {
    make: Promise.resolve(),
    print: Promise.resolve(),
  }

  async function runNow<T>(work: (open: OpenLetter) => Promise<T>): Promise<Result<T, WireError>> {
    const window = openHiddenWindow(parts.session(), parts.owner())
    let fail: (reason: Error) => void = () => undefined
    const failed = new Promise<never>((_resolve, reject) => (fail = reject))
    window.webContents.on('render-process-gone', (_event, { reason }) => fail(new Error(reason)))
    window.on('closed', () => fail(new Error('closed')))
    const limited = async <Value>(ms: number, doing: Promise<Value>): Promise<Value> => {
      const cancel = parts.after(ms, () => fail(new Error('took too long')))
      try {
        return await Promise.race([doing, failed])
      } finally {
        cancel()
      }
    }
    try {
      const contents = window.webContents
      return ok(
        await work({
          show: (url) => limited(MAKE_LIMIT_MS, show(contents, url)),
          pdf: () => limited(MAKE_LIMIT_MS, pdf(contents)),
          print: () => limited(PRINT_LIMIT_MS, print(contents)),
        }),
      )
    } catch (error) {
      parts.log(`letter: not made, ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`)
      return err({ code: 'letter-not-made' })
    } finally {
      // It may fail once more while it is being destroyed, and nobody waits for it any longer.
      failed.catch(() => undefined)
      if (!window.isDestroyed()) window.destroy()
    }
  }

  return {
    run(lane, work) {
      const mine = last[lane].then(() => runNow(work))
      last[lane] = mine
      return mine
    },
  }
}

function openHiddenWindow(session: Session, owner: BrowserWindow | null): BrowserWindow {
  const window = new BrowserWindow({
    ...(owner === null ? {} : { parent: owner }),
    show: false,
    skipTaskbar: true,
    // Wide enough for a sheet; nothing is ever seen of it.
    width: 900,
    height: 1200,
    title: 'Kazari',
    webPreferences: {
      session,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      webgl: false,
      plugins: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: false,
      backgroundThrottling: false,
    },
  })
  // Only main loads a page here; one that wants to go on is stopped whatever its address.
  window.webContents.on('will-frame-navigate', (event) => event.preventDefault())
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  // What a PDF names as its maker is this text: without it, system and versions would stand there.
  window.webContents.setUserAgent('Kazari')
  return window
}

async function show(contents: WebContents, url: string): Promise<Measured> {
  await contents.loadURL(url)
  const told: unknown = await contents.executeJavaScriptInIsolatedWorld(MEASURING_WORLD, [
    { code: MEASURE_SCRIPT },
  ])
  const measured = measuredSchema.parse(told)
  if (measured === null) throw new Error('a font or a style did not come')
  return measured
}

async function pdf(contents: WebContents): Promise<Uint8Array> {
  const bytes = await contents.printToPDF({
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
  })
  return withoutAuthor(new Uint8Array(bytes))
}

async function print(contents: WebContents): Promise<Result<void, WireError>> {
  const printers = await contents.getPrintersAsync()
  if (printers.length === 0) return err({ code: 'letter-not-printed' })
  return new Promise((resolve) => {
    contents.print(
      { silent: false, printBackground: true, pageSize: 'A4', margins: { marginType: 'none' } },
      (success, reason) => {
        if (success) resolve(ok(undefined))
        else resolve(err({ code: /cancel/i.test(reason) ? 'cancelled' : 'letter-not-printed' }))
      },
    )
  })
}
