import * as tf from '@tensorflow/tfjs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { netsOfForwards, type Forward, type TensorFlowNets } from '../detector/tensorflowNets'
import { INPUT, type NetDescription } from '../nets/description'
import { ANY_TINY_SIDE, type FaceNetDescriptions } from '../nets/faceNetDescriptions'
import { SAVED_MODEL_TAG, savedModel } from '../nets/savedModelForm'

/** Sub-folder of an installed TensorFlow engine for the nets that `npm run engine:native` has compiled. */
export const GRAPHS_FOLDER = 'graphs'

/** The nets as files of the engine, each in a folder of this name. */
export function graphsOf(descriptions: FaceNetDescriptions): ReadonlyMap<string, NetDescription> {
  return new Map([
    ['landmarks', descriptions.landmarks()],
    ['tiny', descriptions.tiny(ANY_TINY_SIDE)],
    ['ssd', descriptions.ssd()],
  ])
}

/** What tfjs-node's backend offers beside its kernels (4.22, dist/nodejs_kernel_backend.d.ts); pinned, and held by a test. */
interface GraphBackend {
  loadSavedModelMetaGraph(folder: string, tags: string): number
  runSavedModel(
    id: number,
    inputs: readonly tf.Tensor[],
    infos: readonly { readonly name: string }[],
    outputs: readonly string[],
  ): tf.Tensor[]
  readonly binding: { deleteSavedModel(id: number): void }
}

/** Whether the file is what this program would write itself: another one belongs to other weights or was altered. */
async function isOwnGraph(folder: string, net: NetDescription): Promise<boolean> {
  try {
    return (await readFile(join(folder, 'saved_model.pb'))).equals(savedModel(net))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/**
 * The three nets as graphs that TensorFlow optimises and runs as one operation each, on the tfjs-node backend that is set now; null
 * where `engineFolder` has no graphs of these nets.
 */
export async function loadCompiledNets(
  engineFolder: string,
  descriptions: FaceNetDescriptions,
): Promise<TensorFlowNets | null> {
  const backend = tf.backend() as unknown as GraphBackend
  const graphs = [...graphsOf(descriptions)].map(
    ([name, net]) => ({ name, net, folder: join(engineFolder, GRAPHS_FOLDER, name) }) as const,
  )
  for (const { folder, net } of graphs) if (!(await isOwnGraph(folder, net))) return null
  const ids: number[] = []
  const forwards: Record<string, Forward> = {}
  for (const { name, net, folder } of graphs) {
    const id = backend.loadSavedModelMetaGraph(folder, SAVED_MODEL_TAG)
    ids.push(id)
    const outputs = net.outputs.map((output) => `${output.name}:0`)
    forwards[name] = (picture) => backend.runSavedModel(id, [picture], [{ name: `${INPUT}:0` }], outputs)
  }
  const { landmarks, tiny, ssd } = forwards as Record<'landmarks' | 'tiny' | 'ssd', Forward>
  return {
    ...netsOfForwards({ landmarks, tiny, ssd }, descriptions.ssdAnchors),
    dispose: () => ids.forEach((id) => backend.binding.deleteSavedModel(id)),
  }
}
