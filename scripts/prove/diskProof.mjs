import { join } from 'node:path'
import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { isRoot } from '../lib/project.mjs'
import { say } from '../lib/say.mjs'
import { makeImage } from './content/volume.mjs'
import { LIMITS, scanFiles, searchImage } from './content/searchImage.mjs'
import { DISK_CONTROLS, judgeControl } from './controls.mjs'
import { coreRun, coreSentence, FULL_RUNS, printSentence, swapRun } from './hostCases.mjs'
import { landmarksOf } from './media.mjs'
import { NotHere, prepare } from './prepare.mjs'
import { showSwap } from './swapCase.mjs'
import { placesOf, planRun, runPlan, structureOf } from './runs.mjs'

const IMAGE_MB = 192
/** Of this proof alone: a second one beside it would take the mount point away when it ends. */
const HOME = `/home/kazari-proof-${process.pid}`
/** The session is half a minute of camera; the standard set shows it for less and says so. */
const CAMERA_SECONDS = { standard: 12, full: 30 }

/** Starts the app on a fresh image, or in a directory of its own without root, and looks at all it left. */
async function runAndSearch(proof, name, describe) {
  const { host, evidence, user, media } = proof
  const onImage = host.volumeObstacle === null
  const places = placesOf(onImage ? HOME : evidence.home())
  const image = onImage ? join(evidence.room('images'), `${name}.img`) : null
  if (image !== null) await makeImage(image, IMAGE_MB)
  const runs = describe({ places }).map((run) =>
    planRun({
      ...run,
      places,
      media,
      evidence,
      target: proof.target,
      display: proof.display,
      user,
    }),
  )
  const records = await runPlan(runs, { evidence, image, home: places.home })
  const structure = []
  // Wherever a home without an image lies, it stands for a disk.
  const disk = onImage ? ['/tmp', '/var/tmp', HOME] : [places.home]
  for (const [at, record] of records.entries())
    structure.push(await structureOf(runs[at], record, { places, disk }))
  const options = {
    truths: media.truths,
    landmarks: landmarksOf(records, media.truths[0].width),
    exempt: savedFiles(evidence),
  }
  say(`searching what ${name} left on the disk`)
  const content = onImage ? await searchImage(image, options) : await scanFiles([places.home], options)
  return { runs, records, structure, content: { ...content, landmarks: options.landmarks.length, onImage } }
}

const NOT_FULL =
  'Crashes of main and of graphics, a kill of main, pressure on memory, core dumps, swap and printing: only with `--full`.'

/** What belongs to the host and not to Kazari, shown and not judged: a sentence each. */
async function showHost(proof) {
  say('core dumps')
  const core = await runAndSearch(proof, 'core', ({ places }) => [coreRun(places.home)])
  const search = { truths: proof.media.truths, landmarks: [], exempt: [] }
  say('swap')
  const swap = await showSwap(proof.evidence, search, async (procs) => {
    chmodSync(procs, 0o666)
    const { records } = await runAndSearch(proof, 'swap', () => [swapRun(procs)])
    return records[0]?.error?.split('\n')[0] ?? null
  })
  return [coreSentence(core), swap, await printSentence()]
}

/** The leaks of main and of the page once more, behind the launcher: each has to be refused. */
async function tryConfined(proof) {
  say('the same leaks behind the launcher')
  const leaks = DISK_CONTROLS.find(({ group }) => group === 'plain').leaks.map(({ kind }) => kind)
  const ran = await runAndSearch(proof, 'confined', () => [
    { name: 'confined controls', scenario: 'leaks', confined: true, leaks },
  ])
  return { record: ran.records[0], structure: ran.structure[0], content: ran.content }
}

function savedFiles(evidence) {
  const room = join(evidence.directory, 'saved')
  return existsSync(room) ? readdirSync(room).map((name) => ({ path: join(room, name) })) : []
}

/** The whole proof; gives the report without its verdict. */
export async function proveDisk(options) {
  const startedAt = Date.now()
  const proof = await prepare(options)
  const { target, host } = proof
  if (host.traceObstacle !== null) throw new NotHere(`nothing can be proven here: ${host.traceObstacle}`)
  const cameraSeconds = options.full ? CAMERA_SECONDS.full : CAMERA_SECONDS.standard
  try {
    say(`the session, on ${target.name}`)
    const session = await runAndSearch(proof, 'session', () => [
      { name: 'crashes', scenario: 'crashes', confined: true },
      ...(options.full ? FULL_RUNS : []),
      // The last one: it keeps its records with a passphrase, and a next start would ask for it.
      { name: 'session', scenario: 'session', confined: true, cameraSeconds },
    ])
    const controls = []
    for (const { group, walls, crashes, leaks } of DISK_CONTROLS) {
      say(`controls: ${group}`)
      const kinds = leaks.filter(({ wall }) => !wall).map(({ kind }) => kind)
      const ran = await runAndSearch(proof, `controls-${group.replaceAll(' ', '-')}`, () => [
        { name: `controls: ${group}`, scenario: 'leaks', confined: false, walls, leaks: kinds, crashes },
      ])
      const [structure] = ran.structure
      controls.push({
        group,
        error: ran.records[0]?.error ?? null,
        attempts: ran.records[0]?.leaks ?? [],
        results: leaks.map((leak) => judgeControl(leak, { structure, content: ran.content })),
        structure,
        content: ran.content,
        record: ran.records[0],
      })
    }
    const confined = target.launcher ? await tryConfined(proof) : null
    const hostCases = options.full ? await showHost(proof) : [NOT_FULL]
    return {
      proof: 'disk',
      date: new Date(startedAt).toISOString(),
      seconds: Math.round((Date.now() - startedAt) / 1000),
      full: options.full,
      cameraSeconds,
      target,
      host,
      user: proof.user?.name ?? (isRoot() ? 'root' : 'the person who started the proof'),
      session,
      controls,
      confined,
      hostCases,
      limits: LIMITS,
    }
  } finally {
    if (options.keep) say(`everything is kept in ${proof.evidence.directory}`)
    else proof.evidence.close()
  }
}
