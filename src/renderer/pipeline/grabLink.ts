import type { GrabLink, GrabReport } from './grabMessages'

/** Starts the grab worker. */
export function startGrabWorker(): GrabLink {
  const worker = new Worker(new URL('./grabWorker.ts', import.meta.url), { type: 'module', name: 'grab' })
  worker.onerror = (event) => console.error('grab worker failed', event.message)
  return {
    postMessage: (order, transfer) => worker.postMessage(order, transfer),
    onReport: (listener) => {
      worker.onmessage = (event: MessageEvent<GrabReport>) => listener(event.data)
    },
    terminate: () => worker.terminate(),
  }
}
