import type { CONSENT_CALLS } from '../../../contracts/calls/consents'
import type { WireError } from '../../../contracts/errors'
import { consentReceipt, receiptJson } from '../../../domain/privacy/letters/consentReceipt'
import type { NewPurpose } from '../../../domain/privacy/purposes'
import { err, ok, type Result } from '../../../domain/result'
import type { FileSaver } from '../../export/saveFile'
import type { LetterOffice } from '../../letters/letterOffice'
import type { ConsentService } from '../../privacy/consentService'
import { bundledNews } from '../../privacy/news'
import type { CallHandlers } from '../callGuard'

type ConsentHandlers = Pick<CallHandlers, keyof typeof CONSENT_CALLS>

export interface ConsentCallParts {
  readonly consent: ConsentService
  readonly letters: LetterOffice
  readonly files: FileSaver
  readonly newPurposes: () => readonly NewPurpose[]
  readonly deskIsOpen: () => boolean
  /** Ends the session of one person; null outside a kiosk. */
  readonly endSession: (() => Promise<Result<void, WireError>>) | null
  readonly now: () => number
}

export function createConsentCalls(parts: ConsentCallParts): ConsentHandlers {
  const { consent, letters, files } = parts
  const news = bundledNews()
  return {
    'consent:read': () => ok(consent.view()),
    'consent:present': ({ language, sha256, actor }) => {
      // Answering for others as their operator is the desk's: anybody could press that otherwise.
      if (actor === 'operator' && !parts.deskIsOpen()) return err({ code: 'desk-locked' })
      return consent.present(language, sha256, actor)
    },
    'consent:answer': ({ answer }) => consent.answer(answer),
    'consent:withdraw': () => consent.withdraw(),
    'consent:list': ({ language }) => ok(consent.list(language)),
    'consent:decide': (decision) => consent.decide(decision),
    'consent:receipt': ({ id, as, language }) => {
      const record = consent.records().find((kept) => kept.id === id)
      if (!record) return err({ code: 'bad-request' })
      if (as === 'json') return files.save(`kazari-receipt-${id}`, 'json', `${receiptJson(record)}\n`)
      const newPurpose = parts.newPurposes().find((purpose) => purpose.id === record.purpose) ?? null
      const letter = consentReceipt({ record, language, newPurpose, atMs: parts.now() })
      return letters.deliver(letter, as, `kazari-receipt-${id}`)
    },
    'session:end': async () => {
      if (parts.endSession === null) return err({ code: 'not-available' })
      const ended = await parts.endSession()
      return ended.ok ? ok({}) : ended
    },
    'news:read': ({ language }) => ok(news[language]),
    'questionnaire:save': ({ answers, language }) => {
      const file = { format: 'kazari-questionnaire-1', language, answers }
      return files.save('kazari-questionnaire', 'json', `${JSON.stringify(file, null, 2)}\n`)
    },
    'records:protect': ({ passphrase }) => consent.protect(passphrase),
    'records:unlock': ({ passphrase }) => consent.unlock(passphrase),
  }
}
