import { existsSync, lstatSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { distrustOf } from './engineTrust'

/** Directories that main passes to its services. */
export interface Places {
  readonly rendererDirectory: string
  readonly preloadFile: string
  readonly visionFile: string
  readonly assetsDirectory: string
  /** Where the native engine is installed, or null. */
  readonly nativeDirectory: string | null
  /** Folder whose node_modules holds ONNX Runtime, or null. */
  readonly onnxDirectory: string | null
  /** Why engines that are there are passed over, one line for the terminal; null when none is. */
  readonly engineProblem: string | null
  /** Other trusted policy keys than the installed ones, for a test build; else null. */
  readonly policyKeysFile: string | null
}

export interface PlacesQuestion {
  /** Directory of the running script: `<out>/main`. */
  readonly scriptDirectory: string
  readonly packaged: boolean
  /** Electron's own folder of resources; in a package the models and the native engine lie there. */
  readonly resourcesDirectory: string
  readonly testBuild: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** `name` from the environment, only in a test build and only as an absolute path. */
export function testOverride(
  question: Pick<PlacesQuestion, 'testBuild' | 'environment'>,
  name: string,
): string | null {
  const value = question.testBuild ? question.environment[name] : undefined
  return value && isAbsolute(value) ? value : null
}

export function findPlaces(question: PlacesQuestion): Places {
  const { scriptDirectory, packaged, resourcesDirectory } = question
  // In a package they are plain files: vision reads them by path, and its own walls know that one folder.
  const assets = packaged ? join(resourcesDirectory, 'assets') : join(scriptDirectory, '../assets')
  return {
    rendererDirectory: join(scriptDirectory, '../renderer'),
    preloadFile: join(scriptDirectory, '../preload/index.cjs'),
    visionFile: join(scriptDirectory, 'vision.cjs'),
    assetsDirectory: testOverride(question, 'KAZARI_ASSETS_DIR') ?? assets,
    ...(packaged ? findPackagedEngines(resourcesDirectory) : findEnginesOfClone(scriptDirectory)),
    policyKeysFile: testOverride(question, 'KAZARI_POLICY_KEYS'),
  }
}

type EnginePlaces = Pick<Places, 'nativeDirectory' | 'onnxDirectory' | 'engineProblem'>

const NO_ENGINES: EnginePlaces = { nativeDirectory: null, onnxDirectory: null, engineProblem: null }

/** Packages and the cache of engines lie beside the source tree; a packaged Kazari has none and never looks there. */
function findEnginesOfClone(scriptDirectory: string): EnginePlaces {
  const root = resolve(scriptDirectory, '../..')
  const native = join(root, '.kazari/engine/native')
  // The engine on CUDA lies beside the native one; vision looks for it from there.
  const hasEngine = existsSync(native) || existsSync(resolve(native, '../gpu'))
  const hasOnnx = existsSync(join(root, 'node_modules/onnxruntime-node'))
  return { ...NO_ENGINES, nativeDirectory: hasEngine ? native : null, onnxDirectory: hasOnnx ? root : null }
}

/**
 * A package loads engines from its own folder and from nowhere else, and only when nobody but root and the owner of the
 * package can have changed them.
 */
function findPackagedEngines(resourcesDirectory: string): EnginePlaces {
  const engines = join(resourcesDirectory, 'engine')
  if (!existsSync(engines)) return NO_ENGINES
  const owner = process.platform === 'win32' ? null : lstatSync(resourcesDirectory).uid
  const distrust = distrustOf(engines, owner)
  if (distrust !== null)
    return { ...NO_ENGINES, engineProblem: `The installed engines are passed over: ${distrust}.` }
  const placeOf = (name: string) => (existsSync(join(engines, name)) ? join(engines, name) : null)
  return { ...NO_ENGINES, nativeDirectory: placeOf('native'), onnxDirectory: placeOf('onnx') }
}

/** Records and settings, apart from everything Chromium writes. */
export function findRecordsDirectory(
  appData: string,
  question: Pick<PlacesQuestion, 'testBuild' | 'environment'>,
): string {
  return testOverride(question, 'KAZARI_RECORDS_DIR') ?? join(appData, 'kazari', 'records')
}
