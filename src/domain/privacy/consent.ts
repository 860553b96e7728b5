import { err, ok, type Result } from '../result'
import type { ConsentPurpose } from './purposes'

export type Language = 'ja' | 'en'
export type ConsentAnswer = 'given' | 'refused'
export type ConsentState = 'none' | 'presented' | 'given' | 'refused' | 'withdrawn' | 'superseded' | 'expired'
export type ConsentActor = 'self' | 'guardian' | 'operator'

export interface ConsentEvent {
  readonly kind: 'presented' | 'given' | 'refused' | 'withdrawn' | 'superseded' | 'expired'
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number
}

/** What was asked and answered; fields after ISO/IEC TS 27560. No name, no picture. */
export interface ConsentRecord {
  readonly format: 1
  readonly id: string
  /** Random per install, or per session of a kiosk. */
  readonly subject: string
  readonly purpose: ConsentPurpose
  readonly policyVersion: string
  /** Of the exact text that was shown, lowercase hexadecimal. */
  readonly policySha256: string
  readonly language: Language
  readonly shownAtMs: number
  readonly actor: ConsentActor
  readonly appVersion: string
  readonly events: readonly ConsentEvent[]
}

const MOVES: Readonly<Record<ConsentState, readonly ConsentEvent['kind'][]>> = {
  none: ['presented'],
  presented: ['given', 'refused', 'superseded', 'expired'],
  given: ['withdrawn', 'superseded', 'expired'],
  refused: ['superseded'],
  withdrawn: ['superseded'],
  superseded: [],
  expired: [],
}

/** The state a record is in: that of its last event. */
export function consentState(record: ConsentRecord | null): ConsentState {
  return record?.events.at(-1)?.kind ?? 'none'
}

/** Adds an event, or says that the state does not allow it. A new answer after a refusal is a new record. */
export function recordConsentEvent(
  record: ConsentRecord,
  event: ConsentEvent,
): Result<ConsentRecord, { readonly code: 'forbidden-move'; readonly from: ConsentState }> {
  const from = consentState(record)
  if (!MOVES[from].includes(event.kind)) return err({ code: 'forbidden-move', from })
  return ok({ ...record, events: [...record.events, event] })
}

/** The one question the gate asks: was the text that is current now agreed to for this purpose, and not taken back? */
export function allows(record: ConsentRecord | null, purpose: ConsentPurpose, policySha256: string): boolean {
  return (
    record !== null &&
    record.purpose === purpose &&
    record.policySha256 === policySha256 &&
    consentState(record) === 'given'
  )
}
