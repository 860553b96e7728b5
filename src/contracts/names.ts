import type { CallName, EventName } from './api'

/**
 * The names of the contract without its schemas: a sandboxed preload stays small and exposes these and nothing else.
 * The two equalities below fail to compile when a call or an event is added to api.ts and forgotten here.
 */
export const CALL_NAMES = [
  'app:info',
  'settings:read',
  'settings:write',
  'policy:read',
  'policy:import',
  'policy:official',
  'policy:changes',
  'consent:read',
  'consent:present',
  'consent:answer',
  'consent:withdraw',
  'records:protect',
  'records:unlock',
  'vision:status',
  'vision:connect',
  'vision:stop',
  'picture:open',
  'picture:admit',
  'picture:paste',
  'picture:save',
  'picture:reveal',
  'privacy:read',
  'batch:next',
  'batch:deliver',
] as const satisfies readonly CallName[]

export const EVENT_NAMES = [
  'vision:changed',
  'consent:changed',
  'settings:changed',
] as const satisfies readonly EventName[]

type Covers<All, Listed> = Exclude<All, Listed> extends never ? true : false
const complete: readonly [
  Covers<CallName, (typeof CALL_NAMES)[number]>,
  Covers<EventName, (typeof EVENT_NAMES)[number]>,
] = [true, true]
void complete

/** Channel on which main hands over one end of a frame port, and the kind of the window message that passes it on. */
export const VISION_PORT = 'kazari:vision-port'
