import { describe, expect, it } from 'vitest'
import {
  ALL_STATES,
  CHECK_IDS,
  CHECK_STATES,
  checkOf,
  countChecks,
  unmetChecks,
  type RawText,
} from '../../../src/domain/diagnostics/checks'
import { judgeFuses, readFuseWire, type FuseWire } from '../../../src/domain/diagnostics/fuseCheck'
import {
  judgeConfinement,
  judgeEngine,
  judgeProgramFiles,
  judgeSwitches,
  judgeTemporary,
  judgeUserData,
} from '../../../src/domain/diagnostics/ownChecks'
import {
  judgeNetwork,
  judgeSandbox,
  processKind,
  readSockets,
  readStatus,
  type ProcessWalls,
} from '../../../src/domain/diagnostics/processChecks'
import { judgeSpool, readJobKeeping, spoolFolder } from '../../../src/domain/diagnostics/spoolCheck'

const text = (written: string): RawText => ({ kind: 'text', text: written })

describe('checks', () => {
  it('have states of one name each, and only pass is a pass', () => {
    expect(new Set(ALL_STATES).size).toBe(ALL_STATES.length)
    for (const id of CHECK_IDS)
      for (const [state, outcome] of Object.entries(CHECK_STATES[id]))
        if (state.endsWith('-unknown')) expect(outcome, state).toBe('unknown')
  })

  it('keep a kiosk shut when they are required and anything but a pass', () => {
    const checks = [
      checkOf('swap', 'swap-none', {}, true),
      checkOf('swap', 'swap-disk', {}, true),
      checkOf('core-dumps', 'dumps-unknown', {}, true),
      checkOf('temporary', 'temporary-disk'),
    ]
    expect(unmetChecks(checks).map(({ state }) => state)).toEqual(['swap-disk', 'dumps-unknown'])
    expect(countChecks(checks)).toEqual({ pass: 1, look: 3 })
  })
})

describe('the print spool', () => {
  const judge = (configuration: RawText, installed = true, folderInMemory: boolean | null = false) =>
    judgeSpool({ installed, configuration, folderInMemory })

  it('keeps files for a day where nothing is said', () => {
    expect(judge(text('LogLevel warn\n'))).toMatchObject({
      state: 'spool-keeps',
      facts: { hours: 24, jobs: 500 },
    })
  })

  it.each([
    ['PreserveJobFiles No', 'spool-clean'],
    ['preservejobfiles off\n', 'spool-clean'],
    ['PreserveJobFiles 0', 'spool-clean'],
    ['PreserveJobHistory No', 'spool-clean'],
    ['# PreserveJobFiles No', 'spool-keeps'],
    ['PreserveJobFiles No\nPreserveJobFiles Yes', 'spool-keeps'],
    ['PreserveJobFiles 1h', 'spool-keeps'],
    ['PreserveJobFiles maybe', 'spool-unknown'],
  ] as const)('with %j is judged', (configuration, state) => {
    expect(judge(text(configuration)).state).toBe(state)
  })

  it('is none without a print system, and unknown where its settings may not be read', () => {
    expect(judge({ kind: 'missing' }, false).state).toBe('spool-none')
    expect(judge({ kind: 'unreadable' })).toMatchObject({
      state: 'spool-unknown',
      facts: { reason: 'unreadable' },
    })
    expect(judge({ kind: 'missing' })).toMatchObject({ outcome: 'unknown' })
    expect(judge(text(''), true, true).state).toBe('spool-memory')
  })

  it('reads times with units, and another folder', () => {
    expect(readJobKeeping('PreserveJobFiles 2d\nMaxJobs 0')).toMatchObject({ files: 172_800, jobs: 0 })
    expect(spoolFolder('')).toBe('/var/spool/cups')
    expect(spoolFolder('#RequestRoot /a\nRequestRoot /dev/shm/cups\n')).toBe('/dev/shm/cups')
  })
})

describe('the sandbox', () => {
  const main: ProcessWalls = {
    pid: 10,
    kind: 'main',
    seccomp: 0,
    noNewPrivileges: false,
    depth: 1,
    userNamespace: 'user:[1]',
  }
  const page: ProcessWalls = {
    pid: 20,
    kind: 'page',
    seccomp: 2,
    noNewPrivileges: true,
    depth: 3,
    userNamespace: 'user:[2]',
  }
  const network: ProcessWalls = { ...main, pid: 30, kind: 'network' }

  it('holds a page that is walled in, and names the services that are not', () => {
    expect(judgeSandbox([main, page, network], false)).toMatchObject({
      state: 'sandbox-on',
      facts: { processes: 3, pages: 1, bareKinds: 'network' },
    })
  })

  it.each([
    ['no filter', { seccomp: 0 }],
    ['more rights to gain', { noNewPrivileges: false }],
    ['no room of its own', { depth: 1, userNamespace: 'user:[1]' }],
  ])('is off with %s', (_name, change) => {
    expect(judgeSandbox([main, page, { ...page, pid: 21, ...change }], false).state).toBe('sandbox-off')
  })

  it('is unknown without a page to look at, without its status, and elsewhere than on Linux', () => {
    expect(judgeSandbox([main, network], false).outcome).toBe('unknown')
    expect(judgeSandbox([main, { ...page, seccomp: null }], false).outcome).toBe('unknown')
    expect(judgeSandbox([], false).outcome).toBe('unknown')
    expect(judgeSandbox('not-linux', false)).toMatchObject({ outcome: 'unknown', required: true })
  })

  it('was given up by a test build that says so, whatever its processes look like', () => {
    expect(judgeSandbox([main, page], true)).toMatchObject({ state: 'sandbox-test', outcome: 'fail' })
  })

  it('is read out of the status of a process', () => {
    const status = 'Name:\telectron\nNSpid:\t11516\t12\t1\nNoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t3\n'
    expect(readStatus(status)).toEqual({ seccomp: 2, noNewPrivileges: true, depth: 3 })
    expect(readStatus('')).toEqual({ seccomp: null, noNewPrivileges: null, depth: null })
  })

  it('knows processes by their names', () => {
    const kind = (type: string, name = '', serviceName = '') => processKind({ type, name, serviceName })
    expect(kind('Browser')).toBe('main')
    expect(kind('Tab')).toBe('page')
    expect(kind('Utility', 'Kazari vision', 'node.mojom.NodeService')).toBe('vision')
    expect(kind('Utility', 'Network Service', 'network.mojom.NetworkService')).toBe('network')
    expect(kind('Sandbox helper')).toBe('other')
  })
})

describe('ways out', () => {
  const table = (...rows: string[]) =>
    [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      ...rows,
    ].join('\n')
  const row = (local: string, remote: string, inode: number) =>
    `   0: ${local} ${remote} 0A 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 100 0 0 10 0`

  it.each([
    ['listening on this computer', '0100007F:2328', '00000000:0000', 'own'],
    ['listening to everybody', '00000000:1F90', '00000000:0000', 'open'],
    ['connected within', '0100007F:B26C', '0100007F:2328', 'own'],
    ['connected to elsewhere', '020200C0:B26C', '507100CB:01BB', 'open'],
    [
      'within, over IPv6',
      '00000000000000000000000001000000:0050',
      '00000000000000000000000001000000:C000',
      'own',
    ],
    [
      'within, over IPv4 in IPv6',
      '0000000000000000FFFF00000100007F:0050',
      '0000000000000000FFFF00000100007F:C000',
      'own',
    ],
    [
      'elsewhere, over IPv6',
      '000080FE00000000000000000000007F:0050',
      'B80D0120000000000000000001000000:01BB',
      'open',
    ],
  ] as const)('%s are told apart', (_name, local, remote, reach) => {
    expect(readSockets(table(row(local, remote, 4711)))).toEqual([{ inode: '4711', reach }])
  })

  it.each([
    [0, { own: 0, open: 0 }, 'network-none'],
    [3, { own: 0, open: 0 }, 'network-refused'],
    [0, { own: 2, open: 0 }, 'network-own'],
    [0, { own: 2, open: 1 }, 'network-open'],
    [0, null, 'network-unknown'],
  ] as const)('with %i refused and %j are judged', (blockedRequests, sockets, state) => {
    expect(judgeNetwork({ blockedRequests, sockets, reason: 'unreadable' }).state).toBe(state)
  })
})

describe('fuses', () => {
  const wire = (fuses: string): FuseWire => ({ kind: 'wire', version: 1, fuses })

  it.each([
    ['as a package must have them', '01001100', true, 'fuses-sealed'],
    ['with more behind them', '010011001', true, 'fuses-sealed'],
    ['with the snapshot of its own', '01001110', true, 'fuses-sealed'],
    ['with the inspector open', '01011100', true, 'fuses-open'],
    ['of the stock runtime', '10110001', true, 'fuses-open'],
    ['of an older runtime that has one less', '0100110', true, 'fuses-open'],
    ['of the stock runtime, not packaged', '10110001', false, 'fuses-development'],
  ] as const)('%s are judged', (_name, fuses, packaged, state) => {
    expect(judgeFuses(wire(fuses), packaged).state).toBe(state)
  })

  it('name those that are not right', () => {
    expect(judgeFuses(wire('11001101'), true).facts).toMatchObject({
      right: 5,
      wanted: 7,
      names: 'RunAsNode, GrantFileProtocolExtraPrivileges',
    })
  })

  it('are unknown without a wire, in another version, and with a wire that is cut short', () => {
    expect(judgeFuses({ kind: 'missing' }, true)).toMatchObject({ outcome: 'unknown', required: true })
    expect(judgeFuses({ kind: 'unreadable' }, true).outcome).toBe('unknown')
    expect(judgeFuses({ ...wire('01001100'), version: 2 } as FuseWire, true).outcome).toBe('unknown')
    expect(readFuseWire(new Uint8Array([1, 8, 48, 49]))).toEqual({ kind: 'unreadable' })
    expect(readFuseWire(new Uint8Array([1, 2, 48, 49, 0]))).toEqual({ kind: 'wire', version: 1, fuses: '01' })
  })
})

describe('Kazari itself', () => {
  it('says where its folders are', () => {
    expect(judgeUserData({ inMemory: true, fileSystem: 'tmpfs' }, true).state).toBe('userData-memory')
    expect(judgeUserData({ inMemory: false, fileSystem: 'ext4' }, true).state).toBe('userData-disk')
    expect(judgeUserData({ inMemory: false, fileSystem: null }, false)).toMatchObject({
      state: 'userData-skeleton',
      required: true,
    })
    expect(judgeTemporary('tmpfs', false).state).toBe('temporary-memory')
    expect(judgeTemporary('ext4', true).state).toBe('temporary-denied')
    expect(judgeTemporary('ext4', false).state).toBe('temporary-disk')
    expect(judgeTemporary(null, true).outcome).toBe('unknown')
    expect(judgeTemporary('not-linux', false).outcome).toBe('unknown')
  })

  it('says what it was started with', () => {
    expect(judgeSwitches([]).state).toBe('switches-clean')
    expect(judgeSwitches(['no-sandbox']).facts).toEqual({ names: '--no-sandbox' })
  })

  it('says how far the system holds it back', () => {
    const confined = {
      kind: 'confined',
      landlockAbi: 7,
      networkDenied: true,
      visionConfined: true,
      writable: ['/a'],
    } as const
    expect(judgeConfinement(confined, true)).toMatchObject({ state: 'confinement-on', required: true })
    expect(judgeConfinement({ ...confined, visionConfined: false }, true).state).toBe('confinement-partly')
    expect(judgeConfinement({ kind: 'unconfined', reason: 'not-launched' }, true)).toMatchObject({
      state: 'confinement-off',
      required: true,
    })
    expect(judgeConfinement({ kind: 'unconfined', reason: 'not-launched' }, false).required).toBe(false)
    expect(judgeConfinement({ kind: 'unconfined', reason: 'kernel-without-landlock' }, true).required).toBe(
      false,
    )
    expect(judgeConfinement({ kind: 'unconfined', reason: 'not-linux' }, true).outcome).toBe('unknown')
  })

  it('says whether its files are those that were built', () => {
    expect(judgeProgramFiles({ kind: 'compared', files: 9, differing: [] }).outcome).toBe('pass')
    expect(judgeProgramFiles({ kind: 'compared', files: 9, differing: ['a'] }).outcome).toBe('fail')
    expect(judgeProgramFiles({ kind: 'compared', files: 0, differing: [] }).outcome).toBe('fail')
    expect(judgeProgramFiles({ kind: 'no-list' }).outcome).toBe('unknown')
  })

  it('says which engine runs, and that another one stopped', () => {
    const engine = (passedOver: { engine: string; reason: string }[]) =>
      judgeEngine({ state: 'ready', engine: 'wasm', passedOver }).state
    expect(engine([{ engine: 'native', reason: 'not-installed' }])).toBe('engine-running')
    expect(engine([{ engine: 'native', reason: 'crashed' }])).toBe('engine-fallback')
    expect(judgeEngine({ state: 'failed', engine: null, passedOver: [] }).outcome).toBe('fail')
    expect(judgeEngine({ state: 'off', engine: null, passedOver: [] }).state).toBe('engine-off')
  })
})
