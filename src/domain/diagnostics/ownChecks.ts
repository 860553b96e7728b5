import { checkOf, type Check } from './checks'

export const judgePartition = (inMemory: boolean): Check =>
  checkOf('partition', inMemory ? 'partition-memory' : 'partition-disk', {}, true)

/** What is under a directory: `tmpfs`, `ramfs`, another file system's name or number; null when nobody could look. */
export type FileSystem = string | null

const isMemory = (type: string): boolean => type === 'tmpfs' || type === 'ramfs'

/** Chromium's own folder. Elsewhere than on Linux there is no directory in memory, and an empty skeleton stays on disk. */
export function judgeUserData(
  userData: { readonly inMemory: boolean; readonly fileSystem: FileSystem },
  isLinux: boolean,
): Check {
  if (!isLinux) return checkOf('user-data', 'userData-skeleton', {}, true)
  const fileSystem = userData.fileSystem ?? '?'
  return checkOf('user-data', userData.inMemory ? 'userData-memory' : 'userData-disk', { fileSystem }, true)
}

/** Where libraries put what they call temporary. Kazari puts nothing there. */
export function judgeTemporary(fileSystem: FileSystem | 'not-linux', denied: boolean): Check {
  if (fileSystem === 'not-linux') return checkOf('temporary', 'temporary-unknown', { reason: fileSystem })
  if (fileSystem === null) return checkOf('temporary', 'temporary-unknown', { reason: 'unreadable' })
  if (isMemory(fileSystem)) return checkOf('temporary', 'temporary-memory', { fileSystem })
  return checkOf('temporary', denied ? 'temporary-denied' : 'temporary-disk', { fileSystem })
}

/** A refused switch would have ended the start; a test build says which of its exceptions it was given. */
export const judgeSwitches = (testSwitches: readonly string[]): Check =>
  testSwitches.length === 0
    ? checkOf('switches', 'switches-clean')
    : checkOf('switches', 'switches-test', { names: testSwitches.map((name) => `--${name}`).join(' ') })

/** Whether the system itself holds Kazari's files and network back. */
export type ConfinementFacts =
  | {
      readonly kind: 'confined'
      readonly landlockAbi: number
      readonly networkDenied: boolean
      readonly visionConfined: boolean
      readonly writable: readonly string[]
    }
  | {
      readonly kind: 'unconfined'
      readonly reason: 'not-linux' | 'not-launched' | 'kernel-without-landlock'
    }

/** A package for Linux comes with the launcher: without it somebody started the program inside by hand. */
export function judgeConfinement(confinement: ConfinementFacts, packaged: boolean): Check {
  if (confinement.kind === 'confined') {
    const { landlockAbi: abi, writable, networkDenied, visionConfined } = confinement
    const whole = networkDenied && visionConfined
    const facts = { abi, folders: writable.length }
    return checkOf('confinement', whole ? 'confinement-on' : 'confinement-partly', facts, packaged)
  }
  switch (confinement.reason) {
    case 'not-linux':
      return checkOf('confinement', 'confinement-unknown', { reason: 'not-linux' })
    case 'not-launched':
      return checkOf('confinement', 'confinement-off', {}, packaged)
    case 'kernel-without-landlock':
      return checkOf('confinement', 'confinement-kernel')
  }
}

/** The program's files against the list that came with the package. */
export type ProgramFiles =
  | { readonly kind: 'development' }
  | { readonly kind: 'no-list' }
  | { readonly kind: 'compared'; readonly files: number; readonly differing: readonly string[] }

export function judgeProgramFiles(files: ProgramFiles): Check {
  switch (files.kind) {
    case 'development':
      return checkOf('program-files', 'files-development')
    case 'no-list':
      return checkOf('program-files', 'files-unlisted', { reason: 'absent' })
    case 'compared': {
      const { differing } = files
      const facts = { files: files.files, differing: differing.length }
      if (differing.length === 0 && files.files > 0) return checkOf('program-files', 'files-match', facts)
      return checkOf('program-files', 'files-differ', { ...facts, names: differing.slice(0, 3).join(', ') })
    }
  }
}

/** The life of vision, as far as this check needs it. */
export interface EngineFacts {
  readonly state: string
  readonly engine: string | null
  readonly passedOver: readonly { readonly engine: string; readonly reason: string }[]
}

/** An engine that stopped and was replaced is worth a look; one that is not installed is not. */
export function judgeEngine({ state, engine, passedOver }: EngineFacts): Check {
  if (state === 'failed') return checkOf('engine', 'engine-failed')
  if (engine === null) return checkOf('engine', 'engine-off')
  const stopped = passedOver.filter(({ reason }) =>
    ['crashed', 'stalled', 'self-test-failed', 'load-failed'].includes(reason),
  )
  const facts = { engine, passedOver: passedOver.length }
  return stopped.length === 0
    ? checkOf('engine', 'engine-running', facts)
    : checkOf('engine', 'engine-fallback', {
        ...facts,
        stopped: stopped.map((each) => each.engine).join(', '),
      })
}
