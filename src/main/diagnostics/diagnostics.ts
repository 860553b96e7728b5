import type { CallName } from '../../contracts/api'
import {
  LISTED_ACCEPTANCES,
  LISTED_FILES,
  type Diagnostics,
  type GuardCount,
  type VisionPulse,
  type Written,
} from '../../contracts/calls/diagnostics'
import type { WireError } from '../../contracts/errors'
import { standing } from '../../domain/diagnostics/acceptance'
import {
  changedSince,
  claimDoubts,
  isStrange,
  recordFileKind,
  type FileMark,
} from '../../domain/diagnostics/writtenFiles'
import { err, ok, type Result } from '../../domain/result'
import type { AcceptanceFile } from './acceptanceFile'
import type { ChecksRead } from './readChecks'
import { createRecordFiles, markFiles } from './recordFiles'
import { isSavedFile } from './savedFiles'

export interface DiagnosticsParts {
  /** Looks at everything; `afresh` also at what does not change while Kazari runs. */
  readonly look: (afresh: boolean) => Promise<ChecksRead>
  readonly recordsDirectory: string
  readonly acceptances: AcceptanceFile
  readonly isKiosk: boolean
  readonly partitionInMemory: () => boolean
  /** The last sign of life of vision; null while none runs. */
  readonly visionPulse: () => VisionPulse | null
  /** See `ClaimFacts`. */
  readonly folderHarmless: boolean
  readonly now: () => number
  readonly after: (ms: number, work: () => void) => () => void
  readonly onGuard: (count: GuardCount) => void
}

/** What Kazari knows about its computer and about what it wrote. */
export interface DiagnosticsService {
  read(): Promise<Diagnostics>
  check(): Promise<Diagnostics>
  takeBack(id: string): Promise<Result<Diagnostics, WireError>>
  guard(): Promise<GuardCount>
  /** Looks for the first time, when the window has been painted. */
  begin(): void
  /** A request was cancelled. */
  blocked(): void
  blockedRequests(): number
  /** A call was answered: whatever Kazari writes, it writes because of one. */
  answered(name: CallName, result: Result<unknown, WireError>): void
}

/** From a call to the look at what it wrote: journals and settings are on the disk by then. */
const TELL_AFTER_MS = 500
/** The first look waits until the page has been painted and has asked what it needs. */
const FIRST_LOOK_MS = 2_500
/** A file that is being written has a name of its own for so long; one that is older was left behind. */
const WRITING_MS = 10_000

/** Resolves when it is known how the records directory is now: nothing may be written to it before. */
export async function createDiagnostics(parts: DiagnosticsParts): Promise<DiagnosticsService> {
  const before = (await markFiles(parts.recordsDirectory)) ?? new Map<string, FileMark>()
  const recordFiles = createRecordFiles(parts.recordsDirectory)
  let blockedRequests = 0
  let saved = 0
  let looking: Promise<ChecksRead & { readonly atMs: number }> | null = null
  let told = ''
  let cancelTelling: (() => void) | null = null

  function look(afresh: boolean): Promise<ChecksRead & { readonly atMs: number }> {
    if (looking !== null && !afresh) return looking
    looking = parts.look(afresh).then((read) => ({ ...read, atMs: parts.now() }))
    return looking
  }

  async function written(): Promise<Written> {
    const marks = await markFiles(parts.recordsDirectory)
    const isSettled = (name: string, { modifiedMs }: FileMark): boolean =>
      recordFileKind(name) !== 'temporary' || parts.now() - modifiedMs > WRITING_MS
    const settled = marks && new Map([...marks].filter(([name, mark]) => isSettled(name, mark)))
    const all = settled === null ? null : await recordFiles.look(settled)
    const changed = changedSince(before, settled ?? new Map())
    const files = (all ?? []).filter(({ name }) => changed.has(name))
    return {
      files: files.slice(0, LISTED_FILES),
      more: Math.max(0, files.length - LISTED_FILES),
      strange: (all ?? [])
        .filter(isStrange)
        .map(({ name }) => name)
        .slice(0, LISTED_FILES),
      saved,
      doubts: [
        ...claimDoubts({
          partitionInMemory: parts.partitionInMemory(),
          folderHarmless: parts.folderHarmless,
          files: all,
        }),
      ],
    }
  }

  async function found(afresh: boolean): Promise<Diagnostics> {
    const { checks, processes, atMs } = await look(afresh)
    return {
      checkedAtMs: atMs,
      checks: [...checks],
      processes: [...processes],
      written: await written(),
      pulse: parts.visionPulse(),
      // Names of the staff are nothing for a kiosk's visitors.
      accepted: parts.isKiosk ? [] : standing(await parts.acceptances.read()).slice(-LISTED_ACCEPTANCES),
    }
  }

  async function guard(): Promise<GuardCount> {
    const { files, more, saved: savedFiles, doubts } = await written()
    return { blockedRequests, files: files.length + more, saved: savedFiles, doubts }
  }

  function tellSoon(): void {
    if (cancelTelling !== null) return
    cancelTelling = parts.after(TELL_AFTER_MS, () => {
      cancelTelling = null
      void guard().then((count) => {
        const now = JSON.stringify(count)
        if (now === told) return
        told = now
        parts.onGuard(count)
      })
    })
  }

  return {
    read: () => found(false),
    check: () => found(true),

    async takeBack(id) {
      // Whoever stands at a kiosk is a visitor.
      if (parts.isKiosk) return err({ code: 'not-available' })
      const isStanding = standing(await parts.acceptances.read()).some((accepted) => accepted.id === id)
      if (isStanding) {
        const kept = await parts.acceptances.append([{ kind: 'taken-back', id, atMs: parts.now() }])
        if (!kept.ok) return err({ code: kept.error })
      }
      return ok(await found(false))
    },

    guard,
    begin: () => void parts.after(FIRST_LOOK_MS, () => void look(false)),

    blocked() {
      blockedRequests += 1
      tellSoon()
    },
    blockedRequests: () => blockedRequests,

    answered(name, result) {
      if (isSavedFile(name, result)) saved += 1
      tellSoon()
    },
  }
}
