import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LANDMARK_COUNT } from '../../domain/face/landmarks'
import { Refusal } from '../refusal'
import { film } from './film'
import type { Material } from './material'
import type { Scene, TrueFace } from './scene'

/** A clip on the disk: `clip.json`, frames `000000.jpg` … and, where it was made by us, `truth.json`. */
export interface Clip {
  readonly fps: number
  readonly frameFiles: readonly string[]
  /** For each frame; null for a clip that came from elsewhere. */
  readonly truth: readonly (readonly TrueFace[])[] | null
}

const clipSchema = z.object({ fps: z.number().min(1).max(240) })
const truthSchema = z.object({
  frames: z.array(
    z.object({
      t: z.number(),
      faces: z.array(
        z.object({
          person: z.string().min(1),
          sight: z.enum(['clear', 'partly', 'hidden', 'outside']),
          points: z.array(z.tuple([z.number(), z.number()])).length(LANDMARK_COUNT),
        }),
      ),
    }),
  ),
})

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch {
    throw new Refusal(`${file} cannot be read, or is not JSON.`)
  }
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new Refusal(
    `${file} is not as it should be: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? ''}.`,
  )
}

const frameName = (index: number) => `${String(index).padStart(6, '0')}.jpg`

/** Reads what a clip's folder holds; the frames themselves are left on the disk. Refuses a folder that is no clip. */
export async function readClip(folder: string): Promise<Clip> {
  const { fps } = await readJson(join(folder, 'clip.json'), clipSchema)
  const names = (await readdir(folder)).filter((name) => /^\d{6}\.jpg$/.test(name)).sort()
  const missing = names.findIndex((name, index) => name !== frameName(index))
  if (names.length === 0 || missing >= 0)
    throw new Refusal(`${folder} lacks the frame ${frameName(Math.max(0, missing))}.`)
  const truthFile = join(folder, 'truth.json')
  const truth = existsSync(truthFile) ? await readJson(truthFile, truthSchema) : null
  if (truth !== null && truth.frames.length !== names.length)
    throw new Refusal(`${truthFile} describes ${truth.frames.length} frames, but there are ${names.length}.`)
  return {
    fps,
    frameFiles: names.map((name) => join(folder, name)),
    truth:
      truth?.frames.map(({ faces }) =>
        faces.map(({ person, sight, points }) => ({
          person,
          sight,
          points: points.map(([x, y]) => ({ x, y })),
        })),
      ) ?? null,
  }
}

const thousandths = (value: number) => Math.round(value * 1000) / 1000

/** Films a scene into a folder, which is made. Returns the number of frames. */
export async function writeClip(
  scene: Scene,
  material: Material,
  folder: string,
  fps: number,
): Promise<number> {
  await mkdir(folder, { recursive: true })
  const frames = []
  for await (const { t, jpeg, faces } of film(scene, material, { fps })) {
    await writeFile(join(folder, frameName(frames.length)), jpeg)
    frames.push({
      t: thousandths(t),
      faces: faces.map(({ person, sight, points }) => ({
        person,
        sight,
        points: points.map(({ x, y }) => [thousandths(x), thousandths(y)]),
      })),
    })
  }
  await writeFile(join(folder, 'clip.json'), `${JSON.stringify({ fps })}\n`)
  await writeFile(join(folder, 'truth.json'), `${JSON.stringify({ frames })}\n`)
  return frames.length
}
