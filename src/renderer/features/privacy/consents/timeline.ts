import { consentState, type ConsentEvent, type ConsentRecord } from '../../../../domain/privacy/consent'

/** One line of the story of a purpose. */
export interface TimelineLine {
  readonly id: string
  readonly recordId: string
  readonly kind: ConsentEvent['kind'] | 'unanswered'
  readonly atMs: number
  readonly language: ConsentRecord['language']
  /** The yes that holds now. */
  readonly holds: boolean
}

/**
 * What happened, newest first. A notice that was left without an answer is one line, not two: nothing was decided.
 */
export function timelineOf(records: readonly ConsentRecord[], allowed: boolean): readonly TimelineLine[] {
  return records.flatMap((record, place) => {
    const { id: recordId, language } = record
    const answered = record.events.some(({ kind }) => kind === 'given' || kind === 'refused')
    const line = ({ kind, atMs }: ConsentEvent, at: number): TimelineLine => ({
      id: `${recordId} ${at}`,
      recordId,
      kind,
      atMs,
      language,
      holds: place === 0 && allowed && kind === 'given' && consentState(record) === 'given',
    })
    if (!answered && record.events.length > 1)
      return record.events
        .slice(0, 1)
        .map((event, at) => ({ ...line(event, at), kind: 'unanswered' as const }))
    return record.events.map(line).toReversed()
  })
}
