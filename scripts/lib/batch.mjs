import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { withDisplay } from './virtualDisplay.mjs'

/** Chromium's own complaints about a bare system (no D-Bus, no GPU): they concern nobody when the work succeeds. */
const CHROMIUM_NOISE = /^\[\d+:\d+\/[\d.]+:(ERROR|WARNING|INFO):/

/** Exit codes as a shell gives them to programs that end by a signal. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }
/** What the studio gets to close its window and empty its directory in memory. */
const ENDING_MS = 8000

function runHidden({ executable, leading }, { jobsPath, environment, onLine, interruption }) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [...leading, `--kazari-batch=${jobsPath}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    let deadline
    const end = () => {
      child.kill('SIGTERM')
      deadline = setTimeout(() => child.kill('SIGKILL'), ENDING_MS)
    }
    if (interruption.aborted) end()
    else interruption.addEventListener('abort', end, { once: true })
    const noise = []
    createInterface({ input: child.stdout }).on('line', onLine)
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (CHROMIUM_NOISE.test(line)) noise.push(line)
      else if (line.trim() !== '') process.stderr.write(`${line}\n`)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(deadline)
      if (interruption.aborted) return resolve(1)
      // 0 and 1 are the batch's own answers; anything else is a crash, and then Chromium's words may tell why.
      if (code !== 0 && code !== 1) process.stderr.write(`${noise.slice(-20).join('\n')}\n`)
      resolve(code ?? 1)
    })
  })
}

/**
 * Decorates pictures in a hidden window, on a virtual display when there is no other: the same renderer and the same
 * vision process as the studio. jobs: [{ in, look, out, format }] with absolute paths; consent: 'operator' (who
 * types the command says yes for this run) or 'bundled' (only pictures that come with Kazari). `onLine` gets each
 * line that the studio prints. Gives the exit code: 0 when every picture was decorated. Interrupted or ended by a signal
 * it ends the studio first, and leaves nothing behind.
 */
export async function decorateInHiddenWindow({ launch, jobs, consent, onLine }) {
  const interrupted = new AbortController()
  let endedBy = null
  const interrupt = (signal) => {
    endedBy ??= signal
    interrupted.abort()
  }
  for (const signal of Object.keys(SIGNALS)) process.on(signal, interrupt)
  const folder = await mkdtemp(join(tmpdir(), 'kazari-batch-'))
  try {
    const jobsPath = join(folder, 'jobs.json')
    await writeFile(jobsPath, JSON.stringify({ jobs, consent }))
    const interruption = interrupted.signal
    const code = await withDisplay(
      (environment) => runHidden(launch, { jobsPath, environment, onLine, interruption }),
      { endsOnSignal: false },
    )
    return endedBy === null ? code : SIGNALS[endedBy]
  } finally {
    await rm(folder, { recursive: true, force: true })
    for (const signal of Object.keys(SIGNALS)) process.removeListener(signal, interrupt)
  }
}
