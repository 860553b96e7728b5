import type { Argument, CallName, EventName, EventPayload, KazariBridge, Reply } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Result } from '../../domain/result'

declare global {
  interface Window {
    /** Put there by the preload; nothing outside this folder may touch it. */
    readonly kazari: KazariBridge
  }
}

/**
 * Asks main. The argument was typed here and is parsed again there; the reply is main's own, typed by its handler,
 * so it is passed on as it is. Expected failures come back as a WireError; nothing is thrown for them.
 */
export function call<Name extends CallName>(
  name: Name,
  argument: Argument<Name>,
): Promise<Result<Reply<Name>, WireError>> {
  return window.kazari.call(name, argument)
}

/** Listens to an event of main. Returns the way to stop listening. */
export function on<Name extends EventName>(
  name: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  return window.kazari.on(name, listener)
}
