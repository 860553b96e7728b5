import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeClip } from './clip/clipFolder'
import { readMaterial } from './clip/material'
import { CLIP_FPS } from './clip/scene'
import { SCENES } from './clip/scenes'
import { Refusal } from './refusal'
import { PATHS } from './terminalEngine'

const USAGE = 'Use: npm run --silent clips -- --out DIR [--scene NAME…] [--fps 1…120]'

function readFps(value: string | undefined): number {
  if (value === undefined) return CLIP_FPS
  const fps = Number(value)
  if (!(Number.isInteger(fps) && fps >= 1 && fps <= 120))
    throw new Refusal(`"${value}" is no number of frames a second: use 1 to 120.`)
  return fps
}

/** Makes clips whose faces are known exactly, one folder a scene, for `evaluate --clip`. */
export async function clips(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      scene: { type: 'string', multiple: true },
      fps: { type: 'string' },
    },
  })
  const { out, scene: names = [] } = values
  if (out === undefined) throw new Refusal(USAGE)
  const fps = readFps(values.fps)
  const unknown = names.find((name) => SCENES.every((scene) => scene.name !== name))
  if (unknown !== undefined)
    throw new Refusal(`There is no scene "${unknown}": use ${SCENES.map(({ name }) => name).join(', ')}.`)
  const material = await readMaterial({ packages: PATHS.packagesDir, resources: PATHS.resourcesDir })
  for (const scene of SCENES) {
    if (names.length > 0 && !names.includes(scene.name)) continue
    const folder = join(out, scene.name)
    console.log(`${folder}: ${await writeClip(scene, material, folder, fps)} frames`)
  }
}
