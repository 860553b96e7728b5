// npm run peers -- --faces LIST.json [--python BIN] [--human DIR] [--json]: Kazari's engines and other programs on the same
// pictures, in turns within one run. docs/performance.md tells how to install the others; one that is missing is said so.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { ensureBuild } from './lib/buildApp.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { callerDirectory, inProject } from './lib/project.mjs'
import { run } from './lib/run.mjs'
import { Refusal, runScript } from './lib/say.mjs'

const ENGINES = ['gpu', 'native', 'onnx', 'wasm']
const FRAMES_A_TURN = 15
/** The first turn warms up and is not counted. */
const TURNS = 6
/** A face counts as found when the mean error of its points is below this share of the eye corner distance. */
const FOUND_BELOW = 0.2
/** Starting an engine or loading models on a busy machine. */
const START_MS = 180_000

/** A program that answers one line for each line it is asked. Rejects when it ends or stays silent before it is ready. */
async function startPeer(name, command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let words = ''
  child.stderr.on('data', (data) => (words = (words + data).slice(-2000)))
  const waiting = []
  let failed = null
  const end = (reason) => {
    failed ??= new Error(`${name}: ${reason}`)
    for (const { reject } of waiting.splice(0)) reject(failed)
  }
  child.on('error', (error) => end(error.message))
  child.on('exit', (code) => end(`ended with ${code}: ${words.trim().split('\n').at(-1) ?? ''}`))
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)))
  const answer = () =>
    failed ? Promise.reject(failed) : new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  const late = setTimeout(() => child.kill(), START_MS)
  const { ready } = await answer().finally(() => clearTimeout(late))
  return {
    name,
    description: ready,
    ask(question) {
      const reply = answer()
      child.stdin.write(`${JSON.stringify(question)}\n`)
      return reply
    },
    close: () => child.stdin.end(),
  }
}

const sortedOf = (values) => [...values].sort((a, b) => a - b)
const median = (values) => sortedOf(values)[Math.floor(values.length / 2)] ?? NaN
const percentile95 = (values) => sortedOf(values)[Math.max(0, Math.ceil(values.length * 0.95) - 1)] ?? NaN
const two = (value) => (Number.isFinite(value) ? Math.round(value * 100) / 100 : null)

/** Errors of the annotated faces that were found, closest pairs first, each face once. */
function matchedErrors(found, annotated) {
  const pairs = found.flatMap((points, at) =>
    annotated.map((face, annotation) => {
      const corners = Math.hypot(face[9].x - face[18].x, face[9].y - face[18].y)
      let sum = 0
      for (let index = 0; index < 41; index++) {
        const truth = face[index]
        sum += Math.hypot(points[index * 2] - truth.x, points[index * 2 + 1] - truth.y)
      }
      return { at, annotation, error: sum / 41 / corners }
    }),
  )
  const errors = []
  const used = { at: new Set(), annotation: new Set() }
  for (const { at, annotation, error } of pairs.sort((a, b) => a.error - b.error)) {
    if (error >= FOUND_BELOW || used.at.has(at) || used.annotation.has(annotation)) continue
    used.at.add(at)
    used.annotation.add(annotation)
    errors.push(error * 100)
  }
  return errors
}

async function startAll(cli, { python, human }) {
  const wanted = [
    ...ENGINES.map((engine) => [`Kazari ${engine}`, process.execPath, [cli, 'peer', '--engine', engine]]),
    ...['native', 'wasm'].map((engine) => [
      `face-api, ${engine}`,
      process.execPath,
      [cli, 'peer', '--engine', engine, '--plain'],
    ]),
  ]
  if (python !== undefined) {
    const script = inProject('scripts/peers/mediapipe_face_mesh.py')
    wanted.push(['MediaPipe Face Mesh', resolve(callerDirectory(), python), [script]])
    wanted.push(['the same, attention', resolve(callerDirectory(), python), [script, '--attention']])
  }
  if (human !== undefined) {
    const script = inProject('scripts/peers/human.cjs')
    wanted.push(['@vladmandic/human, wasm', process.execPath, [script, resolve(callerDirectory(), human)]])
  }
  const peers = []
  const missing = []
  // One after the other: each loads its models and would slow the next one's self-test.
  for (const [name, command, args] of wanted) {
    try {
      peers.push(await startPeer(name, command, args))
    } catch (error) {
      missing.push(error.message)
    }
  }
  return { peers, missing }
}

async function measure(peers, { clips, photos }) {
  const rows = new Map(
    peers.map(({ name }) => [name, { clips: new Map(), errors: [], photoMs: [], extra: 0 }]),
  )
  for (let turn = 0; turn < TURNS; turn++) {
    for (const { file, people, width, height, frames } of clips) {
      for (const peer of peers) {
        const from = (turn * FRAMES_A_TURN) % frames
        const reply = await peer.ask({ clip: file, people, width, height, from, count: FRAMES_A_TURN })
        if (turn === 0) continue
        const row = rows.get(peer.name).clips
        if (!row.has(people)) row.set(people, { ms: [], faces: [] })
        row.get(people).ms.push(...reply.ms)
        row.get(people).faces.push(...reply.faces)
      }
    }
  }
  for (const { file, width, height, faces } of photos) {
    for (const peer of peers) {
      const reply = await peer.ask({ photo: file, width, height })
      const row = rows.get(peer.name)
      const errors = matchedErrors(reply.faces, faces)
      row.errors.push(...errors)
      row.extra += reply.faces.length - errors.length
      row.photoMs.push(reply.ms)
    }
  }
  return rows
}

await runScript(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      faces: { type: 'string' },
      python: { type: 'string' },
      human: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  await ensureDependencies()
  const cli = join(await ensureBuild('development'), 'main/cli.cjs')
  const folder = mkdtempSync(join(tmpdir(), 'kazari-peers-'))
  try {
    const faces =
      values.faces === undefined
        ? inProject('test/support/fixtures/faces/hand.json')
        : resolve(callerDirectory(), values.faces)
    if (!existsSync(faces)) throw new Refusal(`there is no list ${faces}`)
    const made = await run(process.execPath, [cli, 'peer-material', '--out', folder, '--faces', faces])
    if (made.code !== 0) throw new Refusal(made.stderr.trim())
    const material = JSON.parse(readFileSync(join(folder, 'material.json'), 'utf8'))
    const annotated = material.photos.reduce((sum, photo) => sum + photo.faces.length, 0)
    const { peers, missing } = await startAll(cli, values)
    const rows = await measure(peers, material)
    for (const peer of peers) peer.close()
    const report = peers.map(({ name, description }) => {
      const { clips, errors, photoMs, extra } = rows.get(name)
      return {
        name,
        description,
        live: [...clips].map(([people, { ms, faces: seen }]) => ({
          people,
          ms: {
            median: two(median(ms)),
            bestTenth: two(sortedOf(ms)[Math.floor(ms.length / 10)]),
            p95: two(percentile95(ms)),
          },
          facesPerFrame: two(seen.reduce((sum, count) => sum + count, 0) / seen.length),
        })),
        photos: {
          annotated,
          found: errors.length,
          extra,
          errorPercent: {
            mean: two(errors.reduce((sum, error) => sum + error, 0) / errors.length),
            median: two(median(errors)),
          },
          ms: { median: two(median(photoMs)) },
        },
      }
    })
    if (values.json) {
      console.log(JSON.stringify({ peers: report, missing }))
      return 0
    }
    console.log(
      'milliseconds a frame: median (best tenth) / 95th percentile; photos: found, error, milliseconds',
    )
    for (const { name, live, photos } of report) {
      const cells = live.map(
        ({ people, ms, facesPerFrame }) =>
          `${people}: ${ms.median} (${ms.bestTenth}) / ${ms.p95}, ${facesPerFrame} seen`,
      )
      const { found, extra, errorPercent, ms } = photos
      console.log(
        `${name.padEnd(26)} ${cells.join(' | ')} | ${found} of ${annotated}, ${extra} extra, ${errorPercent.mean} % mean ${errorPercent.median} % median, ${ms.median} ms`,
      )
    }
    for (const reason of missing) console.log(`missing: ${reason}`)
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
