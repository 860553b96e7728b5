import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEMO_SIZE } from '../domain/demo/demoClip'
import type { RgbaPicture } from '../vision/pipeline/sampler'
import { readAnnotations } from './annotations'
import { decodePicture } from './pictures'
import { Refusal } from './refusal'
import { drawClip, readClipMaterial } from './syntheticClip'
import { PATHS } from './terminalEngine'

/** Half of the demo's frame: about what peers are fed from a webcam. */
const FRAME = { width: DEMO_SIZE.width / 2, height: DEMO_SIZE.height / 2 } as const
const PEOPLE = [1, 3] as const
const FRAMES = 90

const rgbaOf = (pictures: readonly RgbaPicture[]) => Buffer.concat(pictures.map(({ pixels }) => pixels))

/**
 * `peer-material --out DIR --faces LIST.json`: decoded pictures for every program of a comparison, so that none is measured
 * on its decoder: clips as raw RGBA, frame after frame, annotated photos as raw RGBA, and material.json that describes them.
 */
export async function writePeerMaterial(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' }, faces: { type: 'string' } },
  })
  const { out, faces: list } = values
  if (out === undefined) throw new Refusal('Use: peer-material --out DIR [--faces LIST.json]')
  await mkdir(out, { recursive: true })
  const material = await readClipMaterial(PATHS.resourcesDir)
  const clips = []
  for (const people of PEOPLE) {
    const file = join(out, `clip-${people}.rgba`)
    await writeFile(file, rgbaOf(drawClip(material, people, FRAMES, FRAME)))
    clips.push({ file, people, frames: FRAMES, ...FRAME })
  }
  const photos = []
  for (const [index, { file: source, faces }] of (list === undefined
    ? []
    : await readAnnotations(list)
  ).entries()) {
    const picture = await decodePicture(source)
    const file = join(out, `photo-${index}.rgba`)
    await writeFile(file, picture.pixels)
    photos.push({ file, width: picture.width, height: picture.height, faces })
  }
  await writeFile(join(out, 'material.json'), JSON.stringify({ clips, photos }))
}
