import { app, utilityProcess, type MessagePortMain } from 'electron'
import type { VisionOrder, VisionStart } from '../../contracts/vision'
import { visionWallsEnvironment } from '../confinement/visionWalls'
import type { ChildEvents, VisionChild } from './supervisor'

/** Names a child needs to find its libraries and its temporary directory. Everything else of the environment stays here. */
const PASSED_ON = [
  'PATH',
  'LD_LIBRARY_PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'LANG',
  'CUDA_VISIBLE_DEVICES',
] as const

/** V8's own words for a full heap. */
const OUT_OF_MEMORY = /out of memory|allocation failed|heap limit/i

/**
 * Starts the vision process of Electron: a child of main without network and without main's environment. `walls`: the library that
 * confines it, or null where there is none.
 */
export function forkVision(
  visionFile: string,
  start: VisionStart,
  events: ChildEvents,
  walls: string | null,
): VisionChild<MessagePortMain> {
  const environment: Record<string, string> = {
    KAZARI_VISION: JSON.stringify(start),
    TF_CPP_MIN_LOG_LEVEL: '2',
    ...(walls === null ? {} : visionWallsEnvironment(walls, process.execPath, start)),
  }
  for (const name of PASSED_ON) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  const child = utilityProcess.fork(visionFile, [], {
    serviceName: 'Kazari vision',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment,
  })
  let outOfMemory = false
  let detail = ''
  // The error stream is read for V8's last words only; nothing of it is kept or shown.
  child.stderr?.on('data', (chunk: Buffer) => {
    if (OUT_OF_MEMORY.test(chunk.toString('utf8'))) outOfMemory = true
  })
  child.on('error', (type, location) => {
    detail = `${type} ${location}`
    if (OUT_OF_MEMORY.test(detail)) outOfMemory = true
  })
  child.on('message', (message: unknown) => events.onMessage(message))
  child.on('exit', (code) => events.onExit({ outOfMemory, detail: detail || `exit code ${code}` }))
  let isUnwanted = false
  // Until the process is there, Electron has nothing to kill and lets it start all the same.
  child.once('spawn', () => {
    if (isUnwanted) end()
  })

  function end(): void {
    if (child.pid !== undefined && process.platform !== 'win32') {
      try {
        // Electron's own kill asks politely; a process inside a long inference would hear that too late.
        process.kill(child.pid, 'SIGKILL')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
    child.kill()
  }

  return {
    post(order: VisionOrder, ports) {
      child.postMessage(order, [...ports])
    },
    kill() {
      isUnwanted = true
      end()
    },
    memoryMb() {
      const own = app.getAppMetrics().find((metric) => metric.pid === child.pid)
      return own ? own.memory.workingSetSize / 1024 : null
    },
  }
}
