import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { REQUEST_CALLS } from '../../../src/contracts/calls/requests'
import type { Letter } from '../../../src/domain/privacy/letters/letter'
import type { TypedForm } from '../../../src/contracts/privacy/requestForm'
import { emptyForm } from '../../../src/domain/privacy/request/form'
import { GROUNDS_OF, type RequestKind } from '../../../src/domain/privacy/request/kinds'
import { ok } from '../../../src/domain/result'
import { createFileSaver } from '../../../src/main/export/saveFile'
import { createRequestCalls } from '../../../src/main/ipc/calls/requests'
import { isJapaneseHoliday } from '../../../src/main/privacy/japaneseHolidays'
import { newRequestId } from '../../../src/main/privacy/receipt'
import { createRequestService } from '../../../src/main/privacy/requests'
import type { Vault } from '../../../src/main/storage/vault'

export const DRAFT = 'D-7Q4M-20K9'
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A form as somebody fills it in. */
export const filledForm = (kind: RequestKind, change: Partial<TypedForm> = {}): TypedForm => ({
  ...emptyForm('ja'),
  kind,
  grounds: GROUNDS_OF[kind].slice(0, 1),
  subjects: ['consent-records'],
  description: '青い用紙に書いたことについて。',
  held: '大橋1-6-13',
  wanted: '大橋2-1-1',
  name: '山田 花子',
  address: '〒153-0044\n東京都目黒区大橋1-6-13',
  evidence: ['旅券'],
  ...change,
})

type Calls = ReturnType<typeof createRequestCalls>
type CallName = keyof Calls

/** The calls of the contract over a real book: arguments and replies pass the real schemas, letters are caught before they are laid out. */
export function requestDesk(vault: Vault, directory: string, now: () => number) {
  const letters: Letter[] = []
  let answerFile: string | null = null
  let saveTo: string | null = null
  const service = createRequestService({
    vault,
    policies: { version: '2021-01-01', texts: { ja: 'a'.repeat(64), en: 'b'.repeat(64) } },
    letters: {
      preview: (letter) => {
        letters.push(letter)
        return Promise.resolve(ok({ url: 'app://kazari/letter/1.html' }))
      },
      deliver: (letter, _as, name) => {
        letters.push(letter)
        return Promise.resolve(ok({ name: `${name}.pdf` }))
      },
      pdf: () => Promise.resolve(ok(new Uint8Array())),
    },
    files: createFileSaver({
      choose: () => Promise.resolve(saveTo),
      documentsDirectory: () => directory,
    }),
    feeYen: (kind) => Promise.resolve(kind === 'disclosure' ? 300 : 0),
    isHoliday: isJapaneseHoliday,
    newId: newRequestId,
    chooseAnswerFile: () => Promise.resolve(answerFile),
    now,
    log: () => undefined,
  })
  const handlers = createRequestCalls(service)
  const call = async <Name extends CallName>(
    name: Name,
    argument: Parameters<Calls[Name]>[0],
  ): Promise<Awaited<ReturnType<Calls[Name]>>> => {
    const handler = handlers[name] as (value: unknown) => Promise<Awaited<ReturnType<Calls[Name]>>>
    const result = await handler(REQUEST_CALLS[name].argument.parse(argument))
    if (result.ok) REQUEST_CALLS[name].reply.parse(result.value)
    return result
  }
  return {
    letters,
    call,
    chooseAnswer: (path: string | null) => void (answerFile = path),
    chooseSave: (name: string | null) => void (saveTo = name === null ? null : join(directory, name)),
  }
}
