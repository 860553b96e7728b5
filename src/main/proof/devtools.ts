import type { WebContents } from 'electron'

/** The part of Chromium's debugging protocol that the proof needs, spoken inside the process: nothing listens anywhere. */
export interface Devtools {
  send(method: string, parameters?: object, session?: string): Promise<unknown>
  /** Value of an expression in the page, or in the worker of `session`. */
  evaluate(expression: string, session?: string): Promise<unknown>
  /** False: it was attached already. */
  attach(): boolean
  detach(): void
  on(listener: (method: string, parameters: unknown) => void): void
}

export function attachDevtools(contents: WebContents): Devtools {
  contents.debugger.attach('1.3')
  const send = (method: string, parameters: object = {}, session?: string): Promise<unknown> =>
    contents.debugger.sendCommand(method, parameters, session)
  return {
    send,
    async evaluate(expression, session) {
      const reply = (await send(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true, userGesture: true },
        session,
      )) as {
        result: { value?: unknown }
        exceptionDetails?: { exception?: { description?: string }; text: string }
      }
      const failed = reply.exceptionDetails
      if (failed) throw new Error(failed.exception?.description ?? failed.text)
      return reply.result.value
    },
    attach() {
      if (contents.debugger.isAttached()) return false
      contents.debugger.attach('1.3')
      return true
    },
    detach() {
      if (contents.debugger.isAttached()) contents.debugger.detach()
    },
    on(listener) {
      contents.debugger.on('message', (_event, method, parameters: unknown) => listener(method, parameters))
    },
  }
}
