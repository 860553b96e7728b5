import { spawn } from 'node:child_process'
import { ensureSystemLibraries } from './systemLibraries.mjs'
import { Refusal } from './say.mjs'

const START_MS = 20_000

/** Whether windows can be shown: always on macOS and Windows, on Linux when a display server is named. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Starts Xvfb on a free display; gives { environment, stop }. `stop` ends exactly that process. */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    // Xvfb picks a free number itself and writes it to descriptor 3: no race between two test runs.
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (chunk) => (complaint += chunk))
    const ended = new Promise((done) => child.once('close', done))
    const endWithUs = () => child.kill()
    process.once('exit', endWithUs)
    const stop = async () => {
      process.removeListener('exit', endWithUs)
      child.kill()
      await ended
    }
    const refuse = (reason) => {
      clearTimeout(deadline)
      child.kill()
      reject(new Refusal(`no virtual display: ${reason}`))
    }
    const deadline = setTimeout(() => refuse('Xvfb did not start in time'), START_MS)
    child.once('error', (error) =>
      refuse(error.code === 'ENOENT' ? 'Xvfb is not installed' : `Xvfb could not start (${error.message})`),
    )
    child.once('close', () => refuse(`Xvfb ended at once: ${complaint.trim()}`))
    let written = ''
    child.stdio[3].on('data', (chunk) => {
      written += chunk
      if (!written.includes('\n')) return
      clearTimeout(deadline)
      // Electron prefers Wayland when it is named; here it must come to the virtual display.
      resolve({ environment: { DISPLAY: `:${written.trim()}`, WAYLAND_DISPLAY: '', XAUTHORITY: '' }, stop })
    })
  })
}

/**
 * Runs `work(environment)` with a display: the user's own, or a virtual one when there is none or `always` (Linux).
 * What the virtual display needs is installed as root on Debian and Ubuntu, otherwise named in a Refusal. `endsOnSignal`
 * false: the work sees to signals itself and ends in its own time, the display after it.
 */
export async function withDisplay(work, { always = false, endsOnSignal = true } = {}) {
  if (hasDisplay() && !(always && process.platform === 'linux')) return work({})
  await ensureSystemLibraries('display', { install: true })
  const display = await startVirtualDisplay()
  const endOnSignal = () => process.exit(130)
  if (endsOnSignal) for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, endOnSignal)
  try {
    return await work(display.environment)
  } finally {
    process.removeListener('SIGINT', endOnSignal)
    process.removeListener('SIGTERM', endOnSignal)
    await display.stop()
  }
}
