import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly tone: 'ok' | 'danger' | 'idle'
  readonly text: string
  readonly action: { readonly text: string; readonly run: () => void } | null
}

export interface MessageBoard {
  readonly toasts: readonly Toast[]
  /** The sentence in the live region, and a number that changes so that the same sentence is spoken twice. */
  readonly spoken: { readonly text: string; readonly turn: number }
}

export interface Messages {
  readonly store: StoreApi<MessageBoard>
  toast(message: {
    readonly text: string
    readonly tone?: Toast['tone']
    readonly action?: Toast['action']
  }): void
  dismiss(id: number): void
  /** Something failed elsewhere on the screen: "saved" of a moment ago would contradict it. */
  dismissSuccess(): void
  /** Tells screen readers without showing anything. */
  announce(text: string): void
}

/** Most toasts on screen: older ones make room. */
const TOAST_LIMIT = 3

const withoutSuccess = (toasts: readonly Toast[]) => toasts.filter(({ tone }) => tone !== 'ok')

/** Short messages, shown and spoken. A failure takes the place of earlier successes. */
export function createMessages(): Messages {
  const store = createStore<MessageBoard>()(() => ({ toasts: [], spoken: { text: '', turn: 0 } }))
  let lastId = 0
  return {
    store,
    toast({ text, tone = 'ok', action = null }) {
      lastId += 1
      const toast: Toast = { id: lastId, tone, text, action }
      store.setState(({ toasts }) => ({
        toasts: [...(tone === 'danger' ? withoutSuccess(toasts) : toasts), toast].slice(-TOAST_LIMIT),
      }))
    },
    dismissSuccess: () => store.setState(({ toasts }) => ({ toasts: withoutSuccess(toasts) })),
    dismiss: (id) => store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
    announce: (text) => store.setState(({ spoken }) => ({ spoken: { text, turn: spoken.turn + 1 } })),
  }
}
