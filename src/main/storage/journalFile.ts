import { open, rename, type FileHandle } from 'node:fs/promises'
import {
  payloadFault,
  type JournalEntry,
  type JournalKind,
  type Json,
  type PayloadFault,
} from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import { writeAtomically, writeFault, writeThrough, type WriteFault, type WriteSteps } from './atomicWrite'
import { sealEntry } from './journalBox'
import { countOf, cutChain, entryFrom, sumOf, type Chain } from './journalChain'
import { isOrder, ordersFor, rewriteWithStubs, type Orders } from './journalErasure'
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
  /** Of the whole file, when entries are erased. */
  readonly rewrite?: WriteSteps
}

/** `not-erasable`: an order or a repair, on which other entries rest. `changed`: the file is no longer what was opened. */
export type EraseFault = AppendFault | 'unknown-entry' | 'not-erasable' | 'changed'

export interface NewEntry {
  /** Orders and repairs are the journal's own to write. */
  readonly kind: Exclude<JournalKind, 'erasure' | 'journal-repaired'>
  readonly payload: Json
  /** When it happened, where that is not now: it was kept in memory until the journal could be opened. */
  readonly atMs?: number
}
type AnyEntry = Omit<NewEntry, 'kind'> & { readonly kind: JournalKind }

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
  /**
   * Takes the content of entries out of the journal for good; their places, sums and a sealed order that names them stay,
   * and `read` gives them back with kind `erased`. All at once or none; those erased before are left out. Gives back the
   * orders. A fault in writing the head comes after the erasing, which then holds all the same.
   */
  erase(indexes: readonly number[], reason: string): Promise<Result<readonly JournalEntry[], EraseFault>>
  /** Entries from `from` on, at most `count`. Error: the file is no longer what was opened. */
  read(from: number, count: number): Promise<Result<readonly JournalEntry[], 'changed'>>
  /** Waits for what was begun, and lets go of the file. */
  close(): Promise<void>
}

/** A journal in a file, as whoever opens it sees it. */
export interface FileJournal extends Journal {
  /** What else is kept beside it is sealed with the same one. */
  readonly key: SealKey
  /** Writes down what was found on opening, and which stubs have no order: from here on that entry stands for one. */
  tell(lostStubs: readonly number[]): Promise<Result<void, EraseFault>>
}

export interface OpenedFile {
  readonly path: string
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
export function journalOn(opened: OpenedFile): FileJournal {
  const { path, lock, chain, key } = opened
  let { file } = opened
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
  function chainOn(entries: readonly AnyEntry[], made: JournalEntry[]): Buffer {
    const lines: Buffer[] = []
    for (const { kind, payload, atMs } of entries) {
      const at = { index: countOf(chain), previousSha256: headSum() }
      const content = {
        atMs: atMs ?? opened.now(),
        kind,
        payload: JSON.parse(JSON.stringify(payload)) as Json,
      }
      const line = Buffer.from(sealEntry(at, content, key), 'latin1')
      lines.push(line)
      made.push({ ...at, ...content })
      chain.starts.push(endOfFile() + line.byteLength)
      chain.sums.push(sumOf(line))
    }
    return Buffer.concat(lines)
  }

  /** Whether nothing may be written, because of the entries or because the file is not ours alone any more. */
  async function refusal(entries: readonly AnyEntry[]): Promise<AppendFault | null> {
    if (!isOpen) return 'closed'
    for (const { payload } of entries) {
      const fault = payloadFault(payload)
      if (fault !== null) return fault
    }
    return (await lock.isHeld()) && (await file.stat()).size === endOfFile() ? null : 'lost-lock'
  }

  const tellHead = (): Promise<Result<void, WriteFault>> => {
    const head = { format: 1, journal: opened.journal, count: countOf(chain), sha256: headSum() } as const
    return writeHead(opened.headPath, head, key, opened.steps?.head)
  }

  async function add(entries: readonly AnyEntry[]): Promise<Result<readonly JournalEntry[], AppendFault>> {
    const refused = await refusal(entries)
    if (refused !== null) return err(refused)
    const before = countOf(chain)
    const position = endOfFile()
    const made: JournalEntry[] = []
    try {
      await extend(file, chainOn(entries, made), position)
    } catch (error) {
      await takeBack(before)
      return err(writeFault(error))
    }
    const headed = await tellHead()
    if (headed.ok) return ok(made)
    await takeBack(before)
    return headed
  }

  /** The file with stubs and the orders for them, in one step: at no moment is there one without the other. */
  async function rewrite({ entries, orderOf }: Orders): Promise<Result<readonly JournalEntry[], EraseFault>> {
    const refused = await refusal(entries)
    if (refused !== null) return err(refused)
    const before = countOf(chain)
    const bytes = Buffer.alloc(endOfFile())
    await file.read(bytes, 0, bytes.byteLength, 0)
    const made: JournalEntry[] = []
    const rewritten = rewriteWithStubs(bytes, chain, orderOf, chainOn(entries, made))
    const written = rewritten === null ? err('changed' as const) : await replaceFile(rewritten.bytes)
    if (rewritten === null || !written.ok) {
      cutChain(chain, before)
      return written.ok ? err('changed') : written
    }
    for (const [index, start] of rewritten.starts.entries()) chain.starts[index] = start
    for (const [index, order] of orderOf) chain.stubs.set(index, order)
    for (const { index, atMs } of made) chain.orderTimes.set(index, atMs)
    const headed = await tellHead()
    return headed.ok ? ok(made) : headed
  }

  async function replaceFile(bytes: Buffer): Promise<Result<void, WriteFault>> {
    const { fill, replace } = opened.steps?.rewrite ?? { fill: writeThrough, replace: rename }
    const written = await writeAtomically(path, bytes, 0o600, {
      fill,
      replace: async (from, to) => {
        // An open file cannot be replaced on Windows.
        await file.close()
        await replace(from, to)
      },
    })
    // Whichever of the two stands there now: an append must not go on in the one that was replaced.
    await file.close().catch(() => undefined)
    try {
      file = await open(path, 'r+')
    } catch {
      isOpen = false
    }
    return written
  }

  async function erase(
    indexes: readonly number[],
    reason: string,
  ): Promise<Result<readonly JournalEntry[], EraseFault>> {
    const known = new Set(indexes)
    for (const index of known) {
      if (!Number.isInteger(index) || index < 0 || index >= countOf(chain)) return err('unknown-entry')
      if (chain.stubs.has(index)) known.delete(index)
    }
    const wanted = [...known].sort((a, b) => a - b)
    if (wanted.length === 0) return isOpen ? ok([]) : err('closed')
    for (const index of wanted) {
      const read = isOpen ? await readLines(index, index + 1) : err('closed' as const)
      if (!read.ok) return read
      if (read.value.some(({ kind }) => isOrder(kind))) return err('not-erasable')
    }
    return rewrite(ordersFor(wanted, countOf(chain), chain.sums, 'erasure', (lines) => ({ reason, lines })))
  }

  async function readLines(from: number, to: number): Promise<Result<readonly JournalEntry[], 'changed'>> {
    const start = chain.starts[from] ?? 0
    const bytes = Buffer.alloc((chain.starts[to] ?? start) - start)
    await file.read(bytes, 0, bytes.byteLength, start)
    const entries: JournalEntry[] = []
    for (let index = from; index < to; index++) {
      const line = bytes.subarray((chain.starts[index] ?? 0) - start, (chain.starts[index + 1] ?? 0) - start)
      const isKept = chain.stubs.has(index) || sumOf(line) === chain.sums[index + 1]
      const entry = isKept ? entryFrom(line, index, chain, key) : null
      if (entry === null) return err('changed')
      entries.push(entry)
    }
    return ok(entries)
  }

  return {
    key,
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
    erase: (indexes, reason) =>
      inTurn(() => erase(indexes, reason).catch((error: unknown) => err(writeFault(error)))),
    tell: (lostStubs) =>
      inTurn(async () => {
        const findings = [...opened.findings]
        const told =
          lostStubs.length === 0
            ? await add([{ kind: 'journal-repaired', payload: { findings } }])
            : await rewrite(
                ordersFor(lostStubs, countOf(chain), chain.sums, 'journal-repaired', (lines) => ({
                  findings,
                  lines,
                })),
              )
        return told.ok ? ok(undefined) : told
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

/**
 * Appends what one journal holds to another, with its times. Erased entries and the orders for them stay behind: their
 * sums mean nothing in another chain.
 */
export async function carryOver(from: Journal, to: Journal): Promise<Result<void, AppendFault | 'changed'>> {
  const read = await from.read(0, from.count())
  if (!read.ok) return read
  const entries = read.value.flatMap(({ kind, payload, atMs }): readonly NewEntry[] =>
    kind === 'erased' || kind === 'erasure' || kind === 'journal-repaired' ? [] : [{ kind, payload, atMs }],
  )
  if (entries.length === 0) return ok(undefined)
  const added = await to.appendAll(entries)
  return added.ok ? ok(undefined) : added
}
