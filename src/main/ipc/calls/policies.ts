import type { POLICY_CALLS } from '../../../contracts/calls/policies'
import type { WireError } from '../../../contracts/errors'
import { japanDay } from '../../../domain/privacy/calendar/isoDay'
import { posterLetter, type DeskContact, type Poster } from '../../../domain/privacy/letters/poster'
import { err, ok, type Result } from '../../../domain/result'
import type { LetterOffice } from '../../letters/letterOffice'
import type { DeskAccess } from '../../privacy/deskAccess'
import type { PolicyBundles } from '../../privacy/policyBundles'
import type { CallHandlers } from '../callGuard'

type PolicyHandlers = Pick<CallHandlers, keyof typeof POLICY_CALLS | 'policy:import'>

export interface PolicyCallParts {
  readonly policyBundles: PolicyBundles
  readonly letters: LetterOffice
  readonly deskAccess: DeskAccess
  /** Contact of the desk of this installation, where one is set. */
  readonly ownDesk: () => Promise<DeskContact>
  readonly copyText: (text: string) => Promise<void>
  readonly now: () => number
  /** A batch run changes nothing that is kept. */
  readonly isBatch: boolean
}

const orMissing = <Value>(value: Value | null): Result<Value, WireError> =>
  value === null ? err({ code: 'not-available' }) : ok(value)

export function createPolicyCalls(parts: PolicyCallParts): PolicyHandlers {
  const { policyBundles, letters, deskAccess } = parts
  const letter = async (poster: Poster, language: 'ja' | 'en') =>
    posterLetter(poster, policyBundles.policies.read(language), japanDay(parts.now()), await parts.ownDesk())

  return {
    'policy:import': async () => {
      if (parts.isBatch) return err({ code: 'not-available' })
      // Which policy is in force is the desk's to say, from the moment that there is a desk.
      const { state } = await deskAccess.status()
      if (state === 'locked' || state === 'shut') return err({ code: 'desk-locked' })
      return policyBundles.import()
    },
    'policy:versions': () => ok({ versions: [...policyBundles.versions()] }),
    'policy:text': ({ version, language }) => orMissing(policyBundles.text(version, language)),
    'policy:compare': ({ from, to, language }) => orMissing(policyBundles.compare(from, to, language)),
    'poster:preview': async ({ poster, language }) => letters.preview(await letter(poster, language)),
    'poster:deliver': async ({ poster, language, as }) =>
      letters.deliver(await letter(poster, language), as, `kazari-${poster}-${language}`),
    'text:copy': async ({ text }) => {
      await parts.copyText(text)
      return ok({})
    },
  }
}
