import { BrowserWindow, type Session } from 'electron'
import { STUDIO_PAGE } from './contentPolicy'

export interface WindowOptions {
  readonly session: Session
  readonly preloadFile: string
  /** The hidden window of a batch run. */
  readonly hidden: boolean
  readonly developerTools: boolean
}

/** The colour of `--bg-app` in the renderer's tokens: no white flash before the first paint. */
const BACKGROUND = '#121015'

/** How often a page that crashed is loaded again before Kazari gives up on it. */
const RELOAD_LIMIT = 3

/** Opens the one window on Kazari's own page, isolated and sandboxed. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    useContentSize: true,
    show: false,
    backgroundColor: BACKGROUND,
    title: 'Kazari',
    autoHideMenuBar: true,
    webPreferences: {
      session: options.session,
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: options.developerTools,
      // A hidden window would otherwise be slowed to one step a second.
      backgroundThrottling: !options.hidden,
    },
  })
  if (!options.hidden) window.once('ready-to-show', () => window.show())
  let reloads = 0
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed() || reloads >= RELOAD_LIMIT) return
    reloads += 1
    void window.loadURL(STUDIO_PAGE)
  })
  // Nobody is asked before a page goes to about:blank, so it is brought back from there.
  window.webContents.on('did-navigate', (_event, url) => {
    if (url.split(/[?#]/)[0] !== STUDIO_PAGE) void window.loadURL(STUDIO_PAGE)
  })
  void window.loadURL(STUDIO_PAGE)
  return window
}
