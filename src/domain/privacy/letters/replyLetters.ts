import { err, ok, type Result } from '../../result'
import { japanDay, type IsoDay } from '../calendar/isoDay'
import type { Language } from '../consent'
import { CUSTOMER_DESK } from '../customerDesk'
import { lastOutcome } from '../desk/moveCase'
import type { Outcome, Refusal } from '../desk/outcome'
import type { Move, RequestCase } from '../desk/requestCase'
import type { RequestKind } from '../request/kinds'
import type { Request } from '../request/request'
import type { Letter, LetterKind } from './letter'
import { dayInWords } from './letterDay'
import { contactLines, type DeskContact } from './poster'
import { ENGLISH } from './replyLetterEnglish'
import { JAPANESE } from './replyLetterJapanese'
import type { ReplyLetterWords } from './replyLetterWords'
import { requestTitle } from './requestLetter'

/** Letters that the Customer Desk writes about a request. */
export type ReplyKind = Extract<
  LetterKind,
  'acknowledgement' | 'result' | 'refusal' | 'alternative-measure' | 'withdrawal-notice'
>

/** What a reply says beside the request and what was done with it. */
export interface ReplyContext {
  /** How to reach the people who run this installation; null where they have said nothing. */
  readonly contact: DeskContact | null
  /** Who writes; an empty text leaves the name out. */
  readonly deskMember: string
  readonly day: IsoDay
  /** The first moment that is too late for the decision, milliseconds since the epoch. Only an acknowledgement tells it. */
  readonly dueAtMs: number | null
  readonly policyVersion: string
  readonly policySha256: string
}

/** `not-received`: the desk never had the request. `other-letter`: what was decided asks for the letter `letterFor` names. */
export type ReplyFault = 'not-received' | 'not-decided' | 'other-letter'

const WORDS: Readonly<Record<Language, ReplyLetterWords>> = { ja: JAPANESE, en: ENGLISH }

/** The article that a kind of request rests on when it is refused: 6 withholding, 7 changing, 8 ceasing, 11 everything else. */
const ARTICLE_OF: Readonly<Record<RequestKind, number>> = {
  'notice-of-purposes': 6,
  disclosure: 6,
  'disclosure-of-provision-records': 6,
  correction: 7,
  addition: 7,
  deletion: 7,
  'cease-use': 8,
  erasure: 8,
  'cease-provision': 8,
  complaint: 11,
  consultation: 11,
}

const LETTER_OF: Readonly<Record<Outcome['kind'], ReplyKind>> = {
  fulfilled: 'result',
  partly: 'result',
  'no-data-held': 'result',
  refused: 'refusal',
  'alternative-measure': 'alternative-measure',
}

/** Index of the last move of a kind; -1 for none. */
const lastMove = (state: RequestCase, ...kinds: readonly Move['kind'][]): number =>
  state.history.findLastIndex(({ move }) => kinds.includes(move.kind))

/** Whether the person took the request back since it came in, or came in again, last. */
const isWithdrawn = (state: RequestCase): boolean =>
  lastMove(state, 'withdraw') > lastMove(state, 'receive', 'reopen')

/** The letter that fits what was done with a request; null before the desk has it. */
export function letterFor(state: RequestCase): ReplyKind | null {
  if (lastMove(state, 'receive') < 0) return null
  if (isWithdrawn(state)) return 'withdrawal-notice'
  const outcome = lastOutcome(state)
  return outcome === null ? 'acknowledgement' : LETTER_OF[outcome.kind]
}

type Row = Letter['rows'][number]

/** What one kind of reply says between greeting and foot. */
type Message = Pick<Letter, 'title' | 'opening' | 'rows' | 'paragraphs'>

/**
 * A reply of the Customer Desk. An acknowledgement can be written for any request that came in; every other letter only
 * for what was decided, with reasons word for word.
 */
export function replyLetter(
  kind: ReplyKind,
  request: Request,
  state: RequestCase,
  context: ReplyContext,
  language: Language,
): Result<Letter, ReplyFault> {
  const fitting = letterFor(state)
  if (fitting === null) return err('not-received')
  if (kind !== fitting && kind !== 'acknowledgement')
    return err(fitting === 'acknowledgement' ? 'not-decided' : 'other-letter')
  const words = WORDS[language]
  const { party } = request.requester
  const address = oneLine(party.address)
  return ok({
    kind,
    language,
    addressee:
      language === 'ja' ? [address, words.address(party.name)] : [words.address(party.name), address],
    addresseeMain: language === 'ja' ? 1 : 0,
    sender: [
      CUSTOMER_DESK.name,
      words.desk,
      CUSTOMER_DESK.address,
      ...(context.contact === null ? [] : contactLines(context.contact)),
      ...(context.deskMember === '' ? [] : [words.member(context.deskMember)]),
    ],
    day: context.day,
    number: request.id,
    ...messageOf(kind, { request, state, context, language, words }),
    signature: words.signature(context.deskMember),
    code: null,
    footer: [
      words.policy(dayInWords(context.policyVersion, language)),
      `SHA-256 ${context.policySha256.slice(0, 8)}…${context.policySha256.slice(-8)}`,
    ],
  })
}

const oneLine = (text: string): string => text.split(/\s*\n\s*/).join(' ')

interface Matter {
  readonly request: Request
  readonly state: RequestCase
  readonly context: ReplyContext
  readonly language: Language
  readonly words: ReplyLetterWords
}

function messageOf(kind: ReplyKind, matter: Matter): Message {
  if (kind === 'acknowledgement') return acknowledgement(matter)
  const outcome = lastOutcome(matter.state)
  return outcome === null ? withdrawalNotice(matter) : decision(outcome, matter)
}

/** The day of the last move of these kinds, in words. */
const dayOf = ({ state, language }: Matter, ...kinds: readonly Move['kind'][]): string =>
  dayInWords(japanDay(state.history[lastMove(state, ...kinds)]?.atMs ?? 0), language)

/** What the letter is about. */
function aboutRows(matter: Matter): readonly Row[] {
  const { request, language, words } = matter
  const { requester } = request
  return [
    { name: words.rows.asked, value: requestTitle(request.kind, language) },
    ...(requester.kind === 'self' ? [] : [{ name: words.rows.principal, value: requester.principal.name }]),
    { name: words.rows.received, value: dayOf(matter, 'receive', 'reopen') },
  ]
}

function acknowledgement(matter: Matter): Message {
  const { request, context, language, words } = matter
  const { matter: asked, titles } = words.kinds[request.kind]
  // The day before the first moment that is too late.
  const due = context.dueAtMs === null ? null : dayInWords(japanDay(context.dueAtMs - 1), language)
  return {
    title: titles.acknowledgement,
    opening: words.acknowledged(asked, dayOf(matter, 'receive', 'reopen')),
    rows: [
      ...aboutRows(matter),
      ...(due === null ? [] : [{ name: words.rows.due, value: words.until(due) }]),
    ],
    paragraphs: [...(due === null ? [] : [words.paragraphs.pause]), words.paragraphs.reach],
  }
}

function withdrawalNotice(matter: Matter): Message {
  const { request, state, words } = matter
  const move = state.history[lastMove(state, 'withdraw')]?.move
  const why = move?.kind === 'withdraw' ? move.why : ''
  return {
    title: words.titles.withdrawal,
    opening: words.withdrawn(words.kinds[request.kind].matter, dayOf(matter, 'withdraw')),
    rows: [...aboutRows(matter), { name: words.rows.withdrawnWhy, value: why }],
    paragraphs: [words.paragraphs.askAgain],
  }
}

/** What was decided, in the policy's words, then word for word as the desk put it down. */
function decision(outcome: Outcome, matter: Matter): Message {
  const { request, words } = matter
  const { rows, paragraphs } = words
  const { matter: asked, titles, fulfilled, noData } = words.kinds[request.kind]
  const isAnswer = request.kind === 'complaint' || request.kind === 'consultation'
  const done = (text: string): Row => ({ name: isAnswer ? rows.answer : rows.done, value: text })
  const disagree = [paragraphs.complain, paragraphs.commission]
  const letter = (title: string, opening: string, more: readonly Row[], end: readonly string[]): Message => ({
    title,
    opening,
    rows: [...aboutRows(matter), { name: rows.decided, value: dayOf(matter, 'decide') }, ...more],
    paragraphs: [...end],
  })
  switch (outcome.kind) {
    case 'fulfilled':
      return letter(titles.result, fulfilled, [done(outcome.done)], [paragraphs.reach])
    case 'partly':
      return letter(
        titles.result,
        words.partly(asked),
        [done(outcome.done), ...refusalRows(outcome.refusal, matter)],
        disagree,
      )
    case 'refused':
      return letter(titles.refusal, words.refused(asked), refusalRows(outcome.refusal, matter), disagree)
    case 'no-data-held':
      return letter(
        titles.result,
        noData,
        [{ name: rows.searched, value: outcome.searched }],
        [paragraphs.noDataLater, paragraphs.reach],
      )
    case 'alternative-measure':
      return letter(
        words.titles.alternative,
        words.alternative(asked),
        [
          { name: rows.measure, value: outcome.measure },
          { name: rows.reason, value: outcome.reason },
        ],
        disagree,
      )
  }
}

/** Who decided stays with the desk; everything the person is owed is here. */
function refusalRows(refusal: Refusal, { request, words }: Matter): readonly Row[] {
  const { rows, grounds } = words
  const ground = { name: rows.ground, value: grounds[refusal.ground](ARTICLE_OF[request.kind]) }
  const reason = { name: rows.reason, value: refusal.reason }
  if (refusal.ground === 'R3-unlawful')
    return [ground, { name: rows.citation, value: refusal.citation }, reason]
  if (refusal.ground === 'ground-not-met')
    return [ground, { name: rows.findings, value: refusal.findings }, reason]
  return [ground, reason]
}
