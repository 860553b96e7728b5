import type { z } from 'zod'
import { err, ok, type Result } from '../../domain/result'
import { writeAtomically, type WriteFault, type WriteSteps } from './atomicWrite'
import { keyOf, type JournalAccess, type KeyFault } from './journalKey'
import { readRegularFile, SMALL_FILE_LIMIT_BYTES } from './regularFile'
import { readEnvelope, seal, unseal, type SealKey } from './sealedEnvelope'

export type SealedFileFault = 'missing' | 'unreadable' | 'damaged' | KeyFault

/** What a sealed file holds. `damaged`: not what was written, or not of this shape. */
export async function readSealedFile<T>(
  path: string,
  schema: z.ZodType<T>,
  access: JournalAccess,
): Promise<Result<T, SealedFileFault>> {
  const read = await readRegularFile(path, SMALL_FILE_LIMIT_BYTES)
  if (!read.ok) return err(read.error === 'too-large' ? 'damaged' : read.error)
  const envelope = readEnvelope(read.value.toString('utf8'))
  if (!envelope.ok) return envelope
  const key = await keyOf(envelope.value, access)
  if (!key.ok) return key
  const plain = unseal(envelope.value, key.value)
  if (!plain.ok) return plain
  try {
    return ok(schema.parse(JSON.parse(plain.value)))
  } catch {
    return err('damaged')
  }
}

/** Seals a value into a file, whole or not at all. */
export const writeSealedFile = (
  path: string,
  value: unknown,
  key: SealKey,
  steps?: WriteSteps,
): Promise<Result<void, WriteFault>> =>
  writeAtomically(path, Buffer.from(seal(JSON.stringify(value), key), 'utf8'), 0o600, steps)
