import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result'
import {
  keychainKey,
  passphraseKey,
  readEnvelope,
  seal,
  unseal,
  unwrapKey,
  type Envelope,
  type Keychain,
  type SealKey,
} from './sealedEnvelope'

/** What a journal can be opened with. */
export interface JournalAccess {
  readonly keychain: Keychain
  /** Where there is no keychain; null when nobody has typed one. */
  readonly passphrase: string | null
  /** A key made from a passphrase before, with its salt: opens and begins what that passphrase would. */
  readonly known?: SealKey
}

export type KeyFault = 'no-key' | 'locked' | 'wrong-key'

const headerSchema = z.strictObject({
  format: z.literal(1),
  journal: z.string().regex(/^[0-9a-f]{32}$/),
})
type Header = z.infer<typeof headerSchema>

/** A key for a journal that is begun now. */
export async function freshKey(access: JournalAccess): Promise<Result<SealKey, KeyFault>> {
  if (access.keychain.available()) return ok(keychainKey(access.keychain))
  if (access.passphrase !== null) return ok(await passphraseKey(access.passphrase))
  return access.known ? ok(access.known) : err('no-key')
}

/** Whether `freshKey` has one to give. */
export const canBegin = (access: JournalAccess): boolean =>
  access.keychain.available() || access.passphrase !== null || access.known !== undefined

/** The first line of a journal: an envelope like that of every sealed file, holding the journal's number. */
export const headerLine = (journal: string, key: SealKey): Buffer =>
  Buffer.from(seal(JSON.stringify({ format: 1, journal } satisfies Header), key), 'utf8')

/** The key and the number of a journal, out of its first line. `damaged`: the line is not what was written. */
export async function openHeader(
  line: Buffer | null,
  access: JournalAccess,
): Promise<Result<{ readonly key: SealKey; readonly journal: string }, KeyFault | 'damaged'>> {
  const envelope = readEnvelope(line?.toString('utf8') ?? '')
  if (!envelope.ok) return envelope
  const key = await keyOf(envelope.value, access)
  if (!key.ok) return key
  const plain = unseal(envelope.value, key.value)
  // The checksum held, so the line is whole: it is the key that does not fit, and nothing may be put aside for that.
  if (!plain.ok) return err('wrong-key')
  try {
    return ok({ key: key.value, journal: headerSchema.parse(JSON.parse(plain.value)).journal })
  } catch {
    return err('damaged')
  }
}

/** The key an envelope was sealed with; whether it fits shows on opening. */
export async function keyOf(envelope: Envelope, access: JournalAccess): Promise<Result<SealKey, KeyFault>> {
  if (envelope.seal === 'passphrase') {
    const { known } = access
    if (known?.header.seal === 'passphrase' && known.header.salt === envelope.salt) return ok(known)
    if (access.passphrase === null) return err('locked')
    return ok(await passphraseKey(access.passphrase, Buffer.from(envelope.salt, 'base64')))
  }
  if (!access.keychain.available()) return err('locked')
  const key = unwrapKey(envelope, access.keychain)
  return key.ok ? key : err('wrong-key')
}
