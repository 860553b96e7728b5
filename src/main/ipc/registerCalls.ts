import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from 'electron'
import { EVENTS, type EventName, type EventPayload } from '../../contracts/api'
import { CALL_NAMES } from '../../contracts/names'
import { STUDIO_PAGE } from '../window/contentPolicy'
import type { CallGuard } from './callGuard'

/** Registers the closed list of calls on Electron's channels. Nothing else answers a page. */
export function registerCalls(
  ipcMain: IpcMain,
  guard: CallGuard,
  ownWindow: () => BrowserWindow | null,
): void {
  for (const name of CALL_NAMES) {
    ipcMain.handle(name, (event, argument: unknown) =>
      guard(name, { ownPage: isOwnPage(event, ownWindow()) }, argument),
    )
  }
}

/** The top frame of the one window, on Kazari's own page: a frame inside it, or a page that got there otherwise, is a stranger. */
function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  if (!window || window.isDestroyed() || event.sender !== window.webContents) return false
  const frame = event.senderFrame
  return (
    frame !== null && frame === window.webContents.mainFrame && frame.url.split(/[?#]/)[0] === STUDIO_PAGE
  )
}

/** Sends an event of the contract to the window, if there is one. */
export function sendEvent<Name extends EventName>(
  window: BrowserWindow | null,
  name: Name,
  payload: EventPayload<Name>,
): void {
  if (!window || window.isDestroyed() || window.webContents.isDestroyed()) return
  window.webContents.send(name, EVENTS[name].parse(payload))
}
