import type { MY_DATA_CALLS } from '../../../contracts/calls/myData'
import type { CallHandlers } from '../callGuard'

type MyDataHandlers = Pick<CallHandlers, keyof typeof MY_DATA_CALLS>

export const createMyDataCalls = (): MyDataHandlers => ({})
