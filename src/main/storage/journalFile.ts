import type { FileHandle } from 'node:fs/promises'
import {
  payloadFault,
  type JournalEntry,
  type JournalKind,
  type Json,
  type PayloadFault,
} from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import { writeFault, type WriteFault, type WriteSteps } from './atomicWrite'
import { sealEntry } from './journalBox'
import { countOf, cutChain, entryFrom, sumOf, type Chain } from './journalChain'
import { writeHead, type JournalFinding } from './journalHead'
import type { JournalLock } from './journalLock'
import type { SealKey } from './sealedEnvelope'

/** `closed`: closed, or unusable since a write that could not be undone. `lost-lock`: somebody else took the file. */
export type AppendFault = PayloadFault | WriteFault | 'closed' | 'lost-lock'

/** Steps of an append that a test may interrupt; the defaults are the real ones. */
export interface JournalSteps {
  /** Writes the bytes at a position, and waits until the disk has them. */
  readonly extend: (file: FileHandle, bytes: Uint8Array, position: number) => Promise<void>
  readonly head?: WriteSteps
}

export interface NewEntry {
  readonly kind: JournalKind
  readonly payload: Json
}

/** Records that are only ever added to. */
export interface Journal {
  /** What was found on opening. Kept in the journal too, in an entry `journal-repaired`. */
  readonly findings: readonly JournalFinding[]
  count(): number
  /** Of the last line: stands for everything up to it. */
  headSha256(): string
  /** Resolves when the disk has the entry. After an error nothing was added. */
  append(entry: NewEntry): Promise<Result<JournalEntry, AppendFault>>
  /** The same for several, acknowledged together; a kill in the middle may keep the first of them. */
  appendAll(entries: readonly NewEntry[]): Promise<Result<readonly JournalEntry[], AppendFault>>
  /** Entries from `from` on, at most `count`. Error: the file is no longer what was opened. */
  read(from: number, count: number): Promise<Result<readonly JournalEntry[], 'changed'>>
  /** Waits for what was begun, and lets go of the file. */
  close(): Promise<void>
}

export interface OpenedFile {
  readonly file: FileHandle
  readonly lock: JournalLock
  readonly chain: Chain
  readonly key: SealKey
  /** The journal's own number. */
  readonly journal: string
  readonly headPath: string
  readonly findings: readonly JournalFinding[]
  readonly now: () => number
  readonly steps?: JournalSteps
}

/** Writes every byte at its place and waits until the disk has them. */
export async function extendFile(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.byteLength) {
    const left = bytes.byteLength - done
    const { bytesWritten } = await file.write(bytes, done, left, position + done)
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
    done += bytesWritten
  }
  await file.sync()
}

/** The journal over a file whose lines were all checked. Does one thing after the other. */
export function journalOn(opened: OpenedFile): Journal {
  const { file, lock, chain, key } = opened
  const extend = opened.steps?.extend ?? extendFile
  let isOpen = true
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  const endOfFile = (): number => chain.starts.at(-1) ?? 0
  const headSum = (): string => chain.sums.at(-1) ?? ''

  /** Puts the file back to what was acknowledged; where even that fails nothing more is written in this session. */
  async function takeBack(count: number): Promise<void> {
    cutChain(chain, count)
    try {
      await file.truncate(endOfFile())
      await file.sync()
    } catch {
      isOpen = false
    }
  }

  /** Adds lines to the chain in memory and gives back their bytes. */
  function chainOn(entries: readonly NewEntry[], made: JournalEntry[]): Buffer {
    const lines: Buffer[] = []
    for (const { kind, payload } of entries) {
      const at = { index: countOf(chain), previousSha256: headSum() }
      const content = { atMs: opened.now(), kind, payload: JSON.parse(JSON.stringify(payload)) as Json }
      const line = Buffer.from(sealEntry(at, content, key), 'latin1')
      lines.push(line)
      made.push({ ...at, ...content })
      chain.starts.push(endOfFile() + line.byteLength)
      chain.sums.push(sumOf(line))
    }
    return Buffer.concat(lines)
  }

  async function add(entries: readonly NewEntry[]): Promise<Result<readonly JournalEntry[], AppendFault>> {
    if (!isOpen) return err('closed')
    for (const { payload } of entries) {
      const fault = payloadFault(payload)
      if (fault !== null) return err(fault)
    }
    const before = countOf(chain)
    const position = endOfFile()
    if (!(await lock.isHeld()) || (await file.stat()).size !== position) return err('lost-lock')
    const made: JournalEntry[] = []
    try {
      await extend(file, chainOn(entries, made), position)
    } catch (error) {
      await takeBack(before)
      return err(writeFault(error))
    }
    const head = { format: 1, journal: opened.journal, count: countOf(chain), sha256: headSum() } as const
    const headed = await writeHead(opened.headPath, head, key, opened.steps?.head)
    if (headed.ok) return ok(made)
    await takeBack(before)
    return headed
  }

  async function readLines(from: number, to: number): Promise<Result<readonly JournalEntry[], 'changed'>> {
    const start = chain.starts[from] ?? 0
    const bytes = Buffer.alloc((chain.starts[to] ?? start) - start)
    await file.read(bytes, 0, bytes.byteLength, start)
    const entries: JournalEntry[] = []
    for (let index = from; index < to; index++) {
      const line = bytes.subarray((chain.starts[index] ?? 0) - start, (chain.starts[index + 1] ?? 0) - start)
      const entry = sumOf(line) === chain.sums[index + 1] ? entryFrom(line, index, chain, key) : null
      if (entry === null) return err('changed')
      entries.push(entry)
    }
    return ok(entries)
  }

  return {
    findings: opened.findings,
    count: () => countOf(chain),
    headSha256: headSum,
    appendAll: (entries) => inTurn(() => add(entries)),
    append: (entry) =>
      inTurn(async () => {
        const added = await add([entry])
        if (!added.ok) return added
        const [made] = added.value
        return made === undefined ? err('closed') : ok(made)
      }),
    read: (from, count) =>
      inTurn(async () => {
        const to = Math.min(countOf(chain), from + count)
        if (!isOpen || from < 0 || to < from) return err('changed')
        return readLines(from, to).catch(() => err('changed'))
      }),
    close: () =>
      inTurn(async () => {
        isOpen = false
        await file.close().catch(() => undefined)
        await lock.release()
      }),
  }
}
