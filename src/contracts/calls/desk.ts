import { z } from 'zod'
import { REQUEST_LIMITS } from '../../domain/privacy/request/request'
import { nothing } from './common'
import { DESK_CASE_CALLS } from './deskCases'
import type { CallSchemas } from './shape'

const memberName = z.string().min(1).max(160)
const pin = z.string().min(1).max(200)
const member = z.strictObject({ name: memberName, pin })

/** Who may open the Customer Desk, and whether it is open. */
export const deskStatusSchema = z.strictObject({
  /** `shut`: the members' file is damaged or gone, and nobody is let in. */
  state: z.enum(['not-set-up', 'locked', 'open', 'shut']),
  /** Names, in the order they were added. */
  members: z.array(memberName),
  /** Whose PIN opened it. */
  member: memberName.nullable(),
  /** Milliseconds without a call of the desk until it locks itself; null while it is not open. */
  locksInMs: z.number().nonnegative().nullable(),
  /** Wrong PINs that are still free before nobody may try for a while. */
  triesLeft: z.int().nonnegative(),
  /** Milliseconds until a PIN may be tried again; 0 is now. */
  waitMs: z.number().nonnegative(),
  /** Name of the damaged members' file, or null. */
  setAside: z.string().max(255).nullable(),
  /** Whether the desk's book can be read: it is sealed under a passphrase that was not typed yet. */
  recordsLocked: z.boolean(),
  /** Records of this session end with it: nothing seals them on this computer. */
  sessionOnly: z.boolean(),
})
export type DeskStatus = z.infer<typeof deskStatusSchema>

const line = z.string().max(120)

/** Where people reach this desk, beside the address of the policy. Empty texts where nothing is said. */
export const deskContactSchema = z.strictObject({
  name: line,
  address: z.string().max(REQUEST_LIMITS.address),
  telephone: line,
  email: line,
})
const yen = z.int().min(0).max(REQUEST_LIMITS.feeYen)

/** What the desk takes for an answer, yen. 0: nothing. */
export const deskFeesSchema = z.strictObject({
  'notice-of-purposes': yen,
  disclosure: yen,
  'disclosure-of-provision-records': yen,
})

export const deskSettingsSchema = z.strictObject({ contact: deskContactSchema, fees: deskFeesSchema })
export type DeskSettings = z.infer<typeof deskSettingsSchema>

export const DESK_CALLS = {
  'desk:status': { argument: nothing, reply: deskStatusSchema },
  /** Makes the first member and opens the desk. Errors: desk-set-up-already, desk-shut, desk-name, desk-pin-weak, desk-not-kept. */
  'desk:set-up': { argument: member, reply: deskStatusSchema },
  /** Errors: desk-wrong-pin with tries left, desk-wait with seconds, desk-shut, records-locked. */
  'desk:unlock': { argument: member, reply: deskStatusSchema },
  'desk:lock': { argument: nothing, reply: deskStatusSchema },
  /** Somebody is typing or reading: the desk stays open. */
  'desk:stay': { argument: nothing, reply: deskStatusSchema },
  'desk:add-member': { argument: member, reply: deskStatusSchema },
  /** The last one stays. Who removes themselves locks the desk. */
  'desk:remove-member': { argument: z.strictObject({ name: memberName }), reply: deskStatusSchema },
  'desk:settings': { argument: nothing, reply: deskSettingsSchema },
  'desk:save-settings': { argument: deskSettingsSchema, reply: deskSettingsSchema },
  /** Contact and fees, for whoever writes a request: needs no PIN. */
  'desk:public': { argument: nothing, reply: deskSettingsSchema },
  ...DESK_CASE_CALLS,
} as const satisfies CallSchemas
