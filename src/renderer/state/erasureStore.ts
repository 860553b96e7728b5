import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Erasure } from '../../contracts/calls/myData'
import type { Bridge } from './bridgeType'

export interface ErasureStore {
  /** Null: nothing was erased, or its proof was seen. */
  readonly store: StoreApi<{ readonly erasure: Erasure | null }>
  /** Has main look again at disk, gate and processes. */
  look(): Promise<void>
  /** The proof was seen: the question is put anew. */
  putAway(): Promise<void>
}

/** The proof of an erasing outlives the page it was ordered on: main keeps it until it was seen. */
export function createErasureStore(bridge: Bridge, initial: Erasure | null): ErasureStore {
  const store = createStore<{ readonly erasure: Erasure | null }>()(() => ({ erasure: initial }))
  return {
    store,
    async look() {
      const reply = await bridge.call('data:erasure', {})
      if (reply.ok) store.setState(reply.value)
    },
    async putAway() {
      store.setState({ erasure: null })
      await bridge.call('data:put-away-erasure', {})
    },
  }
}
