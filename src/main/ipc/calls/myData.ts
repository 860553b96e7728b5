import type { MY_DATA_CALLS } from '../../../contracts/calls/myData'
import { ok } from '../../../domain/result'
import type { MyData } from '../../privacy/myData'
import type { CallHandlers } from '../callGuard'

type MyDataHandlers = Pick<CallHandlers, keyof typeof MY_DATA_CALLS>

export const createMyDataCalls = (myData: MyData): MyDataHandlers => ({
  'data:inventory': () => myData.inventory(),
  'data:export': () => myData.export(),
  'data:erase': async () => {
    const erased = await myData.erase()
    return erased.ok ? ok({}) : erased
  },
  'data:erasure': async () => ok({ erasure: await myData.erasure() }),
  'data:put-away-erasure': () => {
    myData.putAwayErasure()
    return ok({})
  },
})
