import type { ConsentService } from './consentService'
import type { DeskAccess } from './deskAccess'
import { createDeskAccess } from './deskAccess'
import type { PolicyBundles } from './policyBundles'
import { createLetterOffice, type LetterOffice } from '../letters/letterOffice'
import type { SettingsStore } from '../storage/settingsStore'
import type { Vault } from '../storage/vault'

/** What the services of the privacy centre and the Customer Desk are made of. */
export interface PrivacyParts {
  readonly vault: Vault
  readonly consent: ConsentService
  readonly policyBundles: PolicyBundles
  readonly settings: SettingsStore
  readonly recordsDirectory: string
  readonly language: () => 'ja' | 'en'
  readonly appVersion: string
  readonly now: () => number
  readonly log: (line: string) => void
}

export interface PrivacyServices {
  readonly deskAccess: DeskAccess
  readonly letters: LetterOffice
}

/** Puts the services of the privacy centre and the Customer Desk together. Each is read again when a book is replaced. */
export function createPrivacyServices(parts: PrivacyParts): PrivacyServices {
  void parts
  return { deskAccess: createDeskAccess(), letters: createLetterOffice() }
}
