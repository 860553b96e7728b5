import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeClip } from './clip/clipFolder'
import { readMaterial } from './clip/material'
import { SCENES } from './clip/scenes'
import { Refusal } from './refusal'
import { PATHS } from './terminalEngine'

const USAGE = 'Use: npm run --silent clips -- --out DIR [--scene NAME…]'

/** Makes clips whose faces are known exactly, one folder a scene, for `evaluate --clip`. */
export async function clips(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' }, scene: { type: 'string', multiple: true } },
  })
  const { out, scene: names = [] } = values
  if (out === undefined) throw new Refusal(USAGE)
  const unknown = names.find((name) => SCENES.every((scene) => scene.name !== name))
  if (unknown !== undefined)
    throw new Refusal(`There is no scene "${unknown}": use ${SCENES.map(({ name }) => name).join(', ')}.`)
  const material = await readMaterial({ packages: PATHS.packagesDir, resources: PATHS.resourcesDir })
  for (const scene of SCENES) {
    if (names.length > 0 && !names.includes(scene.name)) continue
    const folder = join(out, scene.name)
    console.log(`${folder}: ${await writeClip(scene, material, folder)} frames`)
  }
}
