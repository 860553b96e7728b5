import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIRST_PAUSE_MS, RESTART_LIMIT, RESTART_WINDOW_MS } from '../../../src/main/vision/restartPolicy'
import { MEMORY_LIMIT_MB, READY_LIMIT_MS, SILENCE_LIMIT_MS } from '../../../src/main/vision/supervisor'
import { ALIVE, crash, newPort, READY, running, settled, supervised } from './fakeVision'

describe('starting', () => {
  test('the first port starts vision and is handed over; the second joins', () => {
    const { supervisor, children, last, statuses, say } = supervised()
    const [first, second] = [newPort(), newPort()]
    expect(supervisor.connect(first).ok).toBe(true)
    expect(last().ports).toEqual([first])
    say(READY)
    supervisor.connect(second)
    expect(children).toHaveLength(1)
    expect(last().ports).toEqual([first, second])
    expect(statuses.map((status) => status.state)).toEqual(['starting', 'ready'])
  })

  test('without consent nothing is started and the port is closed', () => {
    const { supervisor, children } = supervised({ allowed: false })
    const port = newPort()
    expect(supervisor.connect(port)).toEqual({ ok: false, error: { code: 'consent-needed' } })
    expect(port.closed).toBe(true)
    expect(children).toEqual([])
    expect(supervisor.status()).toEqual({ state: 'off' })
  })

  test('consent is asked again for each port and before each restart', () => {
    const { supervisor, world, last, clock, children } = running()
    last().events.onExit(crash)
    world.allowed = false
    expect(supervisor.connect(newPort()).ok).toBe(false)
    clock.advance(FIRST_PAUSE_MS)
    expect(children).toHaveLength(1)
    expect(supervisor.status()).toEqual({ state: 'off' })
  })

  test('a report that is not in the contract is dropped without being quoted', () => {
    const { supervisor, say, lines } = running()
    const before = supervisor.status()
    for (const report of [
      null,
      'secret',
      { kind: 'ready', engine: 'magic' },
      { ...ALIVE, landmarks: 'secret' },
    ])
      say(report)
    expect(supervisor.status()).toEqual(before)
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join()).not.toContain('secret')
  })

  test('what vision itself calls hopeless is not tried again by itself, but on request', () => {
    const { supervisor, say, children, clock, last } = supervised()
    supervisor.connect(newPort())
    say({ kind: 'failed', cause: 'model-altered', detail: 'weights' })
    expect(supervisor.status()).toMatchObject({ state: 'failed', cause: 'model-altered' })
    expect(last().killed).toBe(true)
    clock.advance(RESTART_WINDOW_MS)
    expect(children).toHaveLength(1)
    supervisor.connect(newPort())
    expect(children).toHaveLength(2)
  })
})

describe('when vision ends by itself', () => {
  test('it is restarted after growing pauses, and a port asked for meanwhile waits for it', () => {
    const { supervisor, last, clock, children, statuses } = running()
    last().events.onExit(crash)
    expect(supervisor.status()).toMatchObject({ state: 'restarting', cause: 'crashed', attempt: 1 })
    const waiting = newPort()
    expect(supervisor.connect(waiting).ok).toBe(true)
    clock.advance(FIRST_PAUSE_MS - 1)
    expect(children).toHaveLength(1)
    clock.advance(1)
    expect(children).toHaveLength(2)
    expect(last().ports).toEqual([waiting])
    last().events.onExit(crash)
    clock.advance(FIRST_PAUSE_MS)
    expect(children).toHaveLength(2)
    clock.advance(FIRST_PAUSE_MS)
    expect(children).toHaveLength(3)
    const pauses = statuses.flatMap((status) => (status.state === 'restarting' ? [status.retryInMs] : []))
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(new Set(pauses).size).toBe(pauses.length)
  })

  test('after too many ends in a short time it is left alone, waiting ports are closed, and asking again works', () => {
    const { supervisor, last, clock, children } = running()
    for (let end = 0; end <= RESTART_LIMIT; end++) {
      last().events.onExit(crash)
      if (end < RESTART_LIMIT) clock.advance(FIRST_PAUSE_MS * 2 ** end)
    }
    expect(supervisor.status()).toMatchObject({ state: 'failed', cause: 'gave-up' })
    const before = children.length
    clock.advance(RESTART_WINDOW_MS * 2)
    expect(children).toHaveLength(before)
    expect(supervisor.connect(newPort()).ok).toBe(true)
    expect(children).toHaveLength(before + 1)
    expect(supervisor.status().state).toBe('starting')
  })

  test('rare ends are forgotten: months of service do not add up', () => {
    const { supervisor, last, clock, say } = running()
    for (let end = 0; end < RESTART_LIMIT * 3; end++) {
      last().events.onExit(crash)
      clock.advance(FIRST_PAUSE_MS)
      say(READY)
      for (let passed = 0; passed < RESTART_WINDOW_MS; passed += SILENCE_LIMIT_MS / 2) {
        clock.advance(SILENCE_LIMIT_MS / 2)
        say(ALIVE)
      }
    }
    expect(supervisor.status().state).toBe('ready')
  })

  test('an engine that crashes twice is left out and the reason is told', () => {
    const { last, clock, say, supervisor } = running()
    last().events.onExit(crash)
    clock.advance(FIRST_PAUSE_MS)
    expect(last().start.avoid).toEqual([])
    say(READY)
    last().events.onExit(crash)
    clock.advance(FIRST_PAUSE_MS * 2)
    expect(last().start.avoid).toEqual(['native'])
    say({ ...READY, engine: 'wasm', passedOver: [{ engine: 'native', reason: 'not-chosen', detail: '' }] })
    expect(supervisor.status()).toMatchObject({
      engine: 'wasm',
      passedOver: [{ engine: 'native', reason: 'crashed' }],
    })
  })

  test('the embedded engine is never left out: there is nothing behind it', () => {
    const { last, clock, say, children } = running()
    for (let end = 0; end < RESTART_LIMIT; end++) {
      say({ ...READY, engine: 'wasm' })
      last().events.onExit(crash)
      clock.advance(FIRST_PAUSE_MS * 2 ** end)
    }
    for (const child of children) expect(child.start.avoid).toEqual([])
  })

  test('crashes before an engine was named put the installed ones aside, so that the embedded one gets its turn', () => {
    const { supervisor, last, clock } = supervised()
    supervisor.connect(newPort())
    last().events.onExit(crash)
    clock.advance(FIRST_PAUSE_MS)
    last().events.onExit(crash)
    clock.advance(FIRST_PAUSE_MS * 2)
    expect(last().start.avoid).toContain('native')
    expect(last().start.avoid).toContain('gpu')
    expect(last().start.avoid).not.toContain('wasm')
  })

  test('running out of memory is told apart', () => {
    const { supervisor, last } = running()
    last().events.onExit({ outOfMemory: true, detail: 'heap' })
    expect(supervisor.status()).toMatchObject({ state: 'restarting', cause: 'out-of-memory' })
  })

  test('one that takes more and more memory is ended before the computer suffers', async () => {
    const { supervisor, last, clock, children } = running()
    last().memoryMb = MEMORY_LIMIT_MB
    clock.advance(2_000)
    expect(last().killed).toBe(false)
    last().memoryMb = MEMORY_LIMIT_MB + 1
    clock.advance(2_000)
    await settled()
    expect(children[0]?.killed).toBe(true)
    expect(supervisor.status()).toMatchObject({ state: 'restarting', cause: 'out-of-memory' })
  })

  test('a process that cannot even be started counts as a crash', () => {
    const { supervisor, world } = supervised()
    world.forkFails = true
    expect(supervisor.connect(newPort()).ok).toBe(true)
    expect(supervisor.status()).toMatchObject({ state: 'restarting', cause: 'crashed' })
  })
})

describe('when vision hangs', () => {
  test('silence ends it, and its engine is left out at once', async () => {
    const { supervisor, clock, last, children } = running()
    clock.advance(SILENCE_LIMIT_MS)
    expect(children[0]?.killed).toBe(true)
    await settled()
    expect(supervisor.status()).toMatchObject({ state: 'restarting', cause: 'stalled' })
    clock.advance(FIRST_PAUSE_MS)
    expect(last().start.avoid).toEqual(['native'])
  })

  test('a pulse keeps it alive for ever', () => {
    const { supervisor, clock, say, children } = running()
    for (let step = 0; step < 1000; step++) {
      clock.advance(SILENCE_LIMIT_MS / 2)
      say(ALIVE)
    }
    expect(children).toHaveLength(1)
    expect(supervisor.status().state).toBe('ready')
  })

  test('tells the counts of the last pulse, and none of a process that is gone', async () => {
    const { supervisor, say, children } = running()
    expect(supervisor.pulse()).toBeNull()
    say({ kind: 'alive', framesDone: 61, framesRefused: 1, tensors: 228 })
    expect(supervisor.pulse()).toEqual({ framesDone: 61, framesRefused: 1, tensors: 228 })
    await supervisor.stop()
    expect(children[0]?.killed).toBe(true)
    expect(supervisor.pulse()).toBeNull()
  })

  test('one that never gets ready is ended, pulse or not', async () => {
    const { supervisor, clock, say, children } = supervised()
    supervisor.connect(newPort())
    for (let passed = 0; passed < READY_LIMIT_MS; passed += 1000) {
      say(ALIVE)
      clock.advance(1000)
    }
    await settled()
    expect(children[0]?.killed).toBe(true)
    expect(supervisor.status()).toMatchObject({ state: 'restarting', cause: 'stalled' })
  })

  test('one whose end is never reported is replaced all the same', () => {
    const { supervisor, clock } = running({ diesWhenKilled: false })
    clock.advance(SILENCE_LIMIT_MS + 5_000)
    expect(supervisor.status().state).not.toBe('ready')
    expect(['restarting', 'starting']).toContain(supervisor.status().state)
  })
})

describe('starting anew on request', () => {
  test('replaces a running vision without counting it as an end, and forgets what was left out', () => {
    const { supervisor, clock, last, say, children } = running()
    last().events.onExit(crash)
    clock.advance(FIRST_PAUSE_MS)
    say(READY)
    last().events.onExit(crash)
    clock.advance(FIRST_PAUSE_MS * 2)
    expect(last().start.avoid).toEqual(['native'])
    supervisor.restart()
    expect(children.at(-2)?.killed).toBe(true)
    expect(last().start.avoid).toEqual([])
    say(READY)
    expect(supervisor.status().state).toBe('ready')
    last().events.onExit(crash)
    expect(supervisor.status()).toMatchObject({ attempt: 1 })
  })

  test('a choice of engine made while vision is off or between two starts is a new beginning as well', () => {
    const { supervisor, last, say, clock } = supervised()
    supervisor.connect(newPort())
    for (const pauseMs of [FIRST_PAUSE_MS, FIRST_PAUSE_MS * 2]) {
      say(READY)
      last().events.onExit(crash)
      supervisor.connect(newPort())
      if (pauseMs > FIRST_PAUSE_MS) supervisor.restart()
      clock.advance(pauseMs)
    }
    expect(last().start.avoid).toEqual([])
  })

  test('starts nothing that is not running, and nothing without consent', () => {
    const off = supervised()
    off.supervisor.restart()
    expect(off.children).toEqual([])
    const { supervisor, world, children } = running()
    world.allowed = false
    supervisor.restart()
    expect(children).toHaveLength(1)
    expect(children[0]?.killed).toBe(true)
    expect(supervisor.status()).toEqual({ state: 'off' })
  })
})

describe('stopping', () => {
  test('kills at once, tells nobody anything more, and ends when the process is gone', async () => {
    const { supervisor, last, children, clock } = running()
    const stopped = supervisor.stop()
    expect(last().killed).toBe(true)
    expect(supervisor.status()).toEqual({ state: 'off' })
    await stopped
    last().events.onMessage(READY)
    clock.advance(RESTART_WINDOW_MS)
    expect(supervisor.status()).toEqual({ state: 'off' })
    expect(children).toHaveLength(1)
    expect(clock.waiting()).toBe(0)
  })

  test('cancels a restart that is on its way and closes ports that wait for it', async () => {
    const { supervisor, last, clock, children } = running()
    last().events.onExit(crash)
    const waiting = newPort()
    supervisor.connect(waiting)
    await supervisor.stop()
    expect(waiting.closed).toBe(true)
    clock.advance(RESTART_WINDOW_MS)
    expect(children).toHaveLength(1)
  })

  test('does not wait for ever for a process that will not go', async () => {
    const { supervisor, clock } = running({ diesWhenKilled: false })
    const stopped = supervisor.stop()
    clock.advance(10_000)
    await stopped
    expect(supervisor.status()).toEqual({ state: 'off' })
  })

  test('afterwards vision can be started afresh; late words of the old process are ignored', async () => {
    const { supervisor, children, say } = running({ diesWhenKilled: false })
    void supervisor.stop()
    supervisor.connect(newPort())
    expect(children).toHaveLength(2)
    children[0]?.events.onExit(crash)
    expect(supervisor.status()).toEqual({ state: 'starting' })
    say(READY)
    expect(supervisor.status().state).toBe('ready')
    await settled()
  })
})

type Happening =
  'restart' | 'connect' | 'stop' | 'ready' | 'alive' | 'crash' | 'wait' | 'forbid' | 'allow' | 'fail'

test('whatever happens: never two processes at once, never one without consent at its start', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.constantFrom<Happening>(
          'restart',
          'connect',
          'stop',
          'ready',
          'alive',
          'crash',
          'wait',
          'forbid',
          'allow',
          'fail',
        ),
        { maxLength: 60 },
      ),
      async (happenings) => {
        const { supervisor, clock, world, children } = supervised()
        const gone = new Set<unknown>()
        const alive = () => children.filter((child) => !child.killed && !gone.has(child))
        for (const happening of happenings) {
          const current = alive().at(-1)
          const before = children.length
          const wasAllowed = world.allowed
          if (happening === 'restart') supervisor.restart()
          if (happening === 'connect') supervisor.connect(newPort())
          if (happening === 'stop') await supervisor.stop()
          if (happening === 'ready') current?.events.onMessage(READY)
          if (happening === 'alive') current?.events.onMessage(ALIVE)
          if (happening === 'fail')
            current?.events.onMessage({ kind: 'failed', cause: 'no-engine', detail: '' })
          if (happening === 'crash' && current) {
            gone.add(current)
            current.events.onExit(crash)
          }
          if (happening === 'wait') clock.advance(3_000)
          if (happening === 'forbid') {
            world.allowed = false
            await supervisor.stop()
          }
          if (happening === 'allow') world.allowed = true
          await settled()
          expect(alive().length).toBeLessThanOrEqual(1)
          if (children.length > before) expect(wasAllowed).toBe(true)
          if (!world.allowed) expect(alive()).toEqual([])
          if (alive().length === 0)
            expect(['off', 'restarting', 'failed']).toContain(supervisor.status().state)
        }
      },
    ),
    { numRuns: 150 },
  )
})
