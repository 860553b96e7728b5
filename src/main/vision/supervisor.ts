import type { VisionPulse } from '../../contracts/calls/diagnostics'
import type { WireError } from '../../contracts/errors'
import {
  visionReportSchema,
  type PassedOver,
  type VisionOrder,
  type VisionStart,
  type VisionStatus,
} from '../../contracts/vision'
import { err, ok, type Result } from '../../domain/result'
import { NO_ENDS, planRestart, type EndCause } from './restartPolicy'

/** One end of a frame channel, as far as main cares. */
export interface Closable {
  close(): void
}

/** A running vision process. */
export interface VisionChild<Port> {
  post(order: VisionOrder, ports: readonly Port[]): void
  /** Ends the process at once, however busy it is. */
  kill(): void
  /** Memory it holds now, megabytes; null when the system does not say. */
  memoryMb(): number | null
}

export interface ChildEvents {
  onMessage(message: unknown): void
  /** Called once, also after `kill`. */
  onExit(end: { readonly outOfMemory: boolean; readonly detail: string }): void
}

export interface SupervisorParts<Port extends Closable> {
  /** Throws when the process cannot even be started. */
  readonly fork: (start: VisionStart, events: ChildEvents) => VisionChild<Port>
  readonly settings: () => Omit<VisionStart, 'avoid'>
  /** The consent gate: asked before each start and before each port. */
  readonly gateAllows: () => boolean
  readonly now: () => number
  /** Runs once after `ms`; the result cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
  readonly onStatus: (status: VisionStatus) => void
  /** A line for the terminal, never with a payload. */
  readonly log: (line: string) => void
}

export interface VisionSupervisor<Port extends Closable> {
  status(): VisionStatus
  /** Counts of the last sign of life of the process that runs now; null before the first. */
  pulse(): VisionPulse | null
  /** Gives vision a port, starting it if need be; also the way to try again after `failed`. */
  connect(port: Port): Result<void, WireError>
  /** Kills vision; resolves when its process is gone. */
  stop(): Promise<void>
  /** Starts a running vision anew, as after a change of its settings; pages reconnect when it is ready. */
  restart(): void
}

/** Vision is busy, not dead, for less than this: alive comes twice a second. */
export const SILENCE_LIMIT_MS = 8_000
/** Reading models and testing an engine takes seconds, on a slow disk many. */
export const READY_LIMIT_MS = 60_000
/** Engines with a picture of 40 MP need about a third of this. A leak must end before the computer suffers. */
export const MEMORY_LIMIT_MB = 4_096
/** Silence is counted in steps, not by the clock: a computer that slept has not stalled. */
const STEP_MS = 1_000
/** Most time that stopping waits for the process to be gone. */
const GONE_LIMIT_MS = 3_000

/** One life of the process. Events of an earlier life are ignored. */
interface Life<Port> {
  child: VisionChild<Port> | null
  gone: boolean
  ready: boolean
  engine: Extract<VisionStatus, { state: 'ready' }>['engine'] | null
  silentMs: number
  pulse: VisionPulse | null
  killedAs: EndCause | null
  cancelStep: () => void
  readonly whenGone: Promise<void>
  readonly markGone: () => void
}

/** Keeps vision running while it is wanted and allowed, restarts it with growing pauses, and ends it at once on request. */
export function createVisionSupervisor<Port extends Closable>(
  parts: SupervisorParts<Port>,
): VisionSupervisor<Port> {
  let status: VisionStatus = { state: 'off' }
  let life: Life<Port> | null = null
  let history = NO_ENDS
  let waiting: Port[] = []
  let cancelRetry = () => {}

  function tell(next: VisionStatus): void {
    status = next
    parts.onStatus(next)
  }

  function dropWaiting(): void {
    for (const port of waiting) port.close()
    waiting = []
  }

  function start(): void {
    if (!parts.gateAllows()) {
      dropWaiting()
      tell({ state: 'off' })
      return
    }
    let markGone = () => {}
    const whenGone = new Promise<void>((resolve) => (markGone = resolve))
    const own: Life<Port> = {
      child: null,
      gone: false,
      ready: false,
      engine: null,
      silentMs: 0,
      pulse: null,
      killedAs: null,
      cancelStep: () => {},
      whenGone,
      markGone,
    }
    life = own
    tell({ state: 'starting' })
    try {
      own.child = parts.fork(
        { ...parts.settings(), avoid: history.avoid.map((entry) => entry.engine) },
        {
          onMessage: (message) => hear(own, message),
          onExit: (end) => ended(own, end.outOfMemory, end.detail),
        },
      )
    } catch (error) {
      ended(own, false, error instanceof Error ? error.message : 'could not start')
      return
    }
    watch(own)
    const ports = waiting
    waiting = []
    for (const port of ports) hand(own, port)
  }

  function hand(own: Life<Port>, port: Port): void {
    own.child?.post({ kind: 'port' }, [port])
  }

  function watch(own: Life<Port>): void {
    own.cancelStep = parts.after(STEP_MS, () => {
      if (own.gone) return
      own.silentMs += STEP_MS
      if ((own.child?.memoryMb() ?? 0) > MEMORY_LIMIT_MB) end(own, 'out-of-memory')
      else if (own.silentMs >= (own.ready ? SILENCE_LIMIT_MS : READY_LIMIT_MS)) end(own, 'stalled')
      else watch(own)
    })
  }

  /** Ends a process that does harm or nothing. */
  function end(own: Life<Port>, cause: EndCause): void {
    own.killedAs = cause
    own.child?.kill()
    // Some systems never report the end of a process that hangs in the kernel.
    own.cancelStep = parts.after(GONE_LIMIT_MS, () => ended(own, false, cause))
  }

  function hear(own: Life<Port>, message: unknown): void {
    if (own !== life || own.gone || own.killedAs) return
    const report = visionReportSchema.safeParse(message)
    if (!report.success) {
      parts.log('vision: a report that is not in the contract was dropped')
      return
    }
    const { data } = report
    switch (data.kind) {
      case 'alive':
        // Only a ready vision is kept by its pulse: one that never gets ready must not pulse for ever.
        if (own.ready) own.silentMs = 0
        own.pulse = {
          framesDone: data.framesDone,
          framesRefused: data.framesRefused,
          tensors: data.tensors,
        }
        return
      case 'ready':
        own.ready = true
        own.engine = data.engine
        own.silentMs = 0
        tell({
          state: 'ready',
          engine: data.engine,
          passedOver: mergePassedOver(data.passedOver),
          selfTestMs: data.selfTestMs,
          confined: data.confined,
          warmUpMs: data.warmUpMs,
        })
        return
      case 'failed':
        // Vision knows that it cannot work: starting it again would end the same way.
        retire(own)
        tell({ state: 'failed', cause: data.cause, detail: data.detail })
        return
    }
  }

  /** What main saw counts more than what vision was told: it only knows that it must leave an engine out. */
  function mergePassedOver(told: readonly PassedOver[]): PassedOver[] {
    const seen = history.avoid.map(({ engine, reason }) => ({
      engine,
      reason,
      detail: `${reason} in this session`,
    }))
    const engines = new Set(seen.map((entry) => entry.engine))
    return [...told.filter((entry) => !engines.has(entry.engine)), ...seen].slice(0, 8)
  }

  function retire(own: Life<Port>): void {
    own.cancelStep()
    own.child?.kill()
    if (life === own) life = null
    dropWaiting()
  }

  function ended(own: Life<Port>, outOfMemory: boolean, detail: string): void {
    if (own.gone) return
    own.gone = true
    own.cancelStep()
    own.markGone()
    if (own !== life) return
    life = null
    const cause: EndCause = own.killedAs ?? (outOfMemory ? 'out-of-memory' : 'crashed')
    parts.log(`vision: ${cause} (${detail})`)
    const plan = planRestart(history, cause, own.engine, parts.now())
    history = plan.history
    if (plan.kind === 'give-up') {
      dropWaiting()
      tell({ state: 'failed', cause: 'gave-up', detail: cause })
      return
    }
    cancelRetry = parts.after(plan.inMs, start)
    tell({ state: 'restarting', cause, attempt: plan.attempt, retryInMs: plan.inMs })
  }

  return {
    status: () => status,
    pulse: () => life?.pulse ?? null,

    connect(port) {
      if (!parts.gateAllows()) {
        port.close()
        return err({ code: 'consent-needed' })
      }
      if (life && !life.killedAs) {
        hand(life, port)
        return ok(undefined)
      }
      waiting.push(port)
      if (life || status.state === 'restarting') return ok(undefined)
      // Somebody asked again: the count of restarts begins anew, engines that failed stay out.
      if (status.state === 'failed') history = { ...history, endsAtMs: [] }
      start()
      return ok(undefined)
    },

    restart() {
      // A choice of engine is a new beginning: what was left out before may be what is wanted now.
      history = NO_ENDS
      if (!life) return
      const own = life
      life = null
      own.cancelStep()
      own.child?.kill()
      start()
    },

    async stop() {
      cancelRetry()
      cancelRetry = () => {}
      const own = life
      life = null
      dropWaiting()
      if (own) {
        own.cancelStep()
        own.child?.kill()
      }
      if (status.state !== 'off') tell({ state: 'off' })
      if (!own) return
      let cancelLimit = () => {}
      const limit = new Promise<void>((resolve) => (cancelLimit = parts.after(GONE_LIMIT_MS, resolve)))
      await Promise.race([own.whenGone, limit])
      cancelLimit()
    },
  }
}
