import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import declared from '../../resources/models.json'
import { err, ok, type Result } from '../domain/result'

export type ModelName = 'ssd_mobilenetv1' | 'tiny_face_detector' | 'face_landmark_68'

/** One net's weights as they lie on disk; `manifest` is parsed by tfjs's own decoder. */
export interface ModelFile {
  readonly manifest: string
  readonly weights: Uint8Array
}
export type ModelFiles = Readonly<Record<ModelName, ModelFile>>

/** `file` is the name of the offending file, without its folder. */
export interface ModelRefusal {
  readonly cause: 'model-missing' | 'model-altered'
  readonly file: string
}

async function readVerified(
  folder: string,
  file: string,
  sha256: string,
): Promise<Result<Uint8Array, ModelRefusal>> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(join(folder, file))
  } catch {
    // Absent, unreadable or a folder: for the person it is the same, the file cannot be had.
    return err({ cause: 'model-missing', file })
  }
  const found = createHash('sha256').update(bytes).digest('hex')
  return found === sha256 ? ok(bytes) : err({ cause: 'model-altered', file })
}

/**
 * Reads the weights of all nets from `<assetsDir>/models` and refuses any whose sha256 differs from the one
 * compiled into this program: a list beside the files could be altered along with them.
 */
export async function readModelFiles(assetsDir: string): Promise<Result<ModelFiles, ModelRefusal>> {
  const folder = join(assetsDir, 'models')
  const files: Partial<Record<ModelName, ModelFile>> = {}
  for (const model of declared.models) {
    const manifest = await readVerified(folder, model.manifest, model.manifestSha256)
    if (!manifest.ok) return manifest
    const weights = await readVerified(folder, model.weights, model.sha256)
    if (!weights.ok) return weights
    files[model.name as ModelName] = {
      manifest: new TextDecoder().decode(manifest.value),
      weights: weights.value,
    }
  }
  const { ssd_mobilenetv1, tiny_face_detector, face_landmark_68 } = files
  if (!ssd_mobilenetv1 || !tiny_face_detector || !face_landmark_68)
    throw new Error('resources/models.json lacks a net')
  return ok({ ssd_mobilenetv1, tiny_face_detector, face_landmark_68 })
}

/** Checks the WASM binaries in `<assetsDir>/wasm` before the backend loads them by path. */
export async function verifyWasmFiles(assetsDir: string): Promise<Result<string, ModelRefusal>> {
  const folder = join(assetsDir, 'wasm')
  for (const binary of declared.wasm) {
    const read = await readVerified(folder, binary.file, binary.sha256)
    if (!read.ok) return read
  }
  return ok(folder)
}
