import { z } from 'zod'
import type { Result } from '../../domain/result'
import { writeAtomically, type WriteFault, type WriteSteps } from './atomicWrite'
import { countOf, type Chain } from './journalChain'
import { readRegularFile, SMALL_FILE_LIMIT_BYTES } from './regularFile'
import { readEnvelope, seal, unseal, type SealKey } from './sealedEnvelope'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** How far a journal had come when an entry was last acknowledged: without it nobody would miss entries cut off its end. */
const headSchema = z.strictObject({
  format: z.literal(1),
  journal: z.string().regex(/^[0-9a-f]{32}$/),
  count: z.int().nonnegative(),
  /** Of the last line. */
  sha256,
})
export type JournalHead = z.infer<typeof headSchema>

export const writeHead = (
  path: string,
  head: JournalHead,
  key: SealKey,
  steps?: WriteSteps,
): Promise<Result<void, WriteFault>> =>
  writeAtomically(path, Buffer.from(seal(JSON.stringify(head), key), 'utf8'), 0o600, steps)

/** The file's text, not looked into. */
export async function readHeadText(path: string): Promise<{ readonly text: string } | 'missing' | 'damaged'> {
  const read = await readRegularFile(path, SMALL_FILE_LIMIT_BYTES)
  if (read.ok) return { text: read.value.toString('utf8') }
  return read.error === 'missing' ? 'missing' : 'damaged'
}

/** The head as it was written, `missing`, or `damaged` when it is not what this key sealed. */
export const readHead = async (path: string, key: SealKey): Promise<JournalHead | 'missing' | 'damaged'> =>
  headFrom(await readHeadText(path), key)

export function headFrom(
  read: Awaited<ReturnType<typeof readHeadText>>,
  key: SealKey,
): JournalHead | 'missing' | 'damaged' {
  if (typeof read === 'string') return read
  const { text } = read
  const envelope = readEnvelope(text)
  const plain = envelope.ok ? unseal(envelope.value, key) : envelope
  if (!plain.ok) return 'damaged'
  try {
    return headSchema.parse(JSON.parse(plain.value))
  } catch {
    return 'damaged'
  }
}

/** Something about a journal that a person must be told. Names are of files in its directory. */
export type JournalFinding =
  /** An append was cut short; nobody had been told that it was kept. */
  | { readonly kind: 'unfinished-write'; readonly bytes: number; readonly setAside: string }
  | {
      readonly kind: 'damaged-tail'
      readonly fromIndex: number
      readonly bytes: number
      readonly setAside: string
    }
  | { readonly kind: 'damaged-file'; readonly setAside: string }
  /** Sealed with a key this computer's keychain does not have any more. */
  | { readonly kind: 'foreign-key'; readonly setAside: string }
  | { readonly kind: 'file-missing' }
  | { readonly kind: 'entries-missing'; readonly expected: number; readonly found: number }
  | { readonly kind: 'head-missing' }
  | { readonly kind: 'head-damaged' }
  /** Erased entries that no order names: somebody took them out, or the order went with a damaged end. */
  | { readonly kind: 'erased-without-order'; readonly firstIndex: number; readonly entries: number }
  /** Sound in itself, but not the journal that was acknowledged last. */
  | { readonly kind: 'other-history' }

/** Compares what was acknowledged with what is there. More entries than acknowledged are sound: the answer was cut short. */
export function headFinding(
  head: JournalHead | 'missing' | 'damaged',
  chain: Chain,
  journal: string,
): JournalFinding | null {
  const found = countOf(chain)
  if (head === 'missing') return { kind: 'head-missing' }
  if (head === 'damaged' || head.journal !== journal) return { kind: 'head-damaged' }
  if (head.count > found) return { kind: 'entries-missing', expected: head.count, found }
  return chain.sums[head.count] === head.sha256 ? null : { kind: 'other-history' }
}
