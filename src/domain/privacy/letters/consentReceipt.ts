import { japanDay } from '../calendar/isoDay'
import { consentState, type ConsentRecord, type Language } from '../consent'
import { isNewPurposeId, PURPOSES, type NewPurpose } from '../purposes'
import { CONSENT_RECEIPT_WORDS } from './consentReceiptWords'
import type { Letter } from './letter'
import { dayInWords } from './letterDay'

/** What a receipt is made of; the record says everything else. */
export interface ReceiptParts {
  readonly record: ConsentRecord
  readonly language: Language
  /** The purpose, when it is one beyond the nine and on file. */
  readonly newPurpose: NewPurpose | null
  /** When the receipt is made. */
  readonly atMs: number
}

/** Time of day in Japan, where the policy's days begin: `10:14`. */
const timeInJapan = (atMs: number): string => new Date(atMs + 9 * 3_600_000).toISOString().slice(11, 16)

const moment = (atMs: number, language: Language): string =>
  `${dayInWords(japanDay(atMs), language)} ${timeInJapan(atMs)} (JST)`

/** The receipt for programs: the record as it stands, without the random number that ties records of one install together. */
export function receiptJson(record: ConsentRecord): string {
  const { format, id, purpose, policyVersion, policySha256, language, shownAtMs, actor, appVersion, events } =
    record
  const kept = { id, purpose, policyVersion, policySha256, language, shownAtMs, actor, appVersion, events }
  return JSON.stringify({ format: `kazari-consent-receipt-${format}`, ...kept })
}

/** A receipt of one answer: what was shown, what was answered, and when. No name, no picture. */
export function consentReceipt({ record, language, newPurpose, atMs }: ReceiptParts): Letter {
  const words = CONSENT_RECEIPT_WORDS[language]
  const listed = PURPOSES.find(({ id }) => id === record.purpose)
  const state = consentState(record)
  const title = (): string => {
    if (isNewPurposeId(record.purpose)) return newPurpose?.title[language] ?? record.purpose
    return record.purpose === 'face-decoration' ? words.face : words.optional[record.purpose]
  }
  return {
    kind: 'consent-receipt',
    language,
    addressee: [],
    sender: [],
    day: japanDay(atMs),
    number: record.id,
    title: words.title,
    opening: words.opening,
    rows: [
      {
        name: words.purpose,
        value: listed ? `${title()} (${words.article(listed.articles)})` : `${title()} (${record.purpose})`,
      },
      { name: words.state.name, value: state === 'none' ? '' : words.state[state] },
      ...record.events.map((event) => ({
        name: words.event[event.kind],
        value:
          event.kind === 'presented'
            ? `${moment(event.atMs, language)}, ${words.shownIn[record.language]}`
            : moment(event.atMs, language),
      })),
      { name: words.answeredBy, value: words.actor[record.actor] },
      { name: words.policy, value: record.policyVersion },
      { name: words.sum, value: record.policySha256 },
    ],
    paragraphs: words.paragraphs,
    signature: null,
    code: { text: receiptJson(record), note: words.code },
    footer: [words.made(record.appVersion), record.id],
  }
}
