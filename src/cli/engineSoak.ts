import { existsSync, readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DEMO_FPS, DEMO_SIZE } from '../domain/demo/demoClip'
import { createTracker, observeFaces, personsAt } from '../domain/tracking/tracker'
import { personId } from '../domain/ids'
import { liveFrameSize } from '../domain/live/liveFrameSize'
import { FULL_QUALITY } from '../domain/live/liveQuality'
import { createLivePipeline } from '../vision/pipeline/livePipeline'
import { createStillPipeline } from '../vision/pipeline/stillPipeline'
import { observationsOf } from './clip/followClip'
import { Refusal } from './refusal'
import { drawClip, readClipMaterial } from './syntheticClip'
import { PATHS, readEngineName, startEngine } from './terminalEngine'

const PEOPLE = 3
const CLIP_FRAMES = 90
const SIZE = liveFrameSize(DEMO_SIZE, FULL_QUALITY.frameSide)
const SAMPLE_MS = 5000
/** A photo is taken this often, so that every net and every size of input has its turn. */
const STILL_EVERY_FRAMES = 600
const OPEN_FILES = '/proc/self/fd'

/** One line of the report, in the form that scripts/lib/soakVerdict.mjs judges. */
const sample = (name: string, atMs: number, tensors: number, framesDone: number) => ({
  atS: Math.round(atMs / 1000),
  processes: [
    {
      name,
      memoryMb: process.memoryUsage.rss() / 2 ** 20,
      handles: existsSync(OPEN_FILES)
        ? readdirSync(OPEN_FILES).length
        : process.getActiveResourcesInfo().length,
    },
  ],
  tensors,
  framesDone,
})

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * `engine-soak --engine NAME --minutes M`: follows a clip of three people at its own rate for so long, with a photo now and then, as
 * vision does; prints samples of memory, open handles and tensors as JSON at the end.
 */
export async function engineSoak(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { engine: { type: 'string' }, minutes: { type: 'string' } },
  })
  const minutes = Number(values.minutes)
  if (!(minutes > 0)) throw new Refusal('--minutes wants a number above 0.')
  const { engine } = await startEngine(readEngineName(values.engine))
  const frames = drawClip(await readClipMaterial(PATHS.resourcesDir), PEOPLE, CLIP_FRAMES, SIZE)
  const live = createLivePipeline(engine.nets)
  const still = createStillPipeline(engine.nets)
  let tracker = createTracker()
  let persons = 0
  const samples = []
  const startedAtMs = performance.now()
  let sampledAtMs = -Infinity
  for (let frame = 0; ; frame++) {
    const atMs = performance.now() - startedAtMs
    if (atMs > minutes * 60_000) break
    const picture = frames[frame % frames.length]!
    const faces = await live.follow(picture, atMs)
    tracker = observeFaces(tracker, observationsOf(faces, 1, 1), SIZE, atMs, () =>
      personId(`person-${++persons}`),
    )
    personsAt(tracker, atMs)
    if (frame % STILL_EVERY_FRAMES === STILL_EVERY_FRAMES - 1) await still.find(picture)
    if (atMs - sampledAtMs >= SAMPLE_MS) {
      sampledAtMs = atMs
      samples.push(sample('process', atMs, engine.tensors(), frame + 1))
    }
    await later(((frame + 1) * 1000) / DEMO_FPS - (performance.now() - startedAtMs))
  }
  engine.close()
  console.log(JSON.stringify({ minutes, samples }))
}
