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
  /** Letters that were shown, places and names of files, what was copied: what main itself still knows of a person. */
  readonly forget: () => void
  /** A fresh page in a fresh process: pictures, undo steps and what was typed end with the old one. */
  readonly renewPage: () => Promise<void>
  /** Ends Chromium's own processes that have held a camera's pictures; it starts them again when they are needed. */
  readonly endPictureProcesses: () => void
}

/** Ends one person's session at a kiosk: vision first, then the records, then the page. The next person starts with nothing. */
export async function endKioskSession(parts: KioskSessionParts): Promise<Result<void, WireError>> {
  await parts.consent.forget()
  const erased = await parts.vault.erasePersonal()
  await parts.wipe()
  parts.resetSettings()
  parts.forget()
  await parts.renewPage()
  parts.endPictureProcesses()
  return erased.ok ? ok(undefined) : erased
}
