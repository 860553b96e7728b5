import type { Json } from '../../../src/domain/privacy/journal'
import { createVault, type Book, type Vault, type VaultParts } from '../../../src/main/storage/vault'
import { testKeychain } from '../support'
import { everything, NOW_MS, textsOf } from './journalRig'

export const PASSPHRASE = 'correct horse battery'

export interface OpenVault {
  readonly vault: Vault
  readonly aside: string[]
  /** How often those who read the books were told to read again. */
  readonly readings: () => number
}

/** A vault as a start of Kazari opens it. */
export async function openVault(
  directory: string,
  keychain = testKeychain(false),
  change: Partial<VaultParts> = {},
): Promise<OpenVault> {
  const aside: string[] = []
  let readings = 0
  const vault = createVault({
    directory,
    keychain,
    now: () => NOW_MS,
    readOnly: false,
    onSetAside: (name) => aside.push(name),
    ...change,
  })
  vault.onReplaced(() => {
    readings++
    return Promise.resolve()
  })
  await vault.open()
  return { vault, aside, readings: () => readings }
}

export async function record(vault: Vault, book: Book, text: string): Promise<void> {
  const added = await vault.book(book).append({ kind: 'request', payload: { text } })
  if (!added.ok) throw new Error(added.error)
}

/** The texts that were recorded in a book. */
export const recorded = async (vault: Vault, book: Book): Promise<readonly unknown[]> =>
  textsOf((await everything(vault.book(book))).filter(({ kind }) => kind === 'request'))

export const draft = (draftId: string, form: Json = {}, savedAtMs = NOW_MS) => ({ draftId, savedAtMs, form })
