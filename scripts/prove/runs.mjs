import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject, isRoot, projectRoot } from '../lib/project.mjs'
import { runInVolume } from './content/volume.mjs'
import { analyseTrace, traceLines } from './structure/analyse.mjs'
import { createClassifier, readAllowed } from './structure/classify.mjs'

/** Names that the session saves; see session.mjs. */
export const SAVED = ['camera.png', 'photo.png', 'photo.jpg', 'letter.pdf', 'request.json', 'receipt.json']

/** Home of the person of the session; on the image where there is one. */
export const placesOf = (home) => ({
  home,
  records: join(home, '.config/kazari/records'),
  chosen: join(home, 'Pictures'),
})

/**
 * One start of the app as the driver wants it. `confined`: with the launcher, as people start it; else the bare app.
 */
export function planRun({ name, scenario, target, confined, places, media, evidence, display, ...more }) {
  const { user, walls = [], wrapper = [], cameraSeconds = 1, stopped = false, ...rest } = more
  const sandbox = isRoot() && user === null ? ['--no-sandbox'] : []
  const command = [
    ...wrapper,
    ...(confined ? target.confined : target.bare),
    '--lang=en',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${media.clip}`,
    '--kazari-proof',
    ...walls.map((wall) => `--kazari-proof-leak=${wall}`),
    ...sandbox,
  ]
  const file = name.replaceAll(/[^a-z0-9]+/gi, '-')
  return {
    name,
    scenario,
    confined,
    command,
    cameraSeconds,
    photo: media.photo,
    chosen: places.chosen,
    saved: SAVED,
    directories: [places.home, places.chosen],
    trace: { path: join(evidence.room('traces'), `${file}.trace`), stopped, user: user?.name ?? null },
    owner: user,
    env: environmentOf(places.home, display),
    ...rest,
  }
}

/** Nothing of the person who runs the proof reaches the app: neither names nor places. */
function environmentOf(home, display) {
  const { PATH } = process.env
  return { PATH, HOME: home, LANG: 'C.UTF-8', LANGUAGE: 'en', DISPLAY: process.env.DISPLAY ?? '', ...display }
}

/** Runs a plan on `image` when there is one, behind `prefix`, such as a network namespace. Gives the records of its runs. */
export async function runPlan(runs, { evidence, image, home, prefix = [] }) {
  const plan = join(evidence.directory, 'plan.json')
  const answers = join(evidence.directory, 'runs.json')
  await rm(answers, { force: true })
  await writeFile(plan, JSON.stringify({ runs, evidence: evidence.directory }))
  const command = [process.execPath, inProject('scripts/prove/drive.mjs'), plan]
  if (image === null) await runHere([...prefix, ...command])
  else
    await runInVolume({
      image,
      directories: [home, '/tmp', '/var/tmp'],
      keepReadable: [projectRoot, process.execPath],
      command,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  if (!existsSync(answers)) throw new Error('the driver of the app gave no answer')
  return JSON.parse(await readFile(answers, 'utf8'))
}

/** Runs the driver outside a volume; a signal that ends the proof ends it, too. */
async function runHere(command) {
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'], cwd: '/' })
  const forward = (signal) => child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  try {
    await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
  } finally {
    for (const signal of signals) process.off(signal, forward)
  }
}

/**
 * Without root nobody may look into the launcher's broker, which saves what the person chose: its calls are seen, their paths are not. They
 * are put aside as what could not be read, and never count as proven. A process of the app itself has no such excuse.
 */
function aside(findings, { pids }) {
  const isHidden = (finding) =>
    !isRoot() &&
    finding.kind === 'file' &&
    finding.path === null &&
    !pids.some(({ pid }) => finding.pids.includes(pid))
  return {
    findings: findings.filter((finding) => !isHidden(finding)),
    hidden: findings.filter(isHidden).reduce((sum, { count }) => sum + count, 0),
  }
}

/** Reads the trace of a run. A process of the app that the trace has not seen is a finding: it could have done anything. */
export async function structureOf(run, record, { places, disk }) {
  const classifier = createClassifier({
    allowed: readAllowed(),
    records: places.records,
    chosen: [places.chosen],
    disk,
  })
  const read = await analyseTrace(traceLines(run.trace.path), { classifier, startDirectory: '/' })
  const unseen = record.pids.filter(({ pid }) => !read.pids.includes(pid))
  for (const { type, pid } of unseen)
    read.findings.push({
      step: 'structure',
      kind: 'untraced',
      what: 'process',
      path: `${type} ${pid}`,
      count: 1,
      lines: [],
    })
  if (read.unread > 0)
    read.findings.push({
      step: 'structure',
      kind: 'unread',
      what: 'trace',
      path: `${read.unread} lines`,
      count: read.unread,
      lines: read.unreadExamples,
    })
  if (read.calls === 0)
    read.findings.push({
      step: 'structure',
      kind: 'unread',
      what: 'trace',
      path: 'nothing was traced',
      count: 1,
      lines: [],
    })
  const { pids, ...rest } = read
  return {
    run: run.name,
    confined: run.confined,
    threads: pids.length,
    ...rest,
    ...aside(read.findings, record),
  }
}
