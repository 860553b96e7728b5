import type { WireError } from '../../contracts/errors'
import { provisionSchema } from '../../contracts/privacy/deskRecords'
import { japanDay } from '../../domain/privacy/calendar/isoDay'
import {
  clockDoubt,
  provisionsOver,
  type ClockDoubt,
  type PlacedProvision,
} from '../../domain/privacy/desk/retention'
import { err, ok, type Result } from '../../domain/result'
import type { EraseFault, Journal } from '../storage/journalFile'
import type { Vault } from '../storage/vault'
import { appendError } from './caseBook'

/** What came of looking for provision records whose three years are over. */
export type RetentionReport = { readonly atMs: number } & (
  | { readonly kind: 'done'; readonly erased: number; readonly kept: number }
  /** Nothing is erased by a clock that may be wrong: the records are needed by law. */
  | { readonly kind: 'clock-not-trusted'; readonly doubt: ClockDoubt }
  /** The desk's book is locked, open elsewhere or cannot be written. */
  | { readonly kind: 'not-open' }
  | { readonly kind: 'failed'; readonly error: WireError }
)

/** Erases provision records when their three years are over (Article 4(2) of the policy), at each start and each day. */
export interface Retention {
  /** Looks now, and again at every change of the day in Japan and whenever the book is replaced. */
  start(): void
  runNow(): Promise<RetentionReport>
  /** Of this session; null before the first. */
  last(): RetentionReport | null
  stop(): void
}

export interface RetentionParts {
  readonly vault: Pick<Vault, 'book' | 'storage' | 'refresh' | 'onReplaced'>
  readonly now: () => number
  /** Runs `work` once after `ms`; the result cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
  readonly log: (line: string) => void
}

/** Shorter than a day: a computer that slept, or a clock that was set, is noticed within the hour. */
const LOOK_EVERY_MS = 3_600_000
/** Entries read at a time: the window stays alive while a large book is read. */
const STEP = 1000
const REASON = 'retention: three years are over, Article 4(2)'

export function createRetention({ vault, now, after, log }: RetentionParts): Retention {
  let lastReport: RetentionReport | null = null
  let lastDay = ''
  let running: Promise<unknown> = Promise.resolve()
  let cancel = (): void => undefined

  async function look(): Promise<RetentionReport> {
    const atMs = now()
    if (['locked', 'in-use', 'not-writable'].includes(vault.storage())) return { kind: 'not-open', atMs }
    const book = vault.book('desk')
    const found = await readProvisions(book)
    if (!found.ok) return { kind: 'failed', atMs, error: found.error }
    const { provisions, timesMs } = found.value
    const { over, kept } = provisionsOver(provisions, atMs)
    if (over.length === 0) return { kind: 'done', atMs, erased: 0, kept }
    const doubt = clockDoubt(timesMs, atMs)
    if (doubt !== null) return { kind: 'clock-not-trusted', atMs, doubt }
    const erased = await book.erase(over, REASON)
    if (!erased.ok) return { kind: 'failed', atMs, error: eraseError(erased.error) }
    return { kind: 'done', atMs, erased: over.length, kept }
  }

  function runNow(): Promise<RetentionReport> {
    const run = running.then(async () => {
      lastDay = japanDay(now())
      const report = await look()
      lastReport = report
      const line = lineOf(report)
      if (line !== null) log(line)
      if (report.kind === 'done' && report.erased > 0) await vault.refresh()
      return report
    })
    running = run.catch(() => undefined)
    return run
  }

  /** A disk that was full or a book that was locked is tried again within the hour, not on the next day. */
  const isDue = (): boolean =>
    japanDay(now()) !== lastDay || lastReport?.kind === 'failed' || lastReport?.kind === 'not-open'

  function watch(): void {
    cancel = after(LOOK_EVERY_MS, () => {
      if (isDue()) void runNow()
      watch()
    })
  }

  return {
    start() {
      void runNow()
      watch()
      vault.onReplaced(() => {
        if (isDue()) void runNow()
        return Promise.resolve()
      })
    },
    runNow,
    last: () => lastReport,
    stop: () => cancel(),
  }
}

async function readProvisions(
  book: Journal,
): Promise<
  Result<{ readonly provisions: readonly PlacedProvision[]; readonly timesMs: readonly number[] }, WireError>
> {
  const provisions: PlacedProvision[] = []
  const timesMs: number[] = []
  for (let from = 0; from < book.count(); from += STEP) {
    const entries = await book.read(from, STEP)
    if (!entries.ok) return err({ code: 'register-unreadable' })
    for (const { index, kind, atMs, payload } of entries.value) {
      // What is left of an erased entry has the time of its order.
      if (kind !== 'erased') timesMs.push(atMs)
      const parsed = kind === 'provision' ? provisionSchema.safeParse(payload) : null
      if (parsed?.success) provisions.push({ ...parsed.data, index })
    }
  }
  return ok({ provisions, timesMs })
}

function eraseError(fault: EraseFault): WireError {
  if (fault === 'unknown-entry' || fault === 'not-erasable') return { code: 'internal' }
  return fault === 'changed' ? { code: 'register-unreadable' } : appendError(fault)
}

/** For the log; never a word of a record. */
function lineOf(report: RetentionReport): string | null {
  switch (report.kind) {
    case 'done':
      return report.erased === 0
        ? null
        : `retention: ${report.erased} provision records were erased, their three years are over`
    case 'clock-not-trusted':
      return `retention: nothing is erased, the computer's clock may be wrong (${report.doubt.kind})`
    case 'failed':
      return `retention: nothing was erased (${report.error.code})`
    case 'not-open':
      return null
  }
}
