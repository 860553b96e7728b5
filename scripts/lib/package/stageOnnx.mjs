import { existsSync } from 'node:fs'
import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../project.mjs'
import { say } from '../say.mjs'

const PACKAGES = ['node_modules/onnxruntime-node', 'node_modules/onnxruntime-common']

/**
 * Copies ONNX Runtime with its library for one system into `target`; those for other systems, types, sources and its installer
 * stay out. Gives the folders of its packages, relative to the project, for the licences.
 */
export async function stageOnnx(target, platform, arch) {
  await rm(target, { recursive: true, force: true })
  const [runtime, common] = PACKAGES
  const library = `bin/napi-v6/${platform}/${arch}`
  if (!existsSync(inProject(runtime, library))) {
    say(`ONNX Runtime has no library for ${platform} ${arch}: the package goes without it`)
    await mkdir(target, { recursive: true })
    return []
  }
  for (const part of ['package.json', 'dist', library]) {
    await cp(inProject(runtime, part), join(target, runtime, part), { recursive: true, filter: isLoaded })
  }
  for (const part of ['package.json', 'dist/cjs']) {
    await cp(inProject(common, part), join(target, common, part), { recursive: true, filter: isLoaded })
  }
  return [...PACKAGES]
}

/** Nothing loads maps and types. */
const isLoaded = (path) => !/\.(map|ts)$/.test(path)
