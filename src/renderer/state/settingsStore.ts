import { createStore, type StoreApi } from 'zustand/vanilla'
import type { WireError } from '../../contracts/errors'
import type { Settings } from '../../contracts/settings'
import { ok, type Result } from '../../domain/result'
import type { Bridge } from './bridgeType'

export interface SettingsStore {
  readonly store: StoreApi<Settings>
  /** Takes effect at once; comes back as an error where main could not keep it, and still holds for this session. */
  change(patch: Partial<Settings>): Promise<Result<void, WireError>>
  dispose(): void
}

/** What a person chose. Main keeps the truth; this mirror runs ahead of it by one round trip at most. */
export function createSettingsStore(bridge: Bridge, initial: Settings): SettingsStore {
  const store = createStore<Settings>()(() => initial)
  // While writes are under way their answers must not undo a later choice made meanwhile.
  let writesUnderWay = 0
  const stopListening = bridge.on('settings:changed', (settings) => {
    if (writesUnderWay === 0) store.setState(settings)
  })
  return {
    store,
    async change(patch) {
      store.setState(patch)
      writesUnderWay += 1
      const reply = await bridge.call('settings:write', patch)
      writesUnderWay -= 1
      if (!reply.ok) return reply
      if (writesUnderWay === 0) store.setState(reply.value)
      return ok(undefined)
    },
    dispose: stopListening,
  }
}
