import type { z } from 'zod'
import type { DeskSettings } from '../../contracts/calls/desk'
import type { postedLetterSchema } from '../../contracts/calls/deskCases'
import type { ErrorCode, WireError } from '../../contracts/errors'
import {
  readRequestFile,
  REQUEST_FILE_LIMIT,
  writeRequestFile,
  type RequestFileFault,
  type Sha256,
} from '../../contracts/privacy/requestFile'
import type { Language } from '../../domain/privacy/consent'
import { stageOf } from '../../domain/privacy/desk/requestCase'
import { draftFrom, type RequestForm } from '../../domain/privacy/request/form'
import type { Request } from '../../domain/privacy/request/request'
import { validateRequest } from '../../domain/privacy/request/validateRequest'
import { err, ok, type Result } from '../../domain/result'
import { readTextFile } from '../import/readTextFile'
import type { KeptCase } from './caseBook'

/** A request that may be taken in, with the sum of its file. */
export interface Incoming {
  readonly request: Request
  readonly sha256: string
}
export type PostedLetter = z.output<typeof postedLetterSchema>

export interface IntakeParts {
  readonly sha256Of: Sha256
  readonly known: (id: string) => KeptCase | null
  /** A number no request has here. */
  readonly newId: () => string
  readonly now: () => number
  /** The policy that is current, for a letter that names none. */
  readonly policy: (language: Language) => { readonly version: string; readonly sha256: string }
}

const FILE_FAULTS: Readonly<Record<RequestFileFault['code'], ErrorCode>> = {
  'too-large': 'desk-file-too-large',
  'not-a-request': 'desk-file-not-a-request',
  'other-version': 'desk-file-other-version',
  edited: 'desk-file-edited',
  faults: 'desk-file-faults',
}

/** What comes in to the desk: every file and every letter is looked at here before it becomes a record. */
export interface Intake {
  file(path: string): Promise<Result<Incoming, WireError>>
  letter(letter: PostedLetter, fees: DeskSettings['fees']): Result<Incoming, WireError>
}

export function createIntake(parts: IntakeParts): Intake {
  /** The same request twice, one that comes again after it was closed, and another one under its number. */
  function unknownOnly({ request, sha256 }: Incoming): Result<Incoming, WireError> {
    const known = parts.known(request.id)
    if (known === null) return ok({ request, sha256 })
    const params = { id: request.id }
    if (known.sha256 !== sha256) return err({ code: 'desk-file-conflict', params })
    const isClosed = stageOf(known.state) === 'closed'
    return err({ code: isClosed ? 'desk-file-replayed' : 'desk-file-duplicate', params })
  }

  function fromText(text: string): Result<Incoming, WireError> {
    const read = readRequestFile(text, parts.sha256Of)
    if (read.ok) return unknownOnly(read.value)
    const { error } = read
    const code = FILE_FAULTS[error.code]
    if (error.code === 'other-version') return err({ code, params: { found: error.found } })
    if (error.code !== 'faults') return err({ code })
    return err({ code, params: { fields: error.faults.map(({ field }) => field).join(', ') } })
  }

  function fromForm(
    { id, form, code }: Extract<PostedLetter, { kind: 'form' }>,
    fees: DeskSettings['fees'],
  ): Result<Incoming, WireError> {
    const { kind } = form
    if (kind === null) return err({ code: 'desk-form-faults', params: { fields: 'kind' } })
    const policy = parts.policy(form.language)
    const facts = {
      id: id ?? parts.newId(),
      policyVersion: policy.version,
      policySha256: policy.sha256,
      feeYen: feeOf(kind, fees),
      writtenAtMs: code?.writtenAtMs ?? parts.now(),
    }
    const checked = validateRequest(draftFrom(form, kind, facts))
    if (!checked.ok)
      return err({
        code: 'desk-form-faults',
        params: { fields: checked.error.map(({ field }) => field).join(', ') },
      })
    const { sha256 } = writeRequestFile(checked.value, parts.sha256Of)
    if (code !== null && code.sha256 !== sha256 && !code.evenIfDifferent)
      return err({ code: 'desk-code-differs' })
    return unknownOnly({ request: checked.value, sha256 })
  }

  return {
    async file(path) {
      // Four bytes is the most a character takes.
      const text = await readTextFile(path, REQUEST_FILE_LIMIT * 4)
      if (text.ok) return fromText(text.value)
      switch (text.error) {
        case 'unreadable':
          return err({ code: 'desk-file-unreadable' })
        case 'too-large':
          return err({ code: 'desk-file-too-large' })
        case 'not-text':
          return err({ code: 'desk-file-not-a-request' })
      }
    },
    letter: (letter, fees) => (letter.kind === 'code' ? fromText(letter.text) : fromForm(letter, fees)),
  }
}

const feeOf = (kind: NonNullable<RequestForm['kind']>, fees: DeskSettings['fees']): number =>
  kind in fees ? fees[kind as keyof typeof fees] : 0
