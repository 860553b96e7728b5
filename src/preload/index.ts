import { contextBridge, ipcRenderer } from 'electron'
import type { KazariBridge, VisionPortMessage } from '../contracts/api'
import { CALL_NAMES, EVENT_NAMES, VISION_PORT } from '../contracts/names'

const callNames: ReadonlySet<string> = new Set(CALL_NAMES)
const eventNames: ReadonlySet<string> = new Set(EVENT_NAMES)

// A closed list: a page cannot name a channel that the contract does not know, not even a harmless one.
const bridge: KazariBridge = {
  call(name, argument) {
    if (!callNames.has(name)) return Promise.reject(new Error('not a call of this bridge'))
    return ipcRenderer.invoke(name, argument)
  },
  on(name, listener) {
    if (!eventNames.has(name)) throw new Error('not an event of this bridge')
    // The event object holds a way back to any channel: it stays here.
    const pass = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload)
    ipcRenderer.on(name, pass)
    return () => {
      ipcRenderer.removeListener(name, pass)
    }
  },
}

contextBridge.exposeInMainWorld('kazari', bridge)

// A MessagePort cannot cross the context bridge; a window message under the caller's own nonce can carry it.
ipcRenderer.on(VISION_PORT, (event, nonce: string) => {
  const message: VisionPortMessage = { kind: 'kazari:vision-port', nonce }
  window.postMessage(message, window.location.origin, [...event.ports])
})
