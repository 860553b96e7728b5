import type { WireError } from '../../contracts/errors'
import { ok, type Result } from '../../domain/result'
import type { Vault } from '../storage/vault'
import type { ConsentService } from './consentService'

export interface KioskSessionParts {
  readonly consent: ConsentService
  readonly vault: Vault
  /** Removes what anybody wrote beside the records, in memory as well. */
  readonly wipe: () => Promise<void>
  /** Settings that a person changed go back to what they were. */
  readonly resetSettings: () => void
  /** Loads the page anew: pictures, undo steps and what was typed go with the old one. */
  readonly reload: () => void
}

/** Ends one person's session at a kiosk: vision first, then the records, then the page. The next person starts with nothing. */
export async function endKioskSession(parts: KioskSessionParts): Promise<Result<void, WireError>> {
  await parts.consent.forget()
  const erased = await parts.vault.erasePersonal()
  await parts.wipe()
  parts.resetSettings()
  parts.reload()
  return erased.ok ? ok(undefined) : erased
}
