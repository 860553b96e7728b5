import type { DESK_CALLS } from '../../../contracts/calls/desk'
import type { CallHandlers } from '../callGuard'

type DeskHandlers = Pick<CallHandlers, keyof typeof DESK_CALLS>

export const createDeskCalls = (): DeskHandlers => ({})
