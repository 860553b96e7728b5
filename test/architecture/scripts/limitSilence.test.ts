import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from '../../../scripts/lib/run.mjs'

const preload = join(import.meta.dirname, '../../../scripts/lib/limitSilence.cjs')
// Long enough for a busy computer to begin an answer.
const SILENCE_MS = 1500

/** A server that answers nothing at /silent, and at /slow begins at once and ends long after the limit. */
const server = createServer((request, response) => {
  if (request.url !== '/slow') return
  response.writeHead(200)
  response.write('first ')
  setTimeout(() => response.end('last'), SILENCE_MS * 3)
})
beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterEach(() => {
  server.closeAllConnections()
  return new Promise<void>((resolve) => server.close(() => resolve()))
})

/** Fetches a path of the server in a fresh Node process under the limit, as an upstream installer would. */
function fetchUnderLimit(path: string) {
  const { port } = server.address() as AddressInfo
  const script = `fetch('http://127.0.0.1:${port}${path}').then((a) => a.text()).then((text) => console.log(text))`
  return run(process.execPath, ['--require', preload, '-e', script], {
    env: { KAZARI_SILENCE_MS: String(SILENCE_MS) },
    timeoutMs: 30_000,
  })
}

test('an installer gives up on a server that stays silent', async () => {
  const { code, stderr, timedOut } = await fetchUnderLimit('/silent')
  expect(timedOut).toBe(false)
  expect(code).not.toBe(0)
  expect(stderr).toContain('KAZARI_SILENCE')
})

test('a download that has begun may take longer than the limit', async () => {
  const { code, stdout } = await fetchUnderLimit('/slow')
  expect(code).toBe(0)
  expect(stdout.trim()).toBe('first last')
})
