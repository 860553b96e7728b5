import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { GRAPHS_FOLDER, graphsOf } from '../vision/engine/compiledNets'
import { readModelFiles } from '../vision/models'
import { describeFaceNets } from '../vision/nets/faceNetDescriptions'
import { savedModel } from '../vision/nets/savedModelForm'
import { Refusal } from './refusal'
import { PATHS } from './terminalEngine'

/** Writes the nets as graphs of TensorFlow into an engine's folder; part of its installation. */
export async function graphs(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { 'engine-folder': { type: 'string' } } })
  const engineFolder = values['engine-folder']
  if (engineFolder === undefined) throw new Refusal('Use: graphs --engine-folder FOLDER')
  const models = await readModelFiles(PATHS.assetsDir)
  if (!models.ok) throw new Refusal(`The nets cannot be read: ${models.error.cause} (${models.error.file}).`)
  for (const [name, net] of graphsOf(describeFaceNets(models.value))) {
    const folder = join(engineFolder, GRAPHS_FOLDER, name)
    const file = join(folder, 'saved_model.pb')
    const bytes = savedModel(net)
    await mkdir(folder, { recursive: true })
    if (!(await isThere(file, bytes))) await writeFile(file, bytes)
  }
}

async function isThere(file: string, bytes: Uint8Array): Promise<boolean> {
  try {
    return (await readFile(file)).equals(bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
