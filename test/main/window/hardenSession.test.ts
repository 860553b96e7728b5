import type { Session } from 'electron'
import { expect, test } from 'vitest'
import { hardenSession, type SessionGuard } from '../../../src/main/window/hardenSession'

const guard: SessionGuard = {
  gateAllows: () => false,
  isOwnWindow: () => false,
  onBlocked: () => undefined,
  developerTools: false,
}

/** Answers every setting of Electron's session with nothing, and that of the proxy with `proxy`. */
function sessionWhoseProxy(proxy: () => Promise<void>): Session {
  const settings = { setProxy: proxy, webRequest: { onBeforeRequest: () => undefined } }
  return new Proxy(settings, {
    get: (known, name) => (Object.hasOwn(known, name) ? known[name as keyof typeof known] : () => undefined),
  }) as unknown as Session
}

test('a session whose network cannot be taken away is no hardened one', async () => {
  const fault = new Error('no proxy')
  await expect(
    hardenSession(
      sessionWhoseProxy(() => Promise.reject(fault)),
      guard,
    ),
  ).rejects.toBe(fault)
})

test('a session is hardened only when the proxy that nobody answers is in force', async () => {
  let inForce = () => {}
  const done: string[] = []
  const hardened = hardenSession(
    sessionWhoseProxy(() => new Promise((resolve) => (inForce = () => (done.push('proxy'), resolve())))),
    guard,
  ).then(() => done.push('hardened'))
  inForce()
  await hardened
  expect(done).toEqual(['proxy', 'hardened'])
})
