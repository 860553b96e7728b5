import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import declared from '../../resources/models.json'
import { faceApiFolder } from './samplePhotos'

const require = createRequire(import.meta.url)
const wasmFolder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist')

/** A folder laid out as the build's `assets`, of the installed packages' own files; those in `copied` may be changed. */
export function visionAssets(copied: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'kazari-assets-'))
  const place = (from: string, to: string, file: string) => {
    mkdirSync(join(folder, to), { recursive: true })
    if (copied.includes(file)) copyFileSync(join(from, file), join(folder, to, file))
    else symlinkSync(join(from, file), join(folder, to, file))
  }
  for (const { manifest, weights } of declared.models) {
    place(join(faceApiFolder, 'model'), 'models', manifest)
    place(join(faceApiFolder, 'model'), 'models', weights)
  }
  for (const { file } of declared.wasm) place(wasmFolder, 'wasm', file)
  return folder
}
