import type { REGISTER_CALLS } from '../../../contracts/calls/registers'
import type { CallHandlers } from '../callGuard'

type RegisterHandlers = Pick<CallHandlers, keyof typeof REGISTER_CALLS>

export const createRegisterCalls = (): RegisterHandlers => ({})
