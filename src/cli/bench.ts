import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ENGINES, type PassedOver } from '../contracts/vision'
import { DEMO_FPS, DEMO_SIZE } from '../domain/demo/demoClip'
import { FULL_QUALITY } from '../domain/live/liveQuality'
import type { Engine } from '../vision/engine/engine'
import { STARTERS, startTested } from '../vision/engine/selectEngine'
import type { ModelFiles } from '../vision/models'
import { createDetectors, type Detectors } from '../vision/pipeline/detectors'
import {
  createLandmarkReader,
  cropAround,
  cropOfBox,
  type LandmarkReader,
} from '../vision/pipeline/landmarkCrops'
import { createLivePipeline } from '../vision/pipeline/livePipeline'
import { createPyramid, type Pyramid } from '../vision/pipeline/pyramid'
import { fitRegion, type RgbaPicture } from '../vision/pipeline/sampler'
import type { SquareCrop } from '../vision/pipeline/squareCrop'
import { createStillPipeline } from '../vision/pipeline/stillPipeline'
import { composeLargePhoto } from './largePhoto'
import { decodePicture } from './pictures'
import { createPlainFaceApi, type PlainFaceApi } from './plainFaceApi'
import { Refusal } from './refusal'
import { median, percentile95, rounded } from './statistics'
import { drawClip, readClipMaterial } from './syntheticClip'
import { PATHS, describeMachine, readEngineName, readEngineParts } from './terminalEngine'

/** A live frame as the app sends it. */
const LIVE_SIZE = { width: FULL_QUALITY.frameSide, height: (FULL_QUALITY.frameSide * 9) / 16 }
const GROUPS = [1, 2, 3, 5] as const
const CLIP_FRAMES = 90
const ROUNDS = 4
const REPEATS_A_ROUND = 5
const CLIP_FRAMES_A_ROUND = 15
const RAW_PIXELS = { mean: [0, 0, 0], divisor: 1 } as const

interface Material {
  readonly photos: readonly RgbaPicture[]
  readonly clips: ReadonlyMap<number, readonly RgbaPicture[]>
  readonly large: RgbaPicture | null
}

/** The group photos that come with face-api where its package is installed, else the project's own demo pictures. */
async function readPhotos(): Promise<RgbaPicture[]> {
  const samples = [1, 3, 5].map((number) => join(PATHS.packagesDir, `face-api.js/demo/sample${number}.jpg`))
  const own = ['portrait.jpg', 'group.jpg'].map((file) => join(PATHS.resourcesDir, 'demo', file))
  const photos: RgbaPicture[] = []
  for (const file of samples.every(existsSync) ? samples : own) photos.push(await decodePicture(file))
  return photos
}

async function readMaterial(): Promise<Material> {
  const clipMaterial = await readClipMaterial(PATHS.resourcesDir)
  const clips = GROUPS.map((count) => [count, drawClip(clipMaterial, count, CLIP_FRAMES, LIVE_SIZE)] as const)
  const large = await composeLargePhoto(PATHS.packagesDir)
  return { photos: await readPhotos(), clips: new Map(clips), large }
}

/** One engine under measurement with everything it runs, and the milliseconds of each stage so far. */
interface Runner {
  readonly engine: Engine
  readonly detectors: Detectors
  readonly reader: LandmarkReader
  readonly follow: ReadonlyMap<number, (picture: RgbaPicture, atMs: number) => Promise<number>>
  readonly find: (picture: RgbaPicture) => Promise<readonly unknown[]>
  /** face-api's own SSD on this engine's backend; null on an engine that is none of tfjs. */
  readonly plain: PlainFaceApi | null
  readonly stages: Map<string, number[]>
  readonly facesSeen: Map<number, number[]>
}

/** face-api itself runs on the engines that are tfjs's. */
const isTensorFlow = ({ name }: Engine): boolean => name !== 'onnx' && name !== 'webgpu'

function createRunner(engine: Engine, models: ModelFiles): Runner {
  const live = GROUPS.map((count) => {
    const pipeline = createLivePipeline(engine.nets)
    return [
      count,
      async (picture: RgbaPicture, atMs: number) => (await pipeline.follow(picture, atMs)).length,
    ] as const
  })
  const still = createStillPipeline(engine.nets)
  return {
    engine,
    detectors: createDetectors(engine.nets),
    reader: createLandmarkReader(engine.nets),
    follow: new Map(live),
    find: (picture) => still.find(picture),
    plain: isTensorFlow(engine) ? createPlainFaceApi(models) : null,
    stages: new Map(),
    facesSeen: new Map(),
  }
}

async function timed(runner: Runner, stage: string, work: () => Promise<unknown>): Promise<void> {
  const startedAtMs = performance.now()
  await work()
  const tookMs = performance.now() - startedAtMs
  const known = runner.stages.get(stage)
  if (known) known.push(tookMs)
  else runner.stages.set(stage, [tookMs])
}

async function cropsOfFiveFaces(runner: Runner, photo: Pyramid): Promise<SquareCrop[]> {
  const { width, height } = photo.level(0)
  const whole = { x: 0, y: 0, width, height }
  const boxes = await runner.detectors.ssd(photo, whole, 0.5)
  const rough = await runner.reader.read(photo, boxes.map(cropOfBox))
  const crops = rough.map(cropAround)
  if (crops.length === 0) throw new Refusal('No face is seen on the bundled photo.')
  return Array.from({ length: 5 }, (_, index) => crops[index % crops.length]!)
}

/** Every stage once or a few times on one engine. */
async function round(runner: Runner, material: Material, roundIndex: number): Promise<void> {
  await runner.engine.activate()
  const photo = material.photos.at(-1)!
  const whole = { x: 0, y: 0, width: photo.width, height: photo.height }
  const grabbed = new Float32Array(LIVE_SIZE.width * LIVE_SIZE.width * 3)
  const pyramid = createPyramid(photo)
  const crops = await cropsOfFiveFaces(runner, pyramid)
  const clip = material.clips.get(3)!
  const frame = createPyramid(clip[roundIndex % clip.length]!)
  const frameArea = { x: 0, y: 0, ...LIVE_SIZE }
  for (let repeat = 0; repeat < REPEATS_A_ROUND; repeat++) {
    await timed(runner, `resize 1280×720 to ${LIVE_SIZE.width}`, () =>
      Promise.resolve(fitRegion(photo, { x: 0, y: 0, ...DEMO_SIZE }, LIVE_SIZE.width, RAW_PIXELS, grabbed)),
    )
    for (const side of [128, 224, 320, 416] as const) {
      await timed(runner, `detect tiny ${side}`, () => runner.detectors.tiny(frame, frameArea, side, 0.5))
    }
    for (const count of GROUPS) {
      await timed(runner, `landmarks ${count} faces`, () =>
        runner.reader.read(pyramid, crops.slice(0, count)),
      )
    }
  }
  await timed(runner, 'detect SSD 512', () => runner.detectors.ssd(pyramid, whole, 0.5))
  for (const count of GROUPS) {
    const frames = material.clips.get(count)!
    const follow = runner.follow.get(count)!
    for (let at = 0; at < CLIP_FRAMES_A_ROUND; at++) {
      const index = roundIndex * CLIP_FRAMES_A_ROUND + at
      const seen = runner.facesSeen.get(count) ?? []
      runner.facesSeen.set(count, seen)
      await timed(runner, `live frame ${count} faces`, async () => {
        seen.push(await follow(frames[index % frames.length]!, (index * 1000) / DEMO_FPS))
      })
    }
  }
  await timed(runner, 'still photo', () => runner.find(material.photos[roundIndex % material.photos.length]!))
}

/** The whole still pipeline on a photo of 12 megapixels, and one pass of face-api's SSD on the same, in turns. */
async function largeRound(runner: Runner, large: RgbaPicture): Promise<void> {
  await runner.engine.activate()
  const { find, plain } = runner
  await timed(runner, 'still 12 MP, 10 faces', async () => {
    const { length } = await find(large)
    if (length !== 10) throw new Refusal(`${length} of 10 faces are found on the large photo.`)
  })
  if (!plain) return
  await timed(runner, 'face-api SSD, same photo', () => plain.detect(large))
  const tensor = plain.toTensor(large)
  await timed(runner, 'the same, already a tensor', () => plain.detectTensor(tensor))
  tensor.dispose()
}

async function startEngines(
  wanted: ReturnType<typeof readEngineName>,
): Promise<{ runners: Runner[]; passedOver: PassedOver[] }> {
  const { models, parts } = await readEngineParts()
  const runners: Runner[] = []
  const passedOver: PassedOver[] = []
  for (const name of ENGINES) {
    if (wanted !== 'auto' && wanted !== name) continue
    const started = await startTested(name, STARTERS[name], parts, () => performance.now())
    if (started.ok) runners.push(createRunner(started.value.engine, models))
    else passedOver.push({ engine: name, ...started.error })
  }
  if (runners.length === 0) {
    const reasons = passedOver.map(({ engine, reason, detail }) => `${engine}: ${reason} ${detail}`.trim())
    throw new Refusal(`No engine to measure is available (${reasons.join('; ')}).`)
  }
  return { runners, passedOver }
}

/** Milliseconds of each stage on every engine present, measured in turns within one run so that they share the noise. */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { engine: { type: 'string' }, json: { type: 'boolean' } },
  })
  const { runners, passedOver } = await startEngines(readEngineName(values.engine))
  const material = await readMaterial()
  for (const runner of runners) {
    await round(runner, material, 0)
    runner.stages.clear()
    runner.facesSeen.clear()
  }
  for (let index = 0; index < ROUNDS; index++) {
    for (const runner of runners) await round(runner, material, index)
    if (material.large) for (const runner of runners) await largeRound(runner, material.large)
  }

  const machine = describeMachine()
  const engines = runners.map(({ engine, stages, facesSeen }) => ({
    engine: engine.name,
    description: engine.description,
    stages: [...stages].map(([stage, milliseconds]) => ({
      stage,
      median: rounded(median(milliseconds)),
      p95: rounded(percentile95(milliseconds)),
      runs: milliseconds.length,
    })),
    facesFollowed: [...facesSeen].map(([shown, seen]) => ({ shown, median: median(seen) })),
  }))
  if (values.json) {
    console.log(JSON.stringify({ machine, engines, passedOver }))
    return
  }
  console.log(`${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`)
  for (const { engine, description } of engines) console.log(`engine ${engine}: ${description}`)
  for (const { engine, reason, detail } of passedOver)
    console.log(`passed over ${engine}: ${reason} ${detail}`.trim())
  console.log(
    `\n${'milliseconds, median / p95'.padEnd(28)}${engines.map(({ engine }) => engine.padStart(18)).join('')}`,
  )
  for (const [index, { stage }] of engines[0]!.stages.entries()) {
    const cells = engines.map(({ stages }) => {
      const row = stages[index]
      return `${row?.median?.toFixed(1) ?? '–'} / ${row?.p95?.toFixed(1) ?? '–'}`.padStart(18)
    })
    console.log(stage.padEnd(28) + cells.join(''))
  }
  for (const { engine, facesFollowed } of engines) {
    const seen = facesFollowed.map(({ shown, median: followed }) => `${followed} of ${shown}`)
    console.log(`faces followed on ${engine}: ${seen.join(', ')}`)
  }
}
