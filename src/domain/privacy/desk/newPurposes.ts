import { err, ok, type Result } from '../../result'
import { isIsoDay, japanDay } from '../calendar/isoDay'
import { cleanText, isTime, textFault, type TextFault, type TextRule } from '../plainText'
import { isNewPurposeId, type NewPurpose, type NewPurposeId } from '../purposes'

/** What the desk's book says about purposes beyond the policy's nine, one entry each, oldest first. */
export type PurposeEvent =
  | { readonly step: 'register'; readonly atMs: number; readonly by: string; readonly purpose: NewPurpose }
  | {
      readonly step: 'end'
      readonly atMs: number
      readonly by: string
      readonly id: NewPurposeId
      readonly why: string
    }

/** A purpose whose written consent is on file. `ended`: since then nobody can be asked for it any more. */
export interface PurposeOnFile {
  readonly purpose: NewPurpose
  readonly registeredAtMs: number
  readonly registeredBy: string
  readonly ended: { readonly atMs: number; readonly by: string; readonly why: string } | null
}

export interface PurposeFault {
  readonly field:
    | 'id'
    | 'atMs'
    | 'by'
    | 'titleJa'
    | 'titleEn'
    | 'textJa'
    | 'textEn'
    | 'reference'
    | 'signedDay'
    | 'keptAt'
    | 'why'
  readonly code: TextFault | 'unknown' | 'out-of-range' | 'not-a-day' | 'in-the-future' | 'taken' | 'ended'
}

const NAME: TextRule = { max: 80, isName: true }
const TITLE: TextRule = { max: 60, isName: true }
const TEXT: TextRule = { max: 600, lines: 'many' }
const PLACE: TextRule = { max: 120, isName: true }
/** Where the signed paper is found: its number, never its picture. */
const REFERENCE: TextRule = { max: 120, isPaper: true }
const WHY: TextRule = { max: 2000, lines: 'many' }

/**
 * Adds what was done to what is on file, or says every fault. A purpose without the reference, the day and the place of
 * a signed written consent is not on file, and a number is used once.
 */
export function takePurposeEvent(
  onFile: readonly PurposeOnFile[],
  event: PurposeEvent,
): Result<readonly PurposeOnFile[], readonly PurposeFault[]> {
  const faults: PurposeFault[] = []
  const fault = (field: PurposeFault['field'], code: PurposeFault['code']): void =>
    void faults.push({ field, code })
  const text = (field: PurposeFault['field'], raw: string, rule: TextRule): string => {
    const found = textFault(raw, rule)
    if (found !== null) fault(field, found)
    return found === null ? cleanText(raw) : ''
  }
  if (!isTime(event.atMs)) fault('atMs', 'out-of-range')
  const by = text('by', event.by, NAME)
  const { atMs } = event

  if (event.step === 'end') {
    const known = onFile.find(({ purpose }) => purpose.id === event.id)
    if (known === undefined) fault('id', 'unknown')
    else if (known.ended !== null) fault('id', 'ended')
    const ended = { atMs, by, why: text('why', event.why, WHY) }
    if (faults.length > 0) return err(faults)
    return ok(onFile.map((entry) => (entry === known ? { ...entry, ended } : entry)))
  }

  const { id, title, text: body, writtenConsent } = event.purpose
  if (!isNewPurposeId(id)) fault('id', 'unknown')
  else if (onFile.some(({ purpose }) => purpose.id === id)) fault('id', 'taken')
  if (!isIsoDay(writtenConsent.signedDay)) fault('signedDay', 'not-a-day')
  else if (isTime(atMs) && writtenConsent.signedDay > japanDay(atMs)) fault('signedDay', 'in-the-future')
  const purpose: NewPurpose = {
    id,
    title: { ja: text('titleJa', title.ja, TITLE), en: text('titleEn', title.en, TITLE) },
    text: { ja: text('textJa', body.ja, TEXT), en: text('textEn', body.en, TEXT) },
    writtenConsent: {
      reference: text('reference', writtenConsent.reference, REFERENCE),
      signedDay: writtenConsent.signedDay,
      keptAt: text('keptAt', writtenConsent.keptAt, PLACE),
    },
  }
  if (faults.length > 0) return err(faults)
  return ok([...onFile, { purpose, registeredAtMs: atMs, registeredBy: by, ended: null }])
}

/** Purposes that people may be asked for: on file and not ended. */
export const purposesInUse = (onFile: readonly PurposeOnFile[]): readonly NewPurpose[] =>
  onFile.filter(({ ended }) => ended === null).map(({ purpose }) => purpose)
