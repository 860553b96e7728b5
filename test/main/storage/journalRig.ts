import { expect } from 'vitest'
import type { JournalEntry } from '../../../src/domain/privacy/journal'
import { openJournal } from '../../../src/main/storage/journal'
import type { Journal, JournalSteps } from '../../../src/main/storage/journalFile'
import type { Keychain } from '../../../src/main/storage/sealedEnvelope'
import { testKeychain } from '../support'

export const NOW_MS = 1_790_000_000_000
export const TEXTS = ['最初の記録', 'the second record', '三番目']

export const tryOpen = (
  directory: string,
  keychain: Keychain,
  steps?: JournalSteps,
  passphrase: string | null = null,
) =>
  openJournal({
    directory,
    access: { keychain, passphrase },
    now: () => NOW_MS,
    ...(steps ? { steps } : {}),
  })

export async function opened(...parts: Parameters<typeof tryOpen>): Promise<Journal> {
  const journal = await tryOpen(...parts)
  if (!journal.ok) throw new Error(journal.error)
  return journal.value
}

export async function everything(journal: Journal): Promise<readonly JournalEntry[]> {
  const entries = await journal.read(0, journal.count())
  if (!entries.ok) throw new Error(entries.error)
  return entries.value
}

export const textsOf = (entries: readonly JournalEntry[]): readonly unknown[] =>
  entries.map(({ payload }) => (payload as { readonly text?: string } | null)?.text)

/** A journal of three records, closed. */
export async function filled(directory: string, keychain = testKeychain()): Promise<Keychain> {
  const journal = await opened(directory, keychain)
  for (const text of TEXTS)
    expect(await journal.append({ kind: 'request', payload: { text } })).toMatchObject({ ok: true })
  await journal.close()
  return keychain
}
