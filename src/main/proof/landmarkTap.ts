import type { Devtools } from './devtools'

/** One answer of vision, number for number. */
export interface TappedReply {
  readonly from: 'page' | 'worker'
  readonly faces: readonly { readonly points: readonly number[]; readonly score: number }[]
}

/**
 * Runs before the page's own code: every port that is listened to is listened to once more. Nothing is kept back, changed
 * or sent elsewhere; the last answers stay in the memory of the page they came to.
 */
const TAP = `(() => {
  if (globalThis.__proofReplies) return
  const replies = (globalThis.__proofReplies = [])
  const note = (event) => {
    const reply = event.data
    if (!reply || reply.kind !== 'faces' || !Array.isArray(reply.faces) || reply.faces.length === 0) return
    replies.push(reply.faces.map((face) => ({ points: Array.from(face.points), score: face.score })))
    if (replies.length > 240) replies.splice(40, 40)
  }
  const own = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    ...own,
    set(listener) {
      this.removeEventListener('message', note)
      if (listener) this.addEventListener('message', note)
      own.set.call(this, listener)
    },
  })
  const start = MessagePort.prototype.start
  MessagePort.prototype.start = function () {
    this.addEventListener('message', note)
    return start.call(this)
  }
})()`

const READ = 'globalThis.__proofReplies ?? []'

export interface LandmarkTap {
  /** Puts the tap into the page and into every worker it starts, before their first line. */
  install(): Promise<void>
  /** Every answer kept in the page and its workers now. */
  read(): Promise<readonly TappedReply[]>
}

interface Attached {
  readonly sessionId: string
  readonly targetInfo: { readonly type: string }
}

export function createLandmarkTap(devtools: Devtools): LandmarkTap {
  const workers = new Set<string>()
  devtools.on((method, parameters) => {
    if (method === 'Target.detachedFromTarget') workers.delete((parameters as Attached).sessionId)
    if (method !== 'Target.attachedToTarget') return
    const { sessionId, targetInfo } = parameters as Attached
    void (async () => {
      if (targetInfo.type === 'worker') {
        await devtools.evaluate(TAP, sessionId)
        workers.add(sessionId)
      }
      await devtools.send('Runtime.runIfWaitingForDebugger', {}, sessionId)
    })()
  })

  const readFrom = async (from: TappedReply['from'], session?: string): Promise<TappedReply[]> => {
    const replies = (await devtools.evaluate(READ, session)) as readonly TappedReply['faces'][]
    return replies.map((faces) => ({ from, faces }))
  }
  return {
    async install() {
      workers.clear()
      await devtools.send('Page.enable')
      await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: TAP })
      await devtools.evaluate(TAP)
      await devtools.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
      })
    },
    async read() {
      const all = await Promise.all([
        readFrom('page'),
        // A worker that ended in this moment has nothing more to say.
        ...[...workers].map((session) => readFrom('worker', session).catch(() => [])),
      ])
      return all.flat()
    },
  }
}
