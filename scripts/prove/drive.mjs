// Drives the app through the runs of a plan, inside the volume where there is one: `node drive.mjs PLAN`. The app runs as the plan's user.
import { chown, copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../lib/say.mjs'
import { startProofApp } from './proofApp.mjs'
import { SCENARIOS } from './scenarios.mjs'
import { straceCommand } from './structure/strace.mjs'

const END_MS = 60_000

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Whatever is still there of the app's process tree is ended by its own pid, main first: it would start the others again. */
async function endAll(app, pids) {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
  await Promise.race([app.ended, pause(3_000)])
  app.kill('SIGKILL')
  await app.ended
}

/**
 * One start of the app. What it did comes back as { name, scenario, steps, facts, pids, landmarks, leaks, ended, error }: a
 * step that failed ends the run, and the run says which.
 */
async function drive(run, evidence) {
  const { name, scenario, command, env, trace } = run
  const traced = trace === null ? command : straceCommand(command, trace.path, trace)
  const app = startProofApp(traced, { env: { ...process.env, ...env }, cwd: run.cwd ?? '/' })
  current = app
  const record = { name, scenario, steps: [], facts: null, pids: [], landmarks: [], leaks: [], notes: [] }
  const seen = new Set()
  const startedAt = Date.now()
  const seconds = (sinceMs) => Math.round((Date.now() - sinceMs) / 100) / 10
  const context = {
    app,
    run,
    record,
    pause,
    async step(words, work) {
      const at = Date.now()
      const step = { name: words, startedAtSeconds: seconds(startedAt), seconds: 0, ok: false }
      record.steps.push(step)
      try {
        const value = await work()
        step.ok = true
        return value
      } finally {
        step.seconds = seconds(at)
        say(`  ${name}: ${words}, ${step.seconds} s${step.ok ? '' : ', FAILED'}`)
      }
    },
    async notePids() {
      const found = await app.ask({ do: 'pids' })
      for (const each of found) {
        if (!seen.has(each.pid)) record.pids.push(each)
        seen.add(each.pid)
      }
      return found
    },
    async noteLandmarks() {
      const replies = await app.ask({ do: 'landmarks' })
      record.landmarks.push(...replies)
      return replies
    },
  }
  try {
    await context.step('start', () => app.ready)
    await SCENARIOS[scenario](context)
    record.ended = await Promise.race([app.ended, pause(END_MS).then(() => null)])
    if (record.ended === null) throw new Error('the app did not end by itself')
  } catch (error) {
    record.error = error.message
    record.screen = await Promise.race([
      app.ask({ do: 'screen-text' }).catch(() => null),
      pause(5_000).then(() => null),
    ])
    await endAll(app, [...seen])
    record.ended = await app.ended
  }
  record.seconds = seconds(startedAt)
  record.output = app.output().slice(-8_000)
  await keepSaved(run, evidence)
  return record
}

/** Copies what the person saved out of the volume: the search has to know these files, which are allowed to be there. */
async function keepSaved({ chosen, saved = [] }, evidence) {
  await mkdir(join(evidence, 'saved'), { recursive: true })
  for (const name of saved) {
    const path = join(chosen, name)
    if (existsSync(path)) await copyFile(path, join(evidence, 'saved', name))
  }
}

let current = null
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    current?.kill('SIGKILL')
    process.exit(130)
  })

const plan = JSON.parse(await readFile(process.argv[2], 'utf8'))
const records = []
for (const run of plan.runs) {
  for (const directory of run.directories) {
    await mkdir(directory, { recursive: true })
    if (run.owner) await chown(directory, run.owner.uid, run.owner.gid)
  }
  records.push(await drive(run, plan.evidence))
  const path = join(plan.evidence, 'runs.json')
  await writeFile(`${path}.new`, JSON.stringify(records))
  await rename(`${path}.new`, path)
}
// Timers that waited for an app to end would hold the whole volume for their minute.
process.exit(0)
