import { call } from './bridge'
import type { VisionPortMessage } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'

/** Vision may have to be started first: models are read and a self-test runs before its port arrives. */
const PORT_TIMEOUT_MS = 20_000

function isPortMessage(value: unknown): value is VisionPortMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { kind?: unknown }).kind === 'kazari:vision-port' &&
    typeof (value as { nonce?: unknown }).nonce === 'string'
  )
}

/** 32 hexadecimal characters: nobody who does not see this call can offer a port in its place. */
function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * A port of its own to the vision process, which main starts if need be. Errors: `consent-needed` from the gate,
 * `vision-unavailable` when vision cannot be started or its port does not arrive in time.
 */
export async function connectVision(timeoutMs = PORT_TIMEOUT_MS): Promise<Result<MessagePort, WireError>> {
  const nonce = newNonce()
  const arrival = waitForPort(nonce, timeoutMs)
  const reply = await call('vision:connect', { nonce })
  if (!reply.ok) {
    arrival.giveUp()
    return reply
  }
  const port = await arrival.port
  return port ? ok(port) : err({ code: 'vision-unavailable' })
}

/** Listening starts before main is asked, because the port may arrive before main's reply. */
function waitForPort(nonce: string, timeoutMs: number) {
  let finish: (port: MessagePort | null) => void = () => undefined
  const port = new Promise<MessagePort | null>((resolve) => {
    const timer = setTimeout(() => finish(null), timeoutMs)
    const listen = (event: MessageEvent) => {
      if (event.source !== window || event.origin !== window.location.origin) return
      if (!isPortMessage(event.data) || event.data.nonce !== nonce) return
      finish(event.ports[0] ?? null)
    }
    finish = (found) => {
      clearTimeout(timer)
      window.removeEventListener('message', listen)
      resolve(found)
    }
    window.addEventListener('message', listen)
  })
  return { port, giveUp: () => finish(null) }
}
