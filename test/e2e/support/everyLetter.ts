import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeRequestFile } from '../../../src/contracts/privacy/requestFile'
import { startOfDayMs } from '../../../src/domain/privacy/calendar/isoDay'
import type { ConsentRecord, Language } from '../../../src/domain/privacy/consent'
import type { Outcome } from '../../../src/domain/privacy/desk/outcome'
import type { Move } from '../../../src/domain/privacy/desk/requestCase'
import { consentReceipt } from '../../../src/domain/privacy/letters/consentReceipt'
import type { Letter } from '../../../src/domain/privacy/letters/letter'
import { posterLetter, POSTERS, type DeskContact } from '../../../src/domain/privacy/letters/poster'
import { letterFor, replyLetter, type ReplyContext } from '../../../src/domain/privacy/letters/replyLetters'
import { requestLetter } from '../../../src/domain/privacy/letters/requestLetter'
import type { PolicyText } from '../../../src/domain/privacy/policy'
import { REQUEST_KINDS, type RequestKind } from '../../../src/domain/privacy/request/kinds'
import type { Request, Requester } from '../../../src/domain/privacy/request/request'
import { validateRequest } from '../../../src/domain/privacy/request/validateRequest'
import {
  caseAfter,
  CLERK,
  decide,
  LONG_REASON,
  SECOND,
  WELL_DONE as W,
} from '../../domain/privacy/desk/cases'
import { draftOf } from '../../domain/privacy/request/requests'
import { root } from './app'

export interface NamedLetter {
  readonly name: string
  readonly letter: Letter
}

const LANGUAGES: readonly Language[] = ['ja', 'en']
const DAY = '2026-11-23'
const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** A request as its form would have kept it. */
export function requestOf(kind: RequestKind, change: Partial<Request> = {}): Request {
  const request = validateRequest(draftOf(kind, { writtenAtMs: startOfDayMs(DAY), ...change }))
  if (!request.ok) throw new Error(JSON.stringify(request.error))
  return request.value
}

/** The letter of a sealed request, with the code its file has. */
export const sealedLetter = (request: Request, language: Language): Letter =>
  requestLetter(request, writeRequestFile(request, sha256Of), language)

const ENGLISH_ASKER: Requester = {
  kind: 'self',
  party: {
    name: 'Hanako Yamada',
    address: '2-1-1 Ohashi\nMeguro-ku, Tokyo 153-0044',
    contact: 'hanako@example.jp',
  },
}
const ENGLISH_TEXT = {
  description: 'About the blue form I filled in at the exhibition in October 2026.',
  evidence: ['Copy of the residence certificate'],
  requester: ENGLISH_ASKER,
}

const requests = (): readonly NamedLetter[] =>
  REQUEST_KINDS.flatMap((kind) =>
    LANGUAGES.map((language) => ({
      name: `request-${kind}.${language}`,
      letter: sealedLetter(
        requestOf(kind, { language, ...(language === 'en' ? ENGLISH_TEXT : {}) }),
        language,
      ),
    })),
  )

const OWN_DESK: DeskContact = {
  name: 'Kazari 渋谷ブース',
  address: '東京都渋谷区渋谷1-1-1',
  telephone: '03-1111-1111',
  email: '',
}

const CONTEXT: ReplyContext = {
  contact: OWN_DESK,
  deskMember: CLERK.name,
  day: DAY,
  dueAtMs: startOfDayMs('2026-12-05'),
  policyVersion: '2021-01-01',
  policySha256: 'ab12cd34'.repeat(8),
}

const ARRIVED: readonly Move[] = [W.seal, W.handOver, W.receive]
const decided = (outcome: Outcome): readonly Move[] => [
  ...ARRIVED,
  W.verify,
  outcome.kind === 'refused' && outcome.refusal.ground === 'identity-not-confirmed' ? W.unknown : W.work,
  decide(outcome),
]

const R1 = { ground: 'R1-harm', reason: '写しに、ほかの来場者のお名前とご住所が写っているため。' } as const

/** Every way a request can be answered, with a kind that it can happen to. */
const ANSWERS: readonly {
  readonly name: string
  readonly kind: RequestKind
  readonly moves: readonly Move[]
}[] = [
  { name: 'acknowledgement', kind: 'disclosure', moves: ARRIVED },
  {
    name: 'result-fulfilled',
    kind: 'correction',
    moves: decided({ kind: 'fulfilled', done: 'ご住所を「大橋1-6-13」から「大橋2-1-1」に直しました。' }),
  },
  {
    name: 'result-partly',
    kind: 'disclosure',
    moves: decided({ kind: 'partly', done: '同意の記録 3 件の写しを同封します。', refusal: R1 }),
  },
  {
    name: 'result-no-data-held',
    kind: 'disclosure',
    moves: decided({ kind: 'no-data-held', searched: '同意の記録、提供の記録、お問い合わせの記録のすべて' }),
  },
  { name: 'refusal-harm', kind: 'disclosure', moves: decided({ kind: 'refused', refusal: R1 }) },
  {
    name: 'refusal-serious-hindrance',
    kind: 'erasure',
    moves: decided({
      kind: 'refused',
      refusal: { ground: 'R2-serious-hindrance', reason: LONG_REASON, approvers: [CLERK.name, SECOND.name] },
    }),
  },
  {
    name: 'refusal-unlawful',
    kind: 'disclosure',
    moves: decided({
      kind: 'refused',
      refusal: { ground: 'R3-unlawful', reason: '守秘義務のある記録に当たるため。', citation: '刑法第134条' },
    }),
  },
  {
    name: 'refusal-ground-not-met',
    kind: 'correction',
    moves: decided({
      kind: 'refused',
      refusal: {
        ground: 'ground-not-met',
        reason: '記録は用紙のとおりで、誤りがなかったため。',
        findings: 'ご記入いただいた用紙の原本と照合し、同じ内容であることを確かめました。',
      },
    }),
  },
  {
    name: 'refusal-identity-not-confirmed',
    kind: 'disclosure',
    moves: decided({
      kind: 'refused',
      refusal: {
        ground: 'identity-not-confirmed',
        reason: 'お願いした書類を、期限までにいただけなかったため。',
      },
    }),
  },
  {
    name: 'alternative-measure',
    kind: 'cease-use',
    moves: decided({
      kind: 'alternative-measure',
      measure: '窓口の者だけが見られる場所に移し、ほかの用途には使えないようにしました。',
      reason: '紙の台帳から消すには、ほかの方の記録も書き直す必要があり、多くの費用がかかるため。',
    }),
  },
  { name: 'withdrawal-notice', kind: 'disclosure', moves: [...ARRIVED, W.withdraw] },
]

const replies = (): readonly NamedLetter[] =>
  ANSWERS.flatMap(({ name, kind, moves }) =>
    LANGUAGES.map((language) => {
      const state = caseAfter(kind, moves, startOfDayMs('2026-11-20'))
      const fitting = letterFor(state)
      if (fitting === null) throw new Error(`${name} has no letter`)
      const request = requestOf(kind, language === 'en' ? { requester: ENGLISH_ASKER } : {})
      const letter = replyLetter(fitting, request, state, CONTEXT, language)
      if (!letter.ok) throw new Error(`${name}: ${letter.error}`)
      return { name: `${name}.${language}`, letter: letter.value }
    }),
  )

const RECEIPT: ConsentRecord = {
  format: 1,
  id: 'C-7Q4M-20K9',
  subject: 'S-1',
  purpose: 'face-decoration',
  policyVersion: '2021-01-01',
  policySha256: 'ab12cd34'.repeat(8),
  language: 'ja',
  shownAtMs: startOfDayMs(DAY) + 36_000_000,
  actor: 'self',
  appVersion: '0.1.0',
  events: [
    { kind: 'presented', atMs: startOfDayMs(DAY) + 36_000_000 },
    { kind: 'given', atMs: startOfDayMs(DAY) + 36_060_000 },
    { kind: 'withdrawn', atMs: startOfDayMs(DAY) + 39_000_000 },
  ],
}

const receipts = (): readonly NamedLetter[] =>
  LANGUAGES.map((language) => ({
    name: `consent-receipt.${language}`,
    letter: consentReceipt({
      record: RECEIPT,
      language,
      newPurpose: null,
      atMs: startOfDayMs(DAY) + 40_000_000,
    }),
  }))

/** The plain-language policy, as the build has it. */
const policyOf = (language: Language): PolicyText =>
  JSON.parse(readFileSync(join(root, `resources/policy/2021-01-01/${language}.json`), 'utf8')) as PolicyText

const posters = (): readonly NamedLetter[] =>
  POSTERS.flatMap((poster) =>
    LANGUAGES.map((language) => ({
      name: `poster-${poster}.${language}`,
      letter: posterLetter(poster, policyOf(language), DAY, OWN_DESK),
    })),
  )

/** Every letter that Kazari can write, in both languages. */
export const everyLetter = (): readonly NamedLetter[] => [
  ...requests(),
  ...replies(),
  ...receipts(),
  ...posters(),
]
