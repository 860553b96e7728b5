// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WireError } from '../../../src/contracts/errors'
import { err, ok, type Result } from '../../../src/domain/result'
import { connectVision } from '../../../src/renderer/platform/visionPort'

const opened: MessagePort[] = []

interface Sent {
  readonly nonce: string
  readonly origin?: string
  readonly kind?: string
  readonly source?: Window | null
}

/** The preload's delivery into the page. */
function deliver({
  nonce,
  origin = window.location.origin,
  kind = 'kazari:vision-port',
  source = window,
}: Sent) {
  const { port1, port2 } = new MessageChannel()
  opened.push(port1, port2)
  const event = new Event('message')
  Object.assign(event, { data: { kind, nonce }, origin, source, ports: [port1] })
  window.dispatchEvent(event)
  return port1
}

let nonces: string[] = []
let reply: (nonce: string) => Result<object, WireError>

beforeEach(() => {
  nonces = []
  reply = () => ok({})
  vi.stubGlobal('kazari', {
    call: (_name: string, { nonce }: { nonce: string }) => {
      nonces.push(nonce)
      return Promise.resolve(reply(nonce))
    },
    on: () => () => undefined,
  })
})
afterEach(() => {
  opened.splice(0).forEach((port) => port.close())
  vi.unstubAllGlobals()
})

describe('connectVision', () => {
  it('gives the port that comes under its own nonce, also when it comes before the reply', async () => {
    let port: MessagePort | undefined
    reply = (nonce) => {
      port = deliver({ nonce })
      return ok({})
    }
    const connected = await connectVision()
    expect(connected.ok && connected.value === port).toBe(true)
    expect(nonces[0]).toMatch(/^[0-9a-f]{32}$/)
  })

  it('uses a new nonce each time and keeps two askers apart', async () => {
    const both = [connectVision(), connectVision()]
    const ports = nonces.toReversed().map((nonce) => deliver({ nonce }))
    const [first, second] = await Promise.all(both)
    expect(nonces[0]).not.toBe(nonces[1])
    expect(first?.ok && first.value === ports[1]).toBe(true)
    expect(second?.ok && second.value === ports[0]).toBe(true)
  })

  it('takes no port from elsewhere: another nonce, origin, window or kind', async () => {
    reply = (nonce) => {
      deliver({ nonce: '0'.repeat(32) })
      deliver({ nonce, origin: 'https://example.com' })
      deliver({ nonce, source: null })
      deliver({ nonce, kind: 'other' })
      return ok({})
    }
    expect(await connectVision(20)).toEqual(err({ code: 'vision-unavailable' }))
  })

  it("passes main's refusal on and stops waiting", async () => {
    reply = () => err({ code: 'consent-needed' })
    expect(await connectVision()).toEqual(err({ code: 'consent-needed' }))
  })
})
