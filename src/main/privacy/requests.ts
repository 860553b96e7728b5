import { createHash } from 'node:crypto'
import type { WireError } from '../../contracts/errors'
import { ANSWER_FILE_LIMIT } from '../../contracts/privacy/answerFile'
import { requestFormSchema, type TypedForm } from '../../contracts/privacy/requestForm'
import { requestSchema, writeRequestFile } from '../../contracts/privacy/requestFile'
import type { OwnDraft, OwnRequest, RequestStep, RequestView } from '../../contracts/calls/requests'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import type { Language } from '../../domain/privacy/consent'
import type { CurrentTexts } from '../../domain/privacy/consentJournal'
import { MOVES_FROM, stageOf, type Move } from '../../domain/privacy/desk/requestCase'
import { payloadFault, type Json } from '../../domain/privacy/journal'
import { requestLetter } from '../../domain/privacy/letters/requestLetter'
import { expectationsOf, nextExpected, stageForPerson } from '../../domain/privacy/request/expectations'
import {
  draftFrom,
  presentable,
  type RequestFacts,
  type RequestForm,
} from '../../domain/privacy/request/form'
import type { RequestKind } from '../../domain/privacy/request/kinds'
import { validateRequest, type RequestFault } from '../../domain/privacy/request/validateRequest'
import { err, ok, type Result } from '../../domain/result'
import type { FileSaver } from '../export/saveFile'
import { readTextFile } from '../import/readTextFile'
import type { Delivery, LetterOffice } from '../letters/letterOffice'
import { DRAFTS_LIMIT } from '../storage/draftStore'
import type { Vault } from '../storage/vault'
import { appendError, createCaseBook, type CaseMoveFault, type KeptCase } from './caseBook'
import { createOwnAnswers } from './ownAnswers'

export interface RequestServiceParts {
  readonly vault: Pick<Vault, 'book' | 'drafts' | 'onReplaced'>
  /** The policy in force, asked anew each time. */
  readonly policies: { readonly version: string; readonly texts: CurrentTexts }
  readonly letters: LetterOffice
  readonly files: FileSaver
  /** Yen for a kind; 0 for those the law allows no fee for. */
  readonly feeYen: (kind: RequestKind) => Promise<number>
  readonly isHoliday: IsHoliday
  /** `R-7Q4M-20K9` */
  readonly newId: () => string
  /** Asks for an answer file; null when the person changed their mind. */
  readonly chooseAnswerFile: () => Promise<string | null>
  readonly now: () => number
  readonly log: (line: string) => void
}

export type Sealed =
  | { readonly kind: 'sealed'; readonly id: string }
  | { readonly kind: 'faults'; readonly faults: RequestFault[] }

export type LetterSource =
  { readonly kind: 'form'; readonly form: RequestForm } | { readonly kind: 'request'; readonly id: string }

type Reply<T> = Promise<Result<T, WireError>>

/** The person's own requests and the drafts of them. All of it is in their own book: nothing here reads the desk's. */
export interface RequestService {
  /** Newest first. */
  list(): Promise<{ readonly requests: OwnRequest[]; readonly drafts: OwnDraft[] }>
  read(id: string): Reply<RequestView>
  saveDraft(draftId: string, form: RequestForm): Reply<{ readonly savedAtMs: number }>
  readDraft(draftId: string): Reply<{ readonly savedAtMs: number; readonly form: TypedForm }>
  deleteDraft(draftId: string): Reply<void>
  seal(draftId: string, form: RequestForm): Reply<Sealed>
  preview(source: LetterSource, language: Language): ReturnType<LetterOffice['preview']>
  letter(id: string, language: Language, as: Delivery): ReturnType<LetterOffice['deliver']>
  file(id: string): Reply<{ readonly name: string }>
  handOver(id: string, by: 'printed' | 'exported' | 'mailed'): Reply<RequestView>
  withdraw(id: string, why: string): Reply<RequestView>
  importAnswer(): Reply<{ readonly id: string }>
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const unknown = err<WireError>({ code: 'request-unknown' })
const asJson = (form: RequestForm): Json => JSON.parse(JSON.stringify(form)) as Json

/** What a move that was not made means to the person who asked for it. */
function moveError(fault: CaseMoveFault): WireError {
  if (fault.code === 'write') return fault.error
  if (fault.code === 'unknown') return { code: 'request-unknown' }
  return { code: fault.code === 'text' ? 'request-reason' : 'request-not-now' }
}

export function createRequestService(parts: RequestServiceParts): RequestService {
  const { vault, now } = parts
  const personal = () => vault.book('personal')
  const answers = createOwnAnswers(sha256)
  const cases = createCaseBook(personal, now, answers.take)
  let read = load()
  vault.onReplaced(() => (read = load()))

  async function load(): Promise<void> {
    answers.clear()
    const { notBelieved } = await cases.load()
    if (notBelieved > 0) parts.log(`own requests: ${notBelieved} entries are not believed`)
  }

  async function kept(id: string): Promise<KeptCase | null> {
    await read
    return cases.get(id)
  }

  function facts(form: RequestForm, id: string, feeYen: number): RequestFacts {
    const { version, texts } = parts.policies
    return {
      id,
      policyVersion: version,
      policySha256: texts[form.language],
      feeYen,
      writtenAtMs: now(),
    }
  }

  function unusedId(): string {
    for (;;) {
      const id = parts.newId()
      if (cases.get(id) === null) return id
    }
  }

  function expectations(entry: KeptCase) {
    const { history } = entry.state
    const handedOver = history.find(({ move }) => move.kind === 'hand-over')
    return expectationsOf(
      { stage: stageOf(entry.state), handedOverAtMs: handedOver?.atMs ?? null },
      answers.of(entry.request.id),
      now(),
      parts.isHoliday,
    )
  }

  function summary(entry: KeptCase): OwnRequest {
    const { id, kind, writtenAtMs } = entry.request
    const expected = expectations(entry)
    return {
      id,
      kind,
      stage: stageForPerson(stageOf(entry.state), answers.of(id)),
      sealedAtMs: writtenAtMs,
      next: expected ? nextExpected(expected.terms) : null,
    }
  }

  function view(entry: KeptCase): RequestView {
    const { request } = entry
    const expected = expectations(entry)
    const mayNow = MOVES_FROM[stageOf(entry.state)]
    const told = answers.of(request.id)?.stages ?? []
    return {
      ...summary(entry),
      request: requestSchema.parse(request),
      sha256: entry.sha256,
      steps: [
        ...entry.state.history.flatMap(({ move, atMs }): RequestStep[] => ownStep(move, atMs)),
        ...told.map(({ stage, atMs, text }): RequestStep => ({ kind: 'answered', atMs, stage, text })),
      ],
      expected: expected ? { fromMs: expected.fromMs, terms: [...expected.terms] } : null,
      mayHandOver: mayNow.includes('hand-over'),
      mayWithdraw: mayNow.includes('withdraw'),
    }
  }

  async function move(id: string, wanted: Move): Reply<RequestView> {
    const entry = await kept(id)
    if (!entry) return unknown
    const moved = await cases.move(id, wanted, {
      role: 'requester',
      name: entry.request.requester.party.name,
    })
    return moved.ok ? ok(view(moved.value)) : err(moveError(moved.error))
  }

  return {
    async list() {
      await read
      const drafts = vault.drafts().list()
      return {
        requests: cases.list().map(summary),
        drafts: drafts.map(({ draftId, savedAtMs, form }) => {
          const parsed = requestFormSchema.safeParse(form)
          return { draftId, savedAtMs, kind: parsed.success ? parsed.data.kind : null }
        }),
      }
    },

    async read(id) {
      const entry = await kept(id)
      return entry ? ok(view(entry)) : unknown
    },

    async saveDraft(draftId, form) {
      const savedAtMs = now()
      const json = asJson(form)
      if (payloadFault(json) !== null) return err({ code: 'request-draft-too-long' })
      const drafts = vault.drafts()
      const others = drafts.list().filter((draft) => draft.draftId !== draftId)
      if (others.length >= DRAFTS_LIMIT) return err({ code: 'request-too-many-drafts' })
      const put = await drafts.put({ draftId, savedAtMs, form: json })
      return put.ok ? ok({ savedAtMs }) : put
    },

    readDraft(draftId) {
      const draft = vault
        .drafts()
        .list()
        .find((candidate) => candidate.draftId === draftId)
      const form = requestFormSchema.safeParse(draft?.form)
      const found = draft && form.success ? ok({ savedAtMs: draft.savedAtMs, form: form.data }) : unknown
      return Promise.resolve(found)
    },

    deleteDraft: (draftId) => vault.drafts().remove(draftId),

    async seal(draftId, form) {
      await read
      if (form.kind === null) return ok({ kind: 'faults', faults: [{ field: 'kind', code: 'needed' }] })
      const draft = draftFrom(form, form.kind, facts(form, unusedId(), await parts.feeYen(form.kind)))
      const checked = validateRequest(draft)
      if (!checked.ok) return ok({ kind: 'faults', faults: [...checked.error] })
      const request = checked.value
      const file = writeRequestFile(request, sha256)
      const actor = { role: 'requester', name: request.requester.party.name } as const
      const added = await cases.add(request, file.sha256, [{ move: { kind: 'seal' }, actor }])
      if (!added.ok) return err(moveError(added.error))
      const removed = await vault.drafts().remove(draftId)
      // The request counts; a draft that stays is only in the way, and can be deleted by hand.
      if (!removed.ok) parts.log(`a sealed request's draft was not removed: ${removed.error.code}`)
      return ok({ kind: 'sealed', id: request.id })
    },

    async preview(source, language) {
      if (source.kind === 'request') {
        const entry = await kept(source.id)
        return entry ? parts.letters.preview(sealedLetter(entry, language)) : unknown
      }
      const form = presentable(source.form)
      if (form.kind === null) return err({ code: 'request-no-kind' })
      const draft = draftFrom(form, form.kind, facts(form, '', await parts.feeYen(form.kind)))
      return parts.letters.preview(requestLetter(draft, null, language))
    },

    async letter(id, language, as) {
      const entry = await kept(id)
      return entry ? parts.letters.deliver(sealedLetter(entry, language), as, `kazari-${id}`) : unknown
    },

    async file(id) {
      const entry = await kept(id)
      return entry
        ? parts.files.save(`kazari-${id}`, 'json', writeRequestFile(entry.request, sha256).text)
        : unknown
    },

    handOver: (id, by) => move(id, { kind: 'hand-over', by }),
    withdraw: (id, why) => move(id, { kind: 'withdraw', why }),

    async importAnswer() {
      await read
      const path = await parts.chooseAnswerFile()
      if (path === null) return err({ code: 'cancelled' })
      // A character takes four bytes at most.
      const text = await readTextFile(path, ANSWER_FILE_LIMIT * 4)
      if (!text.ok)
        return err({ code: text.error === 'unreadable' ? 'file-unreadable' : 'request-answer-unreadable' })
      const admitted = answers.admit(text.value, (id) => cases.get(id)?.sha256 ?? null)
      if (!admitted.ok) return admitted
      const { answer, entry } = admitted.value
      const appended = await personal().append(entry)
      if (!appended.ok) return err(appendError(appended.error))
      answers.take(entry)
      return ok({ id: answer.requestId })
    },
  }
}

const sealedLetter = ({ request }: KeptCase, language: Language) =>
  requestLetter(request, writeRequestFile(request, sha256), language)

/** What a person's own move is to them; the desk's moves come as an answer. */
function ownStep(move: Move, atMs: number): RequestStep[] {
  switch (move.kind) {
    case 'seal':
      return [{ kind: 'sealed', atMs }]
    case 'hand-over':
      return [{ kind: 'handed-over', atMs, by: move.by }]
    case 'withdraw':
      return [{ kind: 'withdrawn', atMs, why: move.why }]
    default:
      return []
  }
}
