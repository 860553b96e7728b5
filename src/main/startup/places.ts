import { existsSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'

/** Directories that main passes to its services. */
export interface Places {
  readonly rendererDirectory: string
  readonly preloadFile: string
  readonly visionFile: string
  readonly assetsDirectory: string
  /** Where the native engine is installed, or null. */
  readonly nativeDirectory: string | null
  /** Other trusted policy keys than the installed ones, for a test build; else null. */
  readonly policyKeysFile: string | null
}

export interface PlacesQuestion {
  /** Directory of the running script: `<out>/main`. */
  readonly scriptDirectory: string
  readonly packaged: boolean
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
  const { scriptDirectory } = question
  const native = resolve(scriptDirectory, '../../.kazari/engine/native')
  // The engine on CUDA lies beside the native one; vision looks for it from there.
  const hasEngine = existsSync(native) || existsSync(resolve(native, '../gpu'))
  return {
    rendererDirectory: join(scriptDirectory, '../renderer'),
    preloadFile: join(scriptDirectory, '../preload/index.cjs'),
    visionFile: join(scriptDirectory, 'vision.cjs'),
    assetsDirectory: testOverride(question, 'KAZARI_ASSETS_DIR') ?? join(scriptDirectory, '../assets'),
    // The cache lies beside the source tree: a packaged app has none.
    nativeDirectory: !question.packaged && hasEngine ? native : null,
    policyKeysFile: testOverride(question, 'KAZARI_POLICY_KEYS'),
  }
}

/** Records and settings, apart from everything Chromium writes. */
export function findRecordsDirectory(
  appData: string,
  question: Pick<PlacesQuestion, 'testBuild' | 'environment'>,
): string {
  return testOverride(question, 'KAZARI_RECORDS_DIR') ?? join(appData, 'kazari', 'records')
}
