import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConsentView } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { ConsentActor, ConsentAnswer, Language } from '../../domain/privacy/consent'
import { ok, type Result } from '../../domain/result'
import type { Bridge } from './bridgeType'

export interface ConsentMirror {
  /** Main's view of the record. */
  readonly view: ConsentView
  /** The notice lies over the studio. */
  readonly noticeOpen: boolean
}

export interface ConsentStore {
  readonly store: StoreApi<ConsentMirror>
  /** Tells main that the notice is on screen with this text, and before whom. */
  present(language: Language, sha256: string, actor: ConsentActor): Promise<Result<void, WireError>>
  answer(answer: ConsentAnswer): Promise<Result<void, WireError>>
  withdraw(): Promise<Result<void, WireError>>
  protect(passphrase: string): Promise<Result<void, WireError>>
  unlock(passphrase: string): Promise<Result<void, WireError>>
  /** Asks again, after a refusal or a withdrawal. */
  openNotice(): void
  dispose(): void
}

/** Nobody has answered the question as it stands now, so it must be put before the first frame or import. */
export function needsAnswer(view: ConsentView): boolean {
  switch (view.state) {
    case 'none':
    case 'presented':
    case 'superseded':
    case 'expired':
      return true
    case 'given':
      // Given for another text than the one that is current: the gate says no.
      return !view.allowed
    case 'refused':
    case 'withdrawn':
      return false
  }
}

/** Mirrors the consent record and drives the notice. The gate itself is in main: nothing here opens a camera. */
export function createConsentStore(bridge: Bridge, initial: ConsentView): ConsentStore {
  // Locked records are opened first: they may hold an answer already.
  const store = createStore<ConsentMirror>()(() => ({
    view: initial,
    noticeOpen: needsAnswer(initial) && initial.storage !== 'locked',
  }))
  const take = (reply: Result<ConsentView, WireError>): Result<void, WireError> => {
    if (!reply.ok) return reply
    store.setState({ view: reply.value })
    return ok(undefined)
  }
  const stopListening = bridge.on('consent:changed', (view) =>
    store.setState((before) => {
      // Another text came into force: the question is put again at once, over whatever is on screen.
      const again = view.state === 'superseded' && before.view.state !== 'superseded'
      return { view, noticeOpen: before.noticeOpen || again }
    }),
  )
  return {
    store,
    present: async (language, sha256, actor) =>
      take(await bridge.call('consent:present', { language, sha256, actor })),
    async answer(answer) {
      const result = take(await bridge.call('consent:answer', { answer }))
      if (result.ok) store.setState({ noticeOpen: false })
      return result
    },
    withdraw: async () => take(await bridge.call('consent:withdraw', {})),
    protect: async (passphrase) => take(await bridge.call('records:protect', { passphrase })),
    async unlock(passphrase) {
      const result = take(await bridge.call('records:unlock', { passphrase }))
      if (result.ok) store.setState(({ view }) => ({ noticeOpen: needsAnswer(view) }))
      return result
    },
    openNotice: () => store.setState({ noticeOpen: true }),
    dispose: stopListening,
  }
}
