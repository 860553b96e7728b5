import type { REQUEST_CALLS } from '../../../contracts/calls/requests'
import type { CallHandlers } from '../callGuard'

type RequestHandlers = Pick<CallHandlers, keyof typeof REQUEST_CALLS>

export const createRequestCalls = (): RequestHandlers => ({})
