import { createHash } from 'node:crypto'
import type { KioskStatus } from '../../contracts/calls/diagnostics'
import type { WireError } from '../../contracts/errors'
import { conditionKey, conditionOf, notAccepted, standing } from '../../domain/diagnostics/acceptance'
import { unmetChecks, type Check } from '../../domain/diagnostics/checks'
import { err, ok, type Result } from '../../domain/result'
import type { DeskAccess } from '../privacy/deskAccess'
import type { AcceptanceFile } from './acceptanceFile'
import { refusalSentence } from './conditionWords'

export interface KioskDoorParts {
  /** Looks at everything now. */
  readonly look: () => Promise<readonly Check[]>
  readonly acceptances: AcceptanceFile
  /** Members of the Customer Desk whose records are on this computer's disk. */
  readonly access: DeskAccess
  readonly now: () => number
  readonly newId: () => string
  /** Says why in one line and ends the start. */
  readonly refuse: (sentence: string) => never
}

/** What stands between the start of a kiosk and its first visitor. */
export interface KioskDoor {
  /** Whether anything of the studio answers. */
  isOpen(): boolean
  /** Ends the start where nobody could accept what is wrong; before a window is there the page itself cannot be looked at. */
  beforeWindow(): Promise<void>
  /** Looks again; what was open shuts when the computer is not as it was. */
  status(): Promise<KioskStatus>
  /** Accepts what was seen, under the PIN of a member of the desk. */
  accept(name: string, pin: string, seen: string): Promise<Result<KioskStatus, WireError>>
}

/** A door that was never there: everywhere but in a kiosk. */
export const openDoor: KioskDoor = {
  isOpen: () => true,
  beforeWindow: () => Promise.resolve(),
  status: () => Promise.resolve({ state: 'open' }),
  accept: () => Promise.resolve(err({ code: 'not-available' })),
}

const digestOf = (checks: readonly Check[]): string =>
  createHash('sha256')
    .update(JSON.stringify(checks.map((check) => conditionKey(conditionOf(check)))))
    .digest('hex')

export function createKioskDoor(parts: KioskDoorParts): KioskDoor {
  let open = false
  let hasBegun = false
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  const unmet = async (): Promise<readonly Check[]> =>
    notAccepted(unmetChecks(await parts.look()), standing(await parts.acceptances.read()))

  const hasMembers = async (): Promise<boolean> => (await parts.access.status()).members.length > 0

  async function shut(conditions: readonly Check[]): Promise<KioskStatus> {
    const { members, triesLeft, waitMs } = await parts.access.status()
    return {
      state: 'shut',
      conditions: [...conditions],
      seen: digestOf(conditions),
      members: [...members],
      triesLeft,
      waitMs,
    }
  }

  async function look(): Promise<KioskStatus> {
    // Shut while it looks: nothing may slip through in between.
    open = false
    const conditions = await unmet()
    if (conditions.length > 0) {
      if (!hasBegun && !(await hasMembers())) parts.refuse(refusalSentence(conditions))
      hasBegun = true
      return shut(conditions)
    }
    hasBegun = true
    open = true
    return { state: 'open' }
  }

  return {
    isOpen: () => open,

    beforeWindow: () =>
      inTurn(async () => {
        const conditions = (await unmet()).filter(({ id }) => id !== 'sandbox')
        if (conditions.length > 0 && !(await hasMembers())) parts.refuse(refusalSentence(conditions))
      }),

    status: () => inTurn(look),

    accept: (name, pin, seen) =>
      inTurn(async () => {
        const conditions = await unmet()
        // What is accepted is what somebody has read on the screen, and nothing that came since.
        if (conditions.length === 0 || digestOf(conditions) !== seen) return err({ code: 'kiosk-changed' })
        const member = await parts.access.verify(name, pin)
        if (!member.ok) return member
        const written = await parts.acceptances.append(
          conditions.map((check) => ({
            kind: 'accepted',
            id: parts.newId(),
            atMs: parts.now(),
            by: member.value,
            condition: conditionOf(check),
            observed: check.facts,
          })),
        )
        return written.ok ? ok(await look()) : err({ code: written.error })
      }),
  }
}
