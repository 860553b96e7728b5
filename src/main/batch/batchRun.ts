import type { BatchJob, BatchOutcome } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import type { ExportFormat } from '../export/cleanPicture'
import { admitPicture } from '../import/admitPictures'
import type { Job } from './jobs'
import { failureSentence } from './sentences'

/** Vision may take a minute to start; after this long without a word the page is taken for lost. */
export const SILENCE_LIMIT_MS = 150_000

export interface BatchParts {
  readonly jobs: readonly Job[]
  readonly read: (path: string) => Promise<Result<Uint8Array<ArrayBuffer>, WireError>>
  readonly write: (path: string, format: ExportFormat, bytes: Uint8Array) => Promise<Result<void, WireError>>
  /** One line for standard output. */
  readonly print: (line: string) => void
  /** Called once, with the exit code. */
  readonly finish: (exitCode: number) => void
  /** Runs once after `ms`; the result cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
}

export interface BatchRun {
  /** The next picture, or null when none is left: then the run is over. */
  next(): Promise<BatchJob | null>
  deliver(outcome: BatchOutcome): Promise<Result<void, WireError>>
  /** The page is gone: what is left counts as failed. */
  abandon(sentence: string): void
}

/** Hands out jobs one at a time, writes what comes back and says what happened to each, in order. */
export function createBatchRun(parts: BatchParts): BatchRun {
  const queue = parts.jobs.map((job, index) => ({ id: `job-${index}`, job }))
  let current: { id: string; job: Job } | null = null
  /** Delivered and on its way to the disk. */
  let writing: Job | null = null
  let decorated = 0
  let failed = 0
  let finished = false
  let cancelWatch = () => {}

  function watch(): void {
    cancelWatch()
    cancelWatch = parts.after(SILENCE_LIMIT_MS, () => abandon('Kazari did not answer in time'))
  }

  function fail(job: Job, sentence: string): void {
    failed += 1
    parts.print(`failed ${job.in}: ${sentence}`)
  }

  function finish(): void {
    if (finished) return
    finished = true
    cancelWatch()
    parts.print(`${decorated} decorated, ${failed} failed`)
    parts.finish(failed === 0 ? 0 : 1)
  }

  function abandon(sentence: string): void {
    if (finished) return
    const open = current?.job ?? writing
    if (open) fail(open, sentence)
    current = null
    for (const { job } of queue.splice(0)) fail(job, sentence)
    finish()
  }

  watch()
  return {
    abandon,

    async next() {
      watch()
      // Asked again without an answer: the page was loaded anew in between.
      if (current) fail(current.job, failureSentence('internal'))
      current = null
      for (let entry = queue.shift(); entry; entry = queue.shift()) {
        const { id, job } = entry
        const bytes = await parts.read(job.in)
        const picture = bytes.ok ? admitPicture({ name: job.in, bytes: bytes.value }) : bytes
        if (picture.ok) {
          current = entry
          watch()
          return { id, picture: picture.value, look: job.look, format: job.format }
        }
        fail(job, failureSentence(picture.error.code))
      }
      finish()
      return null
    },

    async deliver(outcome) {
      if (!current || current.id !== outcome.id) return err({ code: 'bad-request' })
      const { job } = current
      current = null
      watch()
      if (outcome.kind === 'failed') {
        fail(job, failureSentence(outcome.error.code))
        return ok(undefined)
      }
      writing = job
      const written = await parts.write(job.out, job.format, outcome.bytes)
      writing = null
      // Given up in the meantime, and counted there.
      if (finished) return written
      if (!written.ok) {
        fail(job, failureSentence(written.error.code))
        return written
      }
      decorated += 1
      parts.print(
        `decorated ${job.in} -> ${job.out} (${outcome.faces} ${outcome.faces === 1 ? 'face' : 'faces'})`,
      )
      return ok(undefined)
    },
  }
}
