import type { Language } from '../consent'
import { isIsoDay, japanDay } from '../calendar/isoDay'
import { FEE_KINDS, type RequestKind } from '../request/kinds'
import type { RequestDraft, Requester } from '../request/request'
import { QR_LIMIT_BYTES, type Letter } from './letter'
import { dayInWords } from './letterDay'
import { ENGLISH } from './requestLetterEnglish'
import { JAPANESE } from './requestLetterJapanese'
import type { RequestLetterWords } from './requestLetterWords'

/** The company whose policy it is, and where its Customer Desk is (Article 12). */
const DESK = {
  company: '1SEC inc.',
  street: '6-13, Ohashi 1-chome,',
  city: 'Meguro-ku, Tokyo, Japan',
} as const

/** Lines of the address, as an envelope's window shows them; the second one is the desk itself. */
export const deskAddress = (language: Language): readonly string[] => [
  DESK.company,
  WORDS[language].desk,
  DESK.street,
  DESK.city,
]

/** The file a request was written to: its letter carries the same, as a code. Null: it is not sealed yet. */
export type SealedFile = { readonly text: string; readonly sha256: string } | null

const WORDS: Readonly<Record<Language, RequestLetterWords>> = { ja: JAPANESE, en: ENGLISH }

/** What a letter of this kind is headed with. */
export const requestTitle = (kind: RequestKind, language: Language): string =>
  WORDS[language].kinds[kind].title

/** `9f2c41d0…b7e6a813` */
const shortened = (sha256: string): string => `${sha256.slice(0, 8)}…${sha256.slice(-8)}`

/** Bytes of a text in UTF-8; half a character counts as the sign that takes its place. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}

/** What a request's code holds: all of it where that can still be read from paper, else what it is found and checked by. */
export function requestCode(
  draft: RequestDraft,
  file: { readonly text: string; readonly sha256: string },
): string {
  const whole = file.text.trim()
  if (utf8Length(whole) <= QR_LIMIT_BYTES) return whole
  const { id, kind, writtenAtMs } = draft
  return JSON.stringify({ format: 'kazari-request-code-1', id, kind, sha256: file.sha256, writtenAtMs })
}

const SAMPLE_CODE = JSON.stringify({ format: 'kazari-request-sample-1' })

/**
 * The letter that asks the Customer Desk for something. A sealed request makes a whole letter; an unfinished one makes a
 * sample of it: what is not there yet is left out or said to come, and its code says that it is a sample.
 */
export function requestLetter(draft: RequestDraft, file: SealedFile, language: Language): Letter {
  const words = WORDS[language]
  const { title, opening, otherwise } = words.kinds[draft.kind]
  const sender = senderLines(draft.requester, words, language)
  return {
    kind: 'request',
    language,
    addressee: deskAddress(language),
    sender: sender.length > 0 ? sender : [words.sample.sender],
    day: japanDay(draft.writtenAtMs),
    number: file ? draft.id : words.sample.number,
    title,
    opening,
    rows: rowsOf(draft, words, language),
    paragraphs: [otherwise],
    signature: words.signature,
    code: file
      ? { text: requestCode(draft, file), note: words.codeNote }
      : { text: SAMPLE_CODE, note: words.sample.codeNote },
    footer: [
      words.policy(dayInWords(draft.policyVersion, language)),
      `SHA-256 ${shortened(draft.policySha256)}`,
    ],
  }
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')

/** A Japanese letter names the place first, an English one the person. */
function senderLines(requester: Requester, words: RequestLetterWords, language: Language): readonly string[] {
  const { name, address, contact } = requester.party
  const principal = requester.kind === 'self' ? '' : requester.principal.name
  return [
    ...(language === 'ja' ? [...lines(address), ...lines(name)] : [...lines(name), ...lines(address)]),
    ...(requester.kind === 'self' || principal === '' ? [] : [words.as[requester.kind](principal)]),
    ...(contact === '' ? [] : [words.contact(contact)]),
  ]
}

function rowsOf(draft: RequestDraft, words: RequestLetterWords, language: Language): Letter['rows'] {
  const { rows } = words
  const list = (entries: readonly string[]) => entries.join(words.comma)
  const { requester, period } = draft
  const isDeletion = draft.kind === 'deletion'
  const principal =
    requester.kind === 'self' ? [] : [requester.principal.name, ...lines(requester.principal.address)]
  const days =
    period && isIsoDay(period.fromDay) && isIsoDay(period.toDay)
      ? words.period(dayInWords(period.fromDay, language), dayInWords(period.toDay, language))
      : ''
  return [
    { name: rows.principal, value: list(principal.filter((line) => line !== '')) },
    { name: rows.power, value: requester.kind === 'self' ? '' : requester.power },
    { name: rows.subjects, value: list(draft.subjects.map((subject) => words.subjects[subject])) },
    { name: rows.period, value: days },
    { name: rows.grounds, value: list(draft.grounds.map((ground) => words.grounds[ground])) },
    { name: isDeletion ? rows.heldToDelete : rows.held, value: draft.change.held },
    { name: draft.kind === 'addition' ? rows.wantedToAdd : rows.wanted, value: draft.change.wanted },
    { name: rows.description, value: draft.description },
    { name: rows.evidence, value: list(draft.evidence) },
    { name: rows.wishedForm, value: words.wishedForms[draft.wishedForm] },
    { name: rows.fee, value: FEE_KINDS.includes(draft.kind) ? words.fee(draft.feeYen) : '' },
  ].filter(({ value }) => value.trim() !== '')
}
