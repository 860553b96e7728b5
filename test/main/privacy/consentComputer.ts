import type { ConsentView } from '../../../src/contracts/api'
import type { NewPurpose } from '../../../src/domain/privacy/purposes'
import { createConsentService, type ConsentService } from '../../../src/main/privacy/consentService'
import { distrustRecords } from '../../../src/main/privacy/distrustRecords'
import { currentPolicies, type Policies } from '../../../src/main/privacy/policyText'
import { newReceiptId, newSubject } from '../../../src/main/privacy/receipt'
import type { Journal, JournalSteps } from '../../../src/main/storage/journalFile'
import { createVault, type Vault } from '../../../src/main/storage/vault'
import { join } from 'node:path'
import { freshDirectory, manualClock, testKeychain } from '../support'

export interface Start {
  readonly policies?: Policies
  readonly steps?: JournalSteps
  readonly stopVision?: () => Promise<void>
  readonly readOnly?: boolean
  readonly newPurposes?: () => readonly NewPurpose[]
  /** Wraps the person's own book, to hear of writes or to break reading. */
  readonly book?: (book: Journal) => Journal
  readonly distrustRecords?: () => Promise<boolean>
  /** What happens to a write of the person's book is put here, beside vision being killed. */
  readonly happened?: string[]
}

/** A computer with the real service over the real vault on a real disk; only time and vision are told what to do. */
export function consentComputer(directory = freshDirectory(), keychain = testKeychain()) {
  const clock = manualClock()
  const opened: Vault[] = []
  return {
    directory,
    clock,
    personal: join(directory, 'personal'),
    /** Starts Kazari on this computer, again or for the first time; the one before has ended. */
    async start(change: Start = {}) {
      for (const vault of opened.splice(0)) await vault.close()
      const happened = change.happened ?? []
      const views: ConsentView[] = []
      const real = createVault({
        directory,
        keychain,
        now: clock.now,
        readOnly: change.readOnly ?? false,
        onSetAside: (name) => happened.push(`set aside ${name}`),
        ...(change.steps ? { steps: { journal: change.steps } } : {}),
      })
      opened.push(real)
      const heard = (book: Journal): Journal => ({
        ...book,
        appendAll: (entries) => {
          happened.push('write')
          return book.appendAll(entries)
        },
      })
      const vault: Vault = {
        ...real,
        book: (name) => {
          const book = real.book(name)
          return name === 'personal' ? heard(change.book?.(book) ?? book) : book
        },
      }
      await vault.open()
      const policies = change.policies ?? currentPolicies()
      const service = createConsentService({
        policies,
        vault,
        now: () => {
          clock.advance(1)
          return clock.now()
        },
        after: clock.after,
        newReceiptId,
        newSubject,
        appVersion: '0.1.0',
        newPurposes: change.newPurposes ?? (() => []),
        stopVision:
          change.stopVision ??
          (() => {
            happened.push('vision killed')
            return Promise.resolve()
          }),
        distrustRecords: change.distrustRecords ?? (() => distrustRecords(join(directory, 'personal'))),
        onChange: (view) => views.push(view),
        log: (line) => happened.push(line),
      })
      await service.open()
      return { service, vault, policies, happened, views }
    },
  }
}

export const present = (service: ConsentService, language: 'ja' | 'en' = 'ja') =>
  service.present(language, service.textSha256(language))

export async function agree(service: ConsentService, language: 'ja' | 'en' = 'ja') {
  await present(service, language)
  return service.answer('given')
}

export const decide = (
  service: ConsentService,
  purpose: 'news' | 'questionnaires',
  answer: 'given' | 'refused' | 'withdrawn',
) => service.decide({ purpose, answer, language: 'en', sha256: service.textSha256('en') })
