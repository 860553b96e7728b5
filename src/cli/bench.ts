import { createCanvas, loadImage, type Image } from '@napi-rs/canvas'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ENGINES, type PassedOver } from '../contracts/vision'
import { DEMO_FPS, DEMO_SIZE, demoGroupFrame, type PortraitSprite } from '../domain/demo/demoClip'
import type { Engine } from '../vision/engine/engine'
import { STARTERS, startTested } from '../vision/engine/selectEngine'
import { readModelFiles } from '../vision/models'
import { describeFaceNets } from '../vision/nets/faceNetDescriptions'
import { createDetectors, type Detectors } from '../vision/pipeline/detectors'
import {
  createLandmarkReader,
  cropAround,
  cropOfBox,
  type LandmarkReader,
} from '../vision/pipeline/landmarkCrops'
import { createLivePipeline } from '../vision/pipeline/livePipeline'
import { fitRegion, type RgbaPicture, type SquareCrop } from '../vision/pipeline/sampler'
import { createStillPipeline } from '../vision/pipeline/stillPipeline'
import { decodePicture } from './pictures'
import { Refusal } from './refusal'
import { median, percentile95, rounded } from './statistics'
import { PATHS, describeMachine, installedEngines, readEngineName } from './terminalEngine'

/** Width of a live frame as the app sends it. */
const LIVE_SIZE = { width: 320, height: 180 } as const
const GROUPS = [1, 2, 3, 5] as const
const CLIP_FRAMES = 90
const ROUNDS = 4
const REPEATS_A_ROUND = 5
const CLIP_FRAMES_A_ROUND = 15
const RAW_PIXELS = { mean: [0, 0, 0], divisor: 1 } as const

type Pair = readonly [x: number, y: number]

interface DemoFile {
  readonly sprite: {
    readonly file: string
    readonly width: number
    readonly height: number
    readonly eyes: readonly [Pair, Pair]
  }
  readonly backdrop: string
}

/** The synthetic clip with `count` people, as live frames. */
function drawClip(count: number, sprite: PortraitSprite, portrait: Image, backdrop: Image): RgbaPicture[] {
  const canvas = createCanvas(LIVE_SIZE.width, LIVE_SIZE.height)
  const context = canvas.getContext('2d')
  const scale = LIVE_SIZE.width / DEMO_SIZE.width
  return Array.from({ length: CLIP_FRAMES }, (_, index) => {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(backdrop, 0, 0, LIVE_SIZE.width, LIVE_SIZE.height)
    for (const { transform, opacity } of demoGroupFrame(count, index, sprite)) {
      const [a, b, c, d, e, f] = transform
      context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale, f * scale)
      context.globalAlpha = opacity
      context.drawImage(portrait, 0, 0, sprite.width, sprite.height)
    }
    context.globalAlpha = 1
    const { data } = context.getImageData(0, 0, LIVE_SIZE.width, LIVE_SIZE.height)
    return { ...LIVE_SIZE, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  })
}

interface Material {
  readonly photos: readonly RgbaPicture[]
  readonly clips: ReadonlyMap<number, readonly RgbaPicture[]>
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
  const folder = join(PATHS.resourcesDir, 'demo')
  const { sprite: declared, backdrop } = JSON.parse(
    readFileSync(join(folder, 'demo.json'), 'utf8'),
  ) as DemoFile
  const [right, left] = declared.eyes
  const sprite: PortraitSprite = {
    width: declared.width,
    height: declared.height,
    eyes: [
      { x: right[0], y: right[1] },
      { x: left[0], y: left[1] },
    ],
  }
  const portraitImage = await loadImage(join(folder, declared.file))
  const backdropImage = await loadImage(join(folder, backdrop))
  const clips = GROUPS.map((count) => [count, drawClip(count, sprite, portraitImage, backdropImage)] as const)
  return { photos: await readPhotos(), clips: new Map(clips) }
}

/** One engine under measurement with everything it runs, and the milliseconds of each stage so far. */
interface Runner {
  readonly engine: Engine
  readonly detectors: Detectors
  readonly reader: LandmarkReader
  readonly follow: ReadonlyMap<number, (picture: RgbaPicture, atMs: number) => Promise<number>>
  readonly find: (picture: RgbaPicture) => Promise<unknown>
  readonly stages: Map<string, number[]>
  readonly facesSeen: Map<number, number[]>
}

function createRunner(engine: Engine): Runner {
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

async function cropsOfFiveFaces(runner: Runner, photo: RgbaPicture): Promise<SquareCrop[]> {
  const whole = { x: 0, y: 0, width: photo.width, height: photo.height }
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
  const crops = await cropsOfFiveFaces(runner, photo)
  const clip = material.clips.get(3)!
  const frame = clip[roundIndex % clip.length]!
  const frameArea = { x: 0, y: 0, ...LIVE_SIZE }
  for (let repeat = 0; repeat < REPEATS_A_ROUND; repeat++) {
    await timed(runner, 'resize 1280×720 to 320', () =>
      Promise.resolve(fitRegion(photo, { x: 0, y: 0, ...DEMO_SIZE }, LIVE_SIZE.width, RAW_PIXELS, grabbed)),
    )
    for (const side of [128, 224, 320, 416] as const) {
      await timed(runner, `detect tiny ${side}`, () => runner.detectors.tiny(frame, frameArea, side, 0.5))
    }
    for (const count of GROUPS) {
      await timed(runner, `landmarks ${count} faces`, () => runner.reader.read(photo, crops.slice(0, count)))
    }
  }
  await timed(runner, 'detect SSD 512', () => runner.detectors.ssd(photo, whole, 0.5))
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

async function startEngines(
  wanted: ReturnType<typeof readEngineName>,
): Promise<{ runners: Runner[]; passedOver: PassedOver[] }> {
  const models = await readModelFiles(PATHS.assetsDir)
  if (!models.ok)
    throw new Refusal(
      `Face finding cannot start: ${models.error.cause.replace('-', ' ')} (${models.error.file}).`,
    )
  const parts = {
    descriptions: describeFaceNets(models.value),
    assetsDir: PATHS.assetsDir,
    ...installedEngines(),
  }
  const runners: Runner[] = []
  const passedOver: PassedOver[] = []
  for (const name of ENGINES) {
    if (wanted !== 'auto' && wanted !== name) continue
    const started = await startTested(name, STARTERS[name], parts, () => performance.now())
    if (started.ok) runners.push(createRunner(started.value.engine))
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
