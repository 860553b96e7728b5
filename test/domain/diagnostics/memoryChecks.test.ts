import { describe, expect, it } from 'vitest'
import type { RawText } from '../../../src/domain/diagnostics/checks'
import {
  coreLimit,
  judgeCoreDumps,
  judgeHibernation,
  judgeSwap,
  readSwaps,
} from '../../../src/domain/diagnostics/memoryChecks'

const text = (written: string): RawText => ({ kind: 'text', text: written })
const missing: RawText = { kind: 'missing' }
const unreadable: RawText = { kind: 'unreadable' }

const HEAD = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'
const PARTITION = '/dev/nvme0n1p3                          partition\t8388604\t\t1024\t\t-2\n'
const FILE = '/swap\\040file.img                         file\t\t2097148\t\t0\t\t-3\n'
const ZRAM = '/dev/zram0                              partition\t4194300\t\t512\t\t100\n'

describe('the table of swap', () => {
  it('is read with sizes in bytes, escaped names and zram as memory', () => {
    expect(readSwaps(HEAD + PARTITION + FILE + ZRAM)).toEqual([
      { name: '/dev/nvme0n1p3', totalBytes: 8_589_930_496, usedBytes: 1_048_576, zram: false },
      { name: '/swap file.img', totalBytes: 2_147_479_552, usedBytes: 0, zram: false },
      { name: '/dev/zram0', totalBytes: 4_294_963_200, usedBytes: 524_288, zram: true },
    ])
  })

  it('is nothing when it is another text', () => {
    for (const other of ['', 'hello\n', `${HEAD}/dev/sda1 partition many 0 -2\n`, `${HEAD}short\n`])
      expect(readSwaps(other)).toBeNull()
  })

  it.each([
    ['no swap', HEAD, {}, 'swap-none'],
    ['a partition', HEAD + PARTITION, {}, 'swap-disk'],
    ['a file', HEAD + FILE, {}, 'swap-disk'],
    ['zram without a disk behind it', HEAD + ZRAM, { '/dev/zram0': text('none\n') }, 'swap-memory'],
    ['zram of a kernel that knows no disk behind it', HEAD + ZRAM, { '/dev/zram0': missing }, 'swap-memory'],
    ['zram with a disk behind it', HEAD + ZRAM, { '/dev/zram0': text('/dev/sda5\n') }, 'swap-backed'],
    ['zram nobody may look behind', HEAD + ZRAM, { '/dev/zram0': unreadable }, 'swap-unknown'],
    ['zram beside a partition', HEAD + ZRAM + PARTITION, { '/dev/zram0': text('none') }, 'swap-disk'],
    ['another text', 'hello', {}, 'swap-unknown'],
  ] as const)('with %s is judged', (_name, table, backing, state) => {
    expect(judgeSwap({ table: text(table), backing })).toMatchObject({ state, required: true })
  })

  it('counts only what goes to a disk', () => {
    const check = judgeSwap({ table: text(HEAD + ZRAM + PARTITION), backing: {} })
    expect(check.facts).toEqual({ devices: 1, totalBytes: 8_589_930_496, usedBytes: 1_048_576 })
  })

  it('is unknown when it cannot be read, never a pass', () => {
    for (const table of [missing, unreadable])
      expect(judgeSwap({ table, backing: {} })).toMatchObject({ outcome: 'unknown' })
  })
})

describe('hibernation', () => {
  const judge = (state: RawText, swaps: RawText, disk: RawText = missing) =>
    judgeHibernation({ state, disk, resume: text('8:3\n'), swaps }).state

  it.each([
    ['a kernel that only sleeps', text('freeze mem\n'), text(HEAD + PARTITION), 'hibernation-off'],
    ['a kernel without power states', text('\n'), text(HEAD), 'hibernation-off'],
    ['no swap to write to', text('freeze mem disk\n'), text(HEAD), 'hibernation-noPlace'],
    ['swap in memory alone', text('freeze mem disk\n'), text(HEAD + ZRAM), 'hibernation-noPlace'],
    ['swap on a disk', text('freeze mem disk\n'), text(HEAD + PARTITION), 'hibernation-possible'],
    ['swap nobody may look at', text('freeze mem disk\n'), unreadable, 'hibernation-unknown'],
    ['states nobody may look at', unreadable, text(HEAD), 'hibernation-unknown'],
    ['no states at all', missing, text(HEAD), 'hibernation-unknown'],
  ] as const)('with %s is judged', (_name, state, swaps, wanted) => {
    expect(judge(state, swaps)).toBe(wanted)
  })

  it('is off when the kernel was started with nohibernate', () => {
    const disk = text('[disabled]\n')
    expect(judge(text('freeze mem disk\n'), text(HEAD + PARTITION), disk)).toBe('hibernation-off')
  })
})

describe('core dumps', () => {
  const limits = (soft: string) =>
    text(
      `Limit                     Soft Limit           Hard Limit           Units     \nMax core file size        ${soft.padEnd(20)} unlimited            bytes     \n`,
    )
  const judge = (pattern: string, ...soft: string[]) =>
    judgeCoreDumps({ pattern: text(pattern), usesPid: text('0\n'), limits: soft.map(limits) })

  it('read the soft limit', () => {
    expect(coreLimit('Max core file size        0                    unlimited            bytes')).toBe(0)
    expect(coreLimit('Max core file size        unlimited            unlimited            bytes')).toBe(
      Infinity,
    )
    expect(coreLimit('Max cpu time   unlimited  unlimited  seconds')).toBeNull()
  })

  it.each([
    ['a file and a limit of 0', 'core\n', ['0'], 'dumps-off'],
    ['a file and a limit below a page', 'core\n', ['4095'], 'dumps-off'],
    ['a file and no limit', 'core\n', ['unlimited'], 'dumps-file'],
    ['a file and one process without a limit', '/var/core/%e\n', ['0', '0', 'unlimited'], 'dumps-file'],
    ['no pattern and no number', '\n', ['unlimited'], 'dumps-off'],
    // The kernel does not ask the limit for a handler, so 0 stops nothing.
    ['systemd-coredump and a limit of 0', '|/usr/lib/systemd/systemd-coredump %P\n', ['0'], 'dumps-handler'],
    ['apport', '|/usr/share/apport/apport -p%p -s%s -c%c\n', ['0', '0'], 'dumps-handler'],
    ['a handler and a limit of exactly 1', '|/usr/bin/handler %p\n', ['1', '1'], 'dumps-off'],
    ['a handler and a limit of 1 on one process only', '|/usr/bin/handler\n', ['1', '0'], 'dumps-handler'],
    ['a socket, whatever the limit', '@/run/core.socket\n', ['1'], 'dumps-handler'],
  ] as const)('with %s are judged', (_name, pattern, soft, state) => {
    expect(judge(pattern, ...soft).state).toBe(state)
  })

  it('name the handler by its program alone', () => {
    expect(judge('|/usr/lib/systemd/systemd-coredump %P %u', '0').facts).toEqual({
      handler: 'systemd-coredump',
      limit: 0,
    })
  })

  it('are unknown when pattern or limits cannot be read', () => {
    const usesPid = text('0')
    const cases = [
      judgeCoreDumps({ pattern: unreadable, usesPid, limits: [limits('0')] }),
      judgeCoreDumps({ pattern: missing, usesPid, limits: [limits('0')] }),
      judgeCoreDumps({ pattern: text('core'), usesPid, limits: [unreadable] }),
      judgeCoreDumps({ pattern: text('core'), usesPid, limits: [limits('0'), unreadable] }),
      judgeCoreDumps({ pattern: text('core'), usesPid, limits: [] }),
    ]
    for (const check of cases) expect(check.outcome).toBe('unknown')
  })

  it('with an empty pattern and numbers are still written', () => {
    const facts = { pattern: text('\n'), usesPid: text('1\n'), limits: [limits('unlimited')] }
    expect(judgeCoreDumps(facts).state).toBe('dumps-file')
  })
})
