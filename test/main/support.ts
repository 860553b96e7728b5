import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { ConsentRecord } from '../../src/domain/privacy/consent'
import type { Keychain } from '../../src/main/storage/sealedEnvelope'

const made: string[] = []

/** An empty directory that goes away after the test. */
export function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'kazari-main-'))
  made.push(directory)
  return directory
}

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** A keychain with real encryption and, like some systems' own, without a check that the bytes are unchanged. */
export function testKeychain(available = true): Keychain {
  const secret = randomBytes(32)
  return {
    available: () => available,
    encrypt(text) {
      const start = randomBytes(16)
      const cipher = createCipheriv('aes-256-ctr', secret, start)
      return Buffer.concat([start, cipher.update(text, 'utf8'), cipher.final()])
    },
    decrypt(bytes) {
      const decipher = createDecipheriv('aes-256-ctr', secret, bytes.subarray(0, 16))
      return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8')
    },
  }
}

/** Time that moves only when told to. */
export function manualClock(startMs = 1_700_000_000_000) {
  let nowMs = startMs
  const timers = new Set<{ atMs: number; work: () => void }>()
  return {
    now: () => nowMs,
    after: (ms: number, work: () => void): (() => void) => {
      const timer = { atMs: nowMs + ms, work }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    /** Moves on, running what falls due in order. */
    advance(ms: number): void {
      const end = nowMs + ms
      for (;;) {
        const due = [...timers].filter((timer) => timer.atMs <= end).sort((a, b) => a.atMs - b.atMs)[0]
        if (!due) break
        timers.delete(due)
        nowMs = due.atMs
        due.work()
      }
      nowMs = end
    },
    waiting: () => timers.size,
  }
}

export const SHA_JA = 'a'.repeat(64)
export const SHA_EN = 'b'.repeat(64)
export const TEXTS = { ja: SHA_JA, en: SHA_EN }

/** A record whose notice was shown, for tests that need one in a certain state. */
export function recordOf(
  events: readonly ConsentRecord['events'][number]['kind'][],
  change: Partial<ConsentRecord> = {},
): ConsentRecord {
  return {
    format: 1,
    id: 'C-7Q4M-20K9',
    subject: '0'.repeat(32),
    purpose: 'face-decoration',
    policyVersion: '2021-01-01',
    policySha256: SHA_EN,
    language: 'en',
    shownAtMs: 1_700_000_000_000,
    actor: 'self',
    appVersion: '0.1.0',
    events: events.map((kind, index) => ({ kind, atMs: 1_700_000_000_000 + index })),
    ...change,
  }
}
