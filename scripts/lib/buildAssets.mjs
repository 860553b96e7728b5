import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFile } from './npmTarball.mjs'
import { inProject, readJson } from './project.mjs'
import { Refusal } from './say.mjs'

const MODELS_FROM = 'node_modules/face-api.js/model'
const WASM_FROM = 'node_modules/@tensorflow/tfjs-backend-wasm/dist'

/** Every model and WebAssembly file that resources/models.json names: { from, to (inside assets/), sha256 }. */
function listAssets() {
  const { models, wasm } = readJson(inProject('resources/models.json'))
  const modelFiles = models.flatMap((model) => [
    { name: model.manifest, sha256: model.manifestSha256 },
    { name: model.weights, sha256: model.sha256 },
  ])
  return [
    ...modelFiles.map(({ name, sha256 }) => ({
      from: inProject(MODELS_FROM, name),
      to: `models/${name}`,
      sha256,
    })),
    ...wasm.map(({ file, sha256 }) => ({ from: inProject(WASM_FROM, file), to: `wasm/${file}`, sha256 })),
  ]
}

/** Copies the models and the WebAssembly files of the engine into <out>/assets, refusing any with another hash. */
export async function copyAssets(outDirectory) {
  const target = join(outDirectory, 'assets')
  await mkdir(join(target, 'models'), { recursive: true })
  await mkdir(join(target, 'wasm'), { recursive: true })
  for (const { from, to, sha256 } of listAssets()) {
    if (!existsSync(from)) throw new Refusal(`${from} is missing: run \`npm ci\``)
    if ((await hashFile(from)) !== sha256) {
      throw new Refusal(`${from} is not the file that resources/models.json names: run \`npm ci\``)
    }
    await copyFile(from, join(target, to))
  }
  await copyFile(inProject('resources/models.json'), join(target, 'models.json'))
}
