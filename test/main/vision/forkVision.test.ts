import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { forkVision } from '../../../src/main/vision/forkVision'

/** Electron's utility process over a real one: it has no pid until it says `spawn`, and before that `kill` does nothing. */
class UtilityProcess extends EventEmitter {
  pid: number | undefined = undefined
  readonly stderr = null
  readonly process: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore',
  })

  constructor() {
    super()
    this.process.once('spawn', () => {
      this.pid = this.process.pid
      this.emit('spawn')
    })
    this.process.once('exit', (code) => {
      this.pid = undefined
      this.emit('exit', code)
    })
  }
  postMessage(): void {}
  kill(): boolean {
    return this.pid !== undefined && this.process.kill()
  }
}

const { forked } = vi.hoisted(() => ({ forked: [] as unknown[] }))
vi.mock('electron', () => ({
  app: { getAppMetrics: () => [] },
  utilityProcess: {
    fork: () => {
      const child = new UtilityProcess()
      forked.push(child)
      return child
    },
  },
}))

afterEach(() => {
  for (const child of forked.splice(0) as UtilityProcess[]) child.process.kill('SIGKILL')
})

function started() {
  const ends: string[] = []
  const child = forkVision(
    'vision.cjs',
    { assetsDir: '', nativeDir: null, onnxDir: null, engine: 'auto', avoid: [] },
    { onMessage: () => {}, onExit: ({ detail }) => ends.push(detail) },
    null,
  )
  return { child, ends, electron: forked.at(-1) as UtilityProcess }
}

test('a vision that is killed before its process is there ends as soon as it is', async () => {
  const { child, ends, electron } = started()
  child.kill()
  await once(electron, 'exit')
  expect(ends).toHaveLength(1)
})

test('a running vision is killed at once', async () => {
  const { child, ends, electron } = started()
  await once(electron, 'spawn')
  child.kill()
  await once(electron, 'exit')
  expect(ends).toHaveLength(1)
})
