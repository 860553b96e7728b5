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
  /** Why an engine that is there is passed over, one line for the terminal; null when none is. */
  readonly nativeProblem: string | null
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
    ...(packaged ? findPackagedEngine(resourcesDirectory) : findEngineOfClone(scriptDirectory)),
    policyKeysFile: testOverride(question, 'KAZARI_POLICY_KEYS'),
  }
}

type EnginePlace = Pick<Places, 'nativeDirectory' | 'nativeProblem'>

/** The cache of engines lies beside the source tree; a package has none and never looks there. */
function findEngineOfClone(scriptDirectory: string): EnginePlace {
  const native = resolve(scriptDirectory, '../../.kazari/engine/native')
  // The engine on CUDA lies beside the native one; vision looks for it from there.
  const hasEngine = existsSync(native) || existsSync(resolve(native, '../gpu'))
  return { nativeDirectory: hasEngine ? native : null, nativeProblem: null }
}

/**
 * A package loads an engine from its own folder and from nowhere else, and only when nobody but root and the owner of the
 * package can have changed it.
 */
function findPackagedEngine(resourcesDirectory: string): EnginePlace {
  const engines = join(resourcesDirectory, 'engine')
  const native = join(engines, 'native')
  if (!existsSync(native)) return { nativeDirectory: null, nativeProblem: null }
  const owner = process.platform === 'win32' ? null : lstatSync(resourcesDirectory).uid
  const distrust = distrustOf(engines, owner)
  if (distrust === null) return { nativeDirectory: native, nativeProblem: null }
  return { nativeDirectory: null, nativeProblem: `The native engine is passed over: ${distrust}.` }
}

/** Records and settings, apart from everything Chromium writes. */
export function findRecordsDirectory(
  appData: string,
  question: Pick<PlacesQuestion, 'testBuild' | 'environment'>,
): string {
  return testOverride(question, 'KAZARI_RECORDS_DIR') ?? join(appData, 'kazari', 'records')
}
