import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Reply } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Bridge } from './bridgeType'
import type { ConsentStore } from './consentStore'

export type OwnRequestList = Reply<'request:list'>

export interface OwnRequestsMirror {
  /** Null until main has answered. */
  readonly list: OwnRequestList | null
  readonly error: WireError | null
}

export interface OwnRequests {
  readonly store: StoreApi<OwnRequestsMirror>
  /** Asks main again. */
  refresh(): Promise<void>
}

/** Requests whose answer is late. */
export const overdueCount = (list: OwnRequestList | null): number =>
  list?.requests.filter(({ next }) => next?.status === 'overdue').length ?? 0

/** The person's own requests and drafts, as main lists them. Read again whenever other records come to light. */
export function createOwnRequests(bridge: Bridge, consent: ConsentStore): OwnRequests {
  const store = createStore<OwnRequestsMirror>()(() => ({ list: null, error: null }))
  let turn = 0
  async function refresh(): Promise<void> {
    const mine = ++turn
    const reply = await bridge.call('request:list', {})
    // An answer that was overtaken by a later one says nothing new.
    if (mine !== turn) return
    if (reply.ok) store.setState({ list: reply.value, error: null })
    else store.setState({ error: reply.error })
  }
  consent.store.subscribe(({ view }, before) => {
    if (view.storage !== before.view.storage) void refresh()
  })
  void refresh()
  return { store, refresh }
}
