import type { Session, WebContents } from 'electron'
import { APP_ORIGIN } from './contentPolicy'
import { permits, type PermissionQuestion } from './permissions'

export interface SessionGuard {
  /** The consent gate. */
  readonly gateAllows: () => boolean
  readonly isOwnWindow: (contents: WebContents | null) => boolean
  /** Called for each request that was cancelled. */
  readonly onBlocked: () => void
  /** Developer tools load their own pages; never in a packaged app. */
  readonly developerTools: boolean
}

/** Requests that never leave the process: everything else is cancelled before it is made. */
const OFFLINE_SCHEMES = ['app:', 'blob:', 'data:']

/** Whether a page may load this address: Kazari's own files and bytes in memory. */
export function isOffline(url: string, developerTools: boolean): boolean {
  const scheme = url.slice(0, url.indexOf(':') + 1).toLowerCase()
  if (scheme === 'app:') return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`)
  return OFFLINE_SCHEMES.includes(scheme) || (developerTools && ['devtools:', 'chrome:'].includes(scheme))
}

/**
 * Takes network, permissions, devices, downloads and spell-checking away from a session. No page may be loaded in it before
 * this is done; rejects when the network cannot be taken away.
 */
export async function hardenSession(session: Session, guard: SessionGuard): Promise<void> {
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isOffline(details.url, guard.developerTools)
    if (cancel) guard.onBlocked()
    answer({ cancel })
  })
  const allows = (contents: WebContents | null, question: Omit<PermissionQuestion, 'ownWindow'>): boolean =>
    permits({ ...question, ownWindow: guard.isOwnWindow(contents) }, guard.gateAllows)
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const { requestingUrl: origin, isMainFrame: mainFrame } = details
    answer(allows(contents, { permission, mediaTypes, origin, mainFrame }))
  })
  session.setPermissionCheckHandler((contents, permission, origin, details) => {
    const mediaTypes =
      details.mediaType === 'video' || details.mediaType === 'audio' ? [details.mediaType] : []
    return allows(contents, { permission, mediaTypes, origin, mainFrame: details.isMainFrame })
  })
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  session.setSpellCheckerEnabled(false)
  // An empty list: with the default one a dictionary's host is looked up at start.
  session.setSpellCheckerLanguages([])
  session.on('will-download', (event) => event.preventDefault())
  // WebRTC and WebTransport get past webRequest and past the content policy: a proxy that nobody answers stops them.
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:9',
    proxyBypassRules: '<-loopback>',
  })
}

/** Whether the session keeps everything in memory. Kazari does not open a window on any other. */
export function isInMemory(session: Session): boolean {
  return !session.isPersistent() && session.storagePath === null
}
