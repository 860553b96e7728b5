import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { WireError } from '../../contracts/errors'
import type { ConsentJournal } from '../../domain/privacy/consentJournal'
import { err, ok, type Result } from '../../domain/result'
import type { ConsentStore, RecordStorage } from '../privacy/consentService'
import { removeTemporaries, writeAtomically, type WriteSteps } from './atomicWrite'
import { recordsFileSchema } from './consentRecords'
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
import { setAside } from './setAside'

export const RECORDS_FILE = 'consent.sealed.json'

export interface RecordStoreParts {
  readonly directory: string
  readonly keychain: Keychain
  readonly now: () => number
  /** A damaged file got a new name. */
  readonly onSetAside: (name: string) => void
  /** Batch runs read the answer and never write one. */
  readonly readOnly: boolean
  readonly steps?: WriteSteps
}

/** What this session knows about the file and how to write it. */
type Access =
  | { readonly kind: 'sealed'; readonly key: SealKey }
  /** A file is there and cannot be opened yet: it must not be written over. */
  | { readonly kind: 'locked'; readonly envelope: Envelope }
  /** No keychain and no passphrase: nothing is written. */
  | { readonly kind: 'session-only' }

/** Consent records in one sealed file: by the keychain where there is one, else by a passphrase, else in memory only. */
export function createRecordStore(parts: RecordStoreParts): ConsentStore {
  const path = join(parts.directory, RECORDS_FILE)
  let access: Access = { kind: 'session-only' }
  let damaged = false
  let writeFailed = false

  const freshAccess = (): Access =>
    parts.keychain.available()
      ? { kind: 'sealed', key: keychainKey(parts.keychain) }
      : { kind: 'session-only' }

  function putAside(): ConsentJournal {
    damaged = true
    if (parts.readOnly) return []
    const name = setAside(path, 'damaged', parts.now())
    // Where the file cannot even be renamed it stays as it is, and this session writes nothing.
    access = name === null ? { kind: 'session-only' } : freshAccess()
    if (name !== null) parts.onSetAside(name)
    return []
  }

  function readBox(envelope: Envelope, key: SealKey): ConsentJournal | null {
    const text = unseal(envelope, key)
    if (!text.ok) return null
    try {
      return recordsFileSchema.parse(JSON.parse(text.value)).records
    } catch {
      return null
    }
  }

  async function write(journal: ConsentJournal, key: SealKey): Promise<Result<void, WireError>> {
    if (parts.readOnly) return ok(undefined)
    try {
      await mkdir(parts.directory, { recursive: true, mode: 0o700 })
    } catch {
      writeFailed = true
      return err({ code: 'not-writable' })
    }
    const text = seal(JSON.stringify({ format: 1, records: journal }), key)
    const written = await writeAtomically(path, Buffer.from(text, 'utf8'), 0o600, parts.steps)
    writeFailed = !written.ok
    if (!written.ok) return err({ code: written.error })
    damaged = false
    return ok(undefined)
  }

  return {
    async load() {
      if (!parts.readOnly) await removeTemporaries(parts.directory)
      let text: string
      try {
        text = await readFile(path, 'utf8')
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
          access = freshAccess()
          return []
        }
        return putAside()
      }
      const envelope = readEnvelope(text)
      if (!envelope.ok) return putAside()
      if (envelope.value.seal === 'passphrase' || !parts.keychain.available()) {
        access = { kind: 'locked', envelope: envelope.value }
        return []
      }
      const key = unwrapKey(envelope.value, parts.keychain)
      const journal = key.ok ? readBox(envelope.value, key.value) : null
      if (!key.ok || journal === null) return putAside()
      access = { kind: 'sealed', key: key.value }
      return journal
    },

    storage(): RecordStorage {
      if (damaged) return 'damaged'
      if (access.kind === 'locked') return 'locked'
      if (access.kind === 'session-only' || writeFailed) return 'session-only'
      return access.key.header.seal
    },

    save(journal) {
      if (access.kind === 'sealed') return write(journal, access.key)
      // A locked file keeps what it holds; the answers of this session join it when it is opened.
      return Promise.resolve(access.kind === 'locked' ? err({ code: 'records-locked' }) : ok(undefined))
    },

    async protect(passphrase, journal) {
      if (access.kind === 'locked') return err({ code: 'records-locked' })
      if (parts.keychain.available() || parts.readOnly) return err({ code: 'not-available' })
      const key = await passphraseKey(passphrase)
      const written = await write(journal, key)
      if (written.ok) access = { kind: 'sealed', key }
      return written
    },

    async unlock(passphrase) {
      if (access.kind !== 'locked' || access.envelope.seal !== 'passphrase')
        return err({ code: 'not-available' })
      const { envelope } = access
      const key = await passphraseKey(passphrase, Buffer.from(access.envelope.salt, 'base64'))
      if (!unseal(envelope, key).ok) return err({ code: 'records-locked' })
      const journal = readBox(envelope, key)
      if (journal === null) return ok(putAside())
      access = { kind: 'sealed', key }
      return ok(journal)
    },

    async erase() {
      if (parts.readOnly) return false
      if (access.kind === 'locked') return false
      try {
        await rm(path, { force: true })
        return true
      } catch {
        return false
      }
    },
  }
}
