import type { z } from 'zod'
import { CALLS, type CallName, type Reply } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { isOptionalPurpose } from '../../domain/privacy/purposes'
import { err, ok, type Result } from '../../domain/result'
import type { ConsentGate } from '../privacy/gate'
import { placeOf } from '../startup/placeOf'
import { CALL_GATES, CALLS_AT_THE_DOOR } from './callGates'

type Parsed<Name extends CallName> = z.output<(typeof CALLS)[Name]['argument']>
type Outcome<T> = Result<T, WireError> | Promise<Result<T, WireError>>

/** One function for each call of the contract; the compiler refuses a missing one. */
export type CallHandlers = {
  readonly [Name in CallName]: (argument: Parsed<Name>) => Outcome<Reply<Name>>
}

/** Who sent a call, as the adapter of Electron sees it. */
export interface Sender {
  /** The top frame of the one window, showing Kazari's own page. */
  readonly ownPage: boolean
}

export interface CallGuardParts {
  readonly handlers: CallHandlers
  readonly gate: ConsentGate
  /** Whether a member of the Customer Desk has opened it. */
  readonly deskIsOpen: () => boolean
  /** Whether visitors may be let in; left out where there is no kiosk, whose door could be shut. */
  readonly isOpen?: () => boolean
  /** Told of every call that was answered, for what is counted. */
  readonly onAnswered?: (name: CallName, result: Result<unknown, WireError>) => void
  /** One line for the terminal: channel, schema path, reason; never a payload. */
  readonly log: (line: string) => void
  /** Replies are parsed too: on in test builds, where a wrong reply is a fault to find. */
  readonly checkReplies: boolean
}

export type CallGuard = (
  name: CallName,
  sender: Sender,
  argument: unknown,
) => Promise<Result<unknown, WireError>>

/** Of a list with a thousand wrong entries the first few say enough. */
const NAMED_FAULTS = 4

/** Which fields were wrong, without what they held. */
function faultPath({ issues }: z.ZodError): string {
  const named = issues
    .slice(0, NAMED_FAULTS)
    .map((issue) => `${issue.path.map(String).join('.') || '(argument)'}: ${issue.code}`)
  return [...named, ...(issues.length > NAMED_FAULTS ? [`${issues.length - NAMED_FAULTS} more`] : [])].join(
    ', ',
  )
}

/** Sender, shape, the kiosk's door, consent, then the work: in this order, for every call alike. */
export function createCallGuard(parts: CallGuardParts): CallGuard {
  async function run<Name extends CallName>(
    name: Name,
    sender: Sender,
    argument: unknown,
  ): Promise<Result<unknown, WireError>> {
    if (!sender.ownPage) {
      parts.log(`${name}: refused, not Kazari's own page`)
      return err({ code: 'bad-request' })
    }
    const parsed = CALLS[name].argument.safeParse(argument)
    if (!parsed.success) {
      parts.log(`${name}: refused, ${faultPath(parsed.error)}`)
      return err({ code: 'bad-request' })
    }
    if (parts.isOpen?.() === false && !CALLS_AT_THE_DOOR.has(name)) return err({ code: 'kiosk-shut' })
    const needed = CALL_GATES[name]
    if (
      (needed === 'given' && !parts.gate.allows('face-decoration')) ||
      (needed === 'answered' && !parts.gate.answered())
    ) {
      return err({ code: 'consent-needed' })
    }
    const purpose = needed?.startsWith('purpose:') === true ? needed.slice('purpose:'.length) : null
    if (purpose !== null && !(isOptionalPurpose(purpose) && parts.gate.allows(purpose)))
      return err({ code: 'purpose-not-given' })
    if (needed === 'desk' && !parts.deskIsOpen()) return err({ code: 'desk-locked' })
    // One name, one schema, one handler: TypeScript loses that link over a union of names.
    const handler = parts.handlers[name] as (value: unknown) => Outcome<Reply<Name>>
    const result = await handler(parsed.data)
    parts.onAnswered?.(name, result)
    if (!result.ok || !parts.checkReplies) return result
    const reply = CALLS[name].reply.safeParse(result.value)
    if (reply.success) return ok(reply.data)
    parts.log(`${name}: wrong reply, ${faultPath(reply.error)}`)
    return err({ code: 'internal' })
  }

  return async (name, sender, argument) => {
    try {
      return await run(name, sender, argument)
    } catch (error) {
      // A bug: said once, here, with its place in the code and without what it was working on.
      parts.log(`${name}: failed, ${placeOf(error)}`)
      return err({ code: 'internal' })
    }
  }
}
