import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { conditionSchema, factsSchema } from '../../contracts/calls/diagnostics'
import type { AcceptanceEntry } from '../../domain/diagnostics/acceptance'
import { err, ok, type Result } from '../../domain/result'
import { writeFault, writeThrough, type WriteFault } from '../storage/atomicWrite'
import { setAside } from '../storage/setAside'

/** What operators accepted about this computer, in the records directory; lines are only ever added. */
export const ACCEPTANCES_FILE = 'kiosk-acceptances.jsonl'

const time = z.int().min(0).max(8.64e15)
export const acceptanceId = z.string().regex(/^A-[0-9A-Z]{4}-[0-9A-Z]{4}$/)

export const acceptanceEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('accepted'),
    id: acceptanceId,
    atMs: time,
    by: z.string().min(1).max(320),
    condition: conditionSchema,
    observed: factsSchema,
  }),
  z.strictObject({ kind: z.literal('taken-back'), id: acceptanceId, atMs: time }),
  z.strictObject({ kind: z.literal('wrong-pins'), atMs: time, wrong: z.int().positive() }),
]) satisfies z.ZodType<AcceptanceEntry>

/** Each line names the one before it: a line that was taken out or changed is seen. */
const lineSchema = z.strictObject({
  previous: z.string().max(64),
  entry: acceptanceEntrySchema,
  sha256: z.string(),
})

/** Thousands of lines: more were not written by anybody who accepts. */
const LARGEST_BYTES = 1024 * 1024

const sumOf = (previous: string, entry: AcceptanceEntry): string =>
  createHash('sha256')
    .update(JSON.stringify([previous, entry]))
    .digest('hex')

/** The entries of the file in their order; null when one line is not what was written. */
export function parseAcceptances(text: string): readonly AcceptanceEntry[] | null {
  if (text === '') return []
  if (!text.endsWith('\n')) return null
  const entries: AcceptanceEntry[] = []
  let previous = ''
  for (const line of text.slice(0, -1).split('\n')) {
    let parsed: unknown
    try {
      parsed = JSON.parse(line)
    } catch {
      return null
    }
    const read = lineSchema.safeParse(parsed)
    if (!read.success || read.data.previous !== previous) return null
    if (sumOf(previous, read.data.entry) !== read.data.sha256) return null
    entries.push(read.data.entry)
    previous = read.data.sha256
  }
  return entries
}

export interface AcceptanceFile {
  /** A file that cannot be believed is set aside and reported, and nothing in it counts. */
  read(): Promise<readonly AcceptanceEntry[]>
  append(entries: readonly AcceptanceEntry[]): Promise<Result<void, WriteFault>>
}

export interface AcceptanceFileParts {
  readonly directory: string
  readonly now: () => number
  readonly onSetAside: (name: string) => void
}

export function createAcceptanceFile(parts: AcceptanceFileParts): AcceptanceFile {
  const path = join(parts.directory, ACCEPTANCES_FILE)

  async function read(): Promise<readonly AcceptanceEntry[]> {
    let text: string
    try {
      text = (await stat(path)).size > LARGEST_BYTES ? '?' : await readFile(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      text = '?'
    }
    const entries = parseAcceptances(text)
    if (entries !== null) return entries
    parts.onSetAside(setAside(path, 'damaged', parts.now()) ?? ACCEPTANCES_FILE)
    return []
  }

  return {
    read,
    async append(entries) {
      let previous = (await read()).reduce(sumOf, '')
      let lines = ''
      for (const given of entries) {
        // As it will be read: the sum is of the fields in this order.
        const entry = acceptanceEntrySchema.parse(given)
        const line = { previous, entry, sha256: sumOf(previous, entry) }
        lines += `${JSON.stringify(line)}\n`
        previous = line.sha256
      }
      try {
        await mkdir(parts.directory, { recursive: true, mode: 0o700 })
        const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600)
        const { size } = await file.stat()
        try {
          await writeThrough(file, Buffer.from(lines, 'utf8'))
        } catch (error) {
          // Half a line would put every earlier one in doubt.
          await file.truncate(size).catch(() => undefined)
          throw error
        } finally {
          await file.close()
        }
        return ok(undefined)
      } catch (error) {
        return err(writeFault(error))
      }
    },
  }
}
