import { resolve } from 'node:path'
import type { EngineParts } from '../../src/vision/engine/engine'
import { readModelFiles, type ModelFiles } from '../../src/vision/models'
import { describeFaceNets } from '../../src/vision/nets/faceNetDescriptions'
import { visionAssets } from './visionAssets'

/** Where ONNX Runtime is installed in a clone. */
export const ONNX_DIR = resolve(import.meta.dirname, '../..')

/** The real weights, checked as the app checks them. */
export async function modelFiles(): Promise<ModelFiles> {
  const models = await readModelFiles(visionAssets())
  if (!models.ok) throw new Error(models.error.file)
  return models.value
}

/** What engines are started from, with the real nets and ONNX Runtime of this clone. */
export async function engineParts(over: Partial<EngineParts> = {}): Promise<EngineParts> {
  return {
    descriptions: describeFaceNets(await modelFiles()),
    assetsDir: visionAssets(),
    nativeDir: null,
    onnxDir: ONNX_DIR,
    ...over,
  }
}
