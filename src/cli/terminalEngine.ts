import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { ENGINES, type EngineName, type VisionStart } from '../contracts/vision'
import { selectEngine, type SelectedEngine } from '../vision/engine/selectEngine'
import { Refusal } from './refusal'

/** The built command lies in <root>/out/main, beside <root>/out/assets. */
export const PATHS = {
  assetsDir: resolve(__dirname, '../assets'),
  resourcesDir: resolve(__dirname, '../../resources'),
  nativeDir: resolve(__dirname, '../../.kazari/engine/native'),
  packagesDir: resolve(__dirname, '../../node_modules'),
  onnxDir: resolve(__dirname, '../..'),
}

/** Where engines beside the embedded one may be found. */
export function installedEngines(): Pick<VisionStart, 'nativeDir' | 'onnxDir'> {
  // The gpu engine lies beside the native one and is found from there, so its folder alone counts as well.
  const hasNative = existsSync(PATHS.nativeDir) || existsSync(resolve(PATHS.nativeDir, '../gpu'))
  return { nativeDir: hasNative ? PATHS.nativeDir : null, onnxDir: PATHS.onnxDir }
}

export function readEngineName(value: string | undefined): VisionStart['engine'] {
  if (value === undefined || value === 'auto') return 'auto'
  const known = ENGINES.find((name) => name === value)
  if (known === undefined)
    throw new Refusal(`There is no engine "${value}": use ${ENGINES.join(', ')} or auto.`)
  return known
}

/** Starts the engine asked for. Unlike the app, which must go on, a measurement on another engine would be a lie. */
export async function startEngine(wanted: EngineName | 'auto'): Promise<SelectedEngine> {
  const selection = await selectEngine({
    assetsDir: PATHS.assetsDir,
    ...installedEngines(),
    engine: wanted,
    avoid: [],
  })
  if (!selection.ok) {
    const { cause, detail } = selection.error
    throw new Refusal(`Face finding cannot start: ${cause.replace('-', ' ')} (${detail}).`)
  }
  const { engine, passedOver } = selection.value
  if (wanted !== 'auto' && engine.name !== wanted) {
    const reason = passedOver.find((entry) => entry.engine === wanted)
    throw new Refusal(
      `The engine ${wanted} is not available: ${reason?.reason ?? 'unknown'}${reason?.detail ? ` (${reason.detail})` : ''}.`,
    )
  }
  return selection.value
}

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly platform: string
  readonly node: string
}

export function describeMachine(): Machine {
  const all = cpus()
  return {
    processor: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  }
}
