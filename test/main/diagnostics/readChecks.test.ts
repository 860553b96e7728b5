import { describe, expect, it } from 'vitest'
import { unmetChecks, type CheckId } from '../../../src/domain/diagnostics/checks'
import { readChecks, type CheckParts } from '../../../src/main/diagnostics/readChecks'
import {
  blind,
  debian,
  fedora,
  kiosk,
  leaking,
  METRICS,
  readerOf,
  ubuntu,
  type Computer,
} from './hosts/computers'

const parts = (computer: Computer, change: Partial<CheckParts> = {}): CheckParts => ({
  host: readerOf(computer),
  platform: 'linux',
  packaged: true,
  sandboxed: true,
  testSwitches: [],
  userData: { directory: '/run/user/1000/kazari', inMemory: true },
  temporaryDirectory: '/tmp',
  confinement: {
    kind: 'confined',
    landlockAbi: 7,
    networkDenied: true,
    visionConfined: true,
    writable: ['/home/sato/.config/kazari/records', '/run/user/1000/kazari'],
  },
  partitionInMemory: () => true,
  blockedRequests: () => 0,
  visionStatus: () => ({ state: 'off' }),
  metrics: () => METRICS,
  fuseWire: () => Promise.resolve({ kind: 'wire', version: 1, fuses: '01001100' }),
  programFiles: () => Promise.resolve({ kind: 'compared', files: 90, differing: [] }),
  ...change,
})

async function statesOf(computer: Computer, change: Partial<CheckParts> = {}) {
  const { checks } = await readChecks(parts(computer, change))
  return Object.fromEntries(checks.map(({ id, state }) => [id, state])) as Record<CheckId, string>
}

describe('a computer is read as it is:', () => {
  it('Debian with swap and hibernation', async () => {
    expect(await statesOf(debian)).toEqual({
      partition: 'partition-memory',
      'user-data': 'userData-memory',
      network: 'network-none',
      confinement: 'confinement-on',
      sandbox: 'sandbox-on',
      swap: 'swap-disk',
      hibernation: 'hibernation-possible',
      'core-dumps': 'dumps-off',
      'print-spool': 'spool-keeps',
      temporary: 'temporary-denied',
      switches: 'switches-clean',
      fuses: 'fuses-sealed',
      'program-files': 'files-match',
      engine: 'engine-off',
    })
  })

  it('Fedora with zram, systemd-coredump and a print system that may not be looked at', async () => {
    expect(await statesOf(fedora)).toMatchObject({
      swap: 'swap-memory',
      hibernation: 'hibernation-off',
      'core-dumps': 'dumps-handler',
      'print-spool': 'spool-unknown',
    })
  })

  it('Ubuntu with a swap file, apport and kept jobs', async () => {
    const { checks } = await readChecks(parts(ubuntu))
    const factsOf = (id: CheckId) => checks.find((check) => check.id === id)
    expect(factsOf('swap')).toMatchObject({ state: 'swap-disk', facts: { totalBytes: 4_294_963_200 } })
    expect(factsOf('core-dumps')).toMatchObject({ state: 'dumps-handler', facts: { handler: 'apport' } })
    expect(factsOf('print-spool')).toMatchObject({
      state: 'spool-keeps',
      facts: { hours: 'always', jobs: 100 },
    })
    expect(unmetChecks(checks).map(({ id }) => id)).toEqual([
      'swap',
      'hibernation',
      'core-dumps',
      'print-spool',
    ])
  })

  it('one set up for visitors, with nothing left to accept', async () => {
    const { checks } = await readChecks(parts(kiosk))
    expect(unmetChecks(checks)).toEqual([])
    expect(checks.every(({ outcome }) => outcome === 'pass')).toBe(true)
  })
})

describe('connections', () => {
  it('of other programs are not Kazari’s, its own are', async () => {
    expect((await statesOf(kiosk)).network).toBe('network-none')
    expect((await statesOf(leaking)).network).toBe('network-open')
  })

  it('are unknown when a process without a filter cannot be looked into', async () => {
    expect((await statesOf(blind)).network).toBe('network-unknown')
  })
})

it('processes are told with their walls, and the page is seen to be walled in', async () => {
  const { processes } = await readChecks(parts(kiosk))
  expect(processes.map(({ kind, seccomp, depth }) => [kind, seccomp, depth])).toEqual([
    ['main', 0, 1],
    ['page', 2, 3],
    ['graphics', 0, 1],
    ['network', 0, 1],
    ['vision', 0, 1],
  ])
})

it('elsewhere than on Linux what cannot be seen is unknown, and none of it passes', async () => {
  const { checks, processes } = await readChecks(
    parts(kiosk, {
      platform: 'win32',
      userData: { directory: 'C:\\kazari', inMemory: false },
      confinement: { kind: 'unconfined', reason: 'not-linux' },
    }),
  )
  expect(processes).toEqual([])
  const unknown = checks.filter(({ outcome }) => outcome === 'unknown')
  expect(unknown.map(({ id }) => id)).toEqual([
    'network',
    'confinement',
    'sandbox',
    'swap',
    'hibernation',
    'core-dumps',
    'print-spool',
    'temporary',
  ])
  for (const { facts } of unknown) expect(facts['reason']).toBe('not-linux')
  expect(checks.find(({ id }) => id === 'user-data')?.outcome).toBe('attention')
})

it('a temporary folder that is among the writable ones is not denied', async () => {
  const writable = ['/tmp']
  const confinement = {
    kind: 'confined',
    landlockAbi: 7,
    networkDenied: true,
    visionConfined: true,
    writable,
  } as const
  expect((await statesOf(kiosk, { confinement })).temporary).toBe('temporary-disk')
})
