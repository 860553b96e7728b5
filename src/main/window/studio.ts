import { session as electronSession, type BrowserWindow, type Session } from 'electron'
import { isInMemory } from './hardenSession'

/** The one window and the session it lives in. Both are replaced together when a person's session ends. */
export interface Studio {
  /** Null before `open` and once the window was closed. */
  window(): BrowserWindow | null
  session(): Session
  open(): Promise<void>
  /**
   * A fresh page in a session that holds nothing, in a process of its own, in the old one's place; then the old page's process ends,
   * with everything it held.
   */
  renew(): Promise<void>
}

export interface StudioParts {
  /** Takes away what a session may not do, and gives it Kazari's own pages. Once for each session, before a page is loaded in it. */
  readonly prepare: (session: Session) => Promise<void>
  readonly openWindow: (session: Session) => BrowserWindow
  /** Called instead of opening a window that would keep data on disk; does not return. */
  readonly refuse: () => never
}

/**
 * Two sessions in turn, and not a new one each time: Electron keeps every session until it quits, and a booth has thousands of
 * visitors a week. The one that rests is emptied, and no visitor gets the one that the visitor before had.
 */
const PARTITIONS = ['kazari', 'kazari-next'] as const

export function createStudio(parts: StudioParts): Studio {
  const prepared = new Set<Session>()
  let turn = 0
  let current: BrowserWindow | null = null

  const sessionOf = (number: number): Session =>
    electronSession.fromPartition(PARTITIONS[number % PARTITIONS.length] ?? PARTITIONS[0], { cache: false })

  async function openIn(session: Session): Promise<BrowserWindow> {
    if (!isInMemory(session)) parts.refuse()
    if (!prepared.has(session)) {
      await parts.prepare(session)
      prepared.add(session)
    }
    const window = parts.openWindow(session)
    window.on('closed', () => {
      if (current === window) current = null
    })
    return window
  }

  return {
    window: () => current,
    session: () => sessionOf(turn),
    async open() {
      current = await openIn(sessionOf(turn))
    },
    async renew() {
      const old = current
      const used = sessionOf(turn)
      const fresh = sessionOf(turn + 1)
      // Opened before the old one is gone: without any window Kazari would quit.
      const next = await openIn(fresh)
      turn += 1
      current = next
      if (old !== null && !old.isDestroyed()) {
        next.setBounds(old.getBounds())
        if (old.isFullScreen()) next.setFullScreen(true)
        old.destroy()
      }
      await emptySession(used)
    },
  }
}

async function emptySession(session: Session): Promise<void> {
  await session.clearStorageData()
  await session.clearCache()
  await session.clearAuthCache()
  await session.clearHostResolverCache()
  await session.closeAllConnections()
}
