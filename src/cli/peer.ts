import * as tf from '@tensorflow/tfjs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { DEMO_FPS } from '../domain/demo/demoClip'
import { STARTERS, startTested } from '../vision/engine/selectEngine'
import { createLivePipeline } from '../vision/pipeline/livePipeline'
import type { RgbaPicture } from '../vision/pipeline/sampler'
import { createStillPipeline } from '../vision/pipeline/stillPipeline'
import { createPlainFaceApi, type PlainFaceApi } from './plainFaceApi'
import { Refusal } from './refusal'
import { readEngineName, readEngineParts } from './terminalEngine'

/** What scripts/peers.mjs asks, one JSON object a line. Every program of the comparison understands the same. */
const askSchema = z.union([
  z.object({
    clip: z.string(),
    people: z.number().int(),
    width: z.number().int(),
    height: z.number().int(),
    from: z.number().int(),
    count: z.number().int(),
  }),
  z.object({ photo: z.string(), width: z.number().int(), height: z.number().int() }),
])

/** One program under comparison: faces of a frame that follows the last one, or of a photo by itself. */
interface Finder {
  readonly description: string
  follow(people: number, picture: RgbaPicture, atMs: number): Promise<readonly Float32Array[]>
  find(picture: RgbaPicture): Promise<readonly Float32Array[]>
}

async function startFinder(engineName: string, plain: boolean): Promise<Finder> {
  const wanted = readEngineName(engineName)
  if (wanted === 'auto') throw new Refusal('peer needs --engine NAME.')
  const { models, parts } = await readEngineParts()
  const started = await startTested(wanted, STARTERS[wanted], parts, () => performance.now())
  if (!started.ok)
    throw new Refusal(`${wanted} is not available: ${started.error.reason} ${started.error.detail}`.trim())
  const { engine } = started.value
  if (plain) {
    if (wanted === 'onnx' || wanted === 'webgpu')
      throw new Refusal(`face-api itself does not run on ${wanted}.`)
    return plainFinder(createPlainFaceApi(models), engine.description)
  }
  const followers = new Map<number, ReturnType<typeof createLivePipeline>>()
  const still = createStillPipeline(engine.nets)
  const pointsOf = (faces: readonly { readonly points: Float32Array }[]) => faces.map(({ points }) => points)
  return {
    description: engine.description,
    async follow(people, picture, atMs) {
      const live = followers.get(people) ?? createLivePipeline(engine.nets)
      followers.set(people, live)
      return pointsOf(await live.follow(picture, atMs))
    },
    find: async (picture) => pointsOf(await still.find(picture)),
  }
}

function plainFinder(faceApi: PlainFaceApi, description: string): Finder {
  return {
    description: `face-api 1.7.15 on ${description}; live: TinyFaceDetector 416, photos: SSD; backend ${tf.getBackend()}`,
    follow: (_people, picture) => faceApi.find(picture, 'tiny'),
    find: (picture) => faceApi.find(picture, 'ssd'),
  }
}

/**
 * `peer --engine NAME [--plain]`: answers the comparison's questions over stdin and stdout until stdin ends. The answer to a
 * clip is the milliseconds and the number of faces of each frame, to a photo its milliseconds and faces.
 */
export async function peer(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { engine: { type: 'string' }, plain: { type: 'boolean' } },
  })
  const finder = await startFinder(values.engine ?? 'auto', values.plain ?? false)
  const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
  const files = new Map<string, Uint8Array>()
  const bytesOf = async (file: string) => {
    const bytes = files.get(file) ?? new Uint8Array(await readFile(file))
    files.set(file, bytes)
    return bytes
  }
  say({ ready: finder.description })
  for await (const line of createInterface({ input: process.stdin })) {
    const ask = askSchema.parse(JSON.parse(line))
    const { width, height } = ask
    if ('photo' in ask) {
      const pixels = await bytesOf(ask.photo)
      const startedAtMs = performance.now()
      const faces = await finder.find({ width, height, pixels })
      say({ ms: performance.now() - startedAtMs, faces: faces.map((points) => [...points]) })
      continue
    }
    const bytes = await bytesOf(ask.clip)
    const ms: number[] = []
    const faces: number[] = []
    for (let frame = ask.from; frame < ask.from + ask.count; frame++) {
      const size = width * height * 4
      const pixels = bytes.subarray(frame * size, (frame + 1) * size)
      const startedAtMs = performance.now()
      const found = await finder.follow(ask.people, { width, height, pixels }, (frame * 1000) / DEMO_FPS)
      ms.push(performance.now() - startedAtMs)
      faces.push(found.length)
    }
    say({ ms, faces })
  }
}
