import type { VisionReport, VisionStart, VisionStatus } from '../../../src/contracts/vision'
import { createVisionSupervisor, type ChildEvents } from '../../../src/main/vision/supervisor'
import { manualClock } from '../support'

export interface FakePort {
  closed: boolean
  close(): void
}

export const newPort = (): FakePort => ({
  closed: false,
  close() {
    this.closed = true
  },
})

export const READY: VisionReport = {
  kind: 'ready',
  engine: 'native',
  passedOver: [],
  selfTestMs: 1,
  confined: false,
  warmUpMs: 1,
}
export const ALIVE: VisionReport = { kind: 'alive', framesDone: 0, framesRefused: 0, tensors: 0 }

/** Vision processes that do only what a test tells them to. */
export function supervised(options: { allowed?: boolean; diesWhenKilled?: boolean } = {}) {
  const clock = manualClock()
  const world = { allowed: options.allowed ?? true, forkFails: false }
  const children: {
    start: VisionStart
    events: ChildEvents
    ports: FakePort[]
    killed: boolean
    memoryMb: number | null
  }[] = []
  const statuses: VisionStatus[] = []
  const lines: string[] = []
  const supervisor = createVisionSupervisor<FakePort>({
    fork(start, events) {
      if (world.forkFails) throw new Error('no such file')
      const child = { start, events, ports: [] as FakePort[], killed: false, memoryMb: null as number | null }
      children.push(child)
      return {
        post: (_order, ports) => void child.ports.push(...ports),
        kill() {
          if (child.killed) return
          child.killed = true
          if (options.diesWhenKilled !== false)
            queueMicrotask(() => events.onExit({ outOfMemory: false, detail: 'killed' }))
        },
        memoryMb: () => child.memoryMb,
      }
    },
    settings: () => ({ assetsDir: '/assets', nativeDir: '/native', onnxDir: '/onnx', engine: 'auto' }),
    gateAllows: () => world.allowed,
    now: clock.now,
    after: clock.after,
    onStatus: (status) => statuses.push(status),
    log: (line) => lines.push(line),
  })
  const last = () => {
    const child = children.at(-1)
    if (!child) throw new Error('vision was not started')
    return child
  }
  return {
    supervisor,
    clock,
    world,
    children,
    statuses,
    lines,
    last,
    say: (report: unknown) => last().events.onMessage(report),
  }
}

export const settled = () => new Promise((resolve) => setImmediate(resolve))
export const crash = { outOfMemory: false, detail: 'exit code 139' }

/** A vision that runs, with one port handed over. */
export function running(options: Parameters<typeof supervised>[0] = {}) {
  const all = supervised(options)
  const port = newPort()
  all.supervisor.connect(port)
  all.say(READY)
  return { ...all, port }
}
