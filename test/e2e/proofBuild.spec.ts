import { expect, test } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FALLEN_WALLS, LEAK_KINDS } from '../../src/main/proof/leakKinds'
import { root } from './support/app'

/** A word as a text of its own: “crash-reporter” is part of a switch that every build refuses. */
const quoted = (word: string): string => `"${word}"`

/** Words that only the hook of the proof has, and the one that slows vision. */
const TRACES = [
  // React knows “dns-prefetch” as well.
  ...LEAK_KINDS.filter((kind) => kind.includes('-') && kind !== 'dns-prefetch').map(quoted),
  ...FALLEN_WALLS.map(quoted),
  '--kazari-proof-leak=',
  '__proofReplies',
  'startProof',
  'slowedNets',
]

function tracesIn(directory: string): string[] {
  const files = readdirSync(join(root, directory), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(cjs|js)$/.test(entry.name),
  )
  const text = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n')
  return TRACES.filter((trace) => text.includes(trace))
}

test('the build for people has nothing of the hooks for proofs and drivers, which this test sees in the test build', () => {
  expect(tracesIn('out')).toEqual([])
  expect(tracesIn('out-test')).toEqual(TRACES)
})
