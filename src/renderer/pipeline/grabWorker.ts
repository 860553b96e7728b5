import { createGrabLoop } from './grabLoop'
import type { GrabOrder, GrabReport } from './grabMessages'

/** The worker's global scope, as far as it is used: the page's own types stand for `self` in this project. */
interface WorkerScope {
  postMessage(report: GrabReport, transfer: Transferable[]): void
  onmessage: ((event: MessageEvent<GrabOrder>) => void) | null
}

const scope = self as unknown as WorkerScope
const obey = createGrabLoop((report, transfer) => scope.postMessage(report, transfer))
scope.onmessage = (event) => obey(event.data)
