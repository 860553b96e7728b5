import { checkOf, type Check, type RawText } from './checks'

/** One line of /proc/swaps. */
export interface SwapDevice {
  readonly name: string
  readonly totalBytes: number
  readonly usedBytes: number
  /** Compressed memory that the kernel swaps to. */
  readonly zram: boolean
}

/** Reads /proc/swaps; null when it is not that table. Source: proc_swaps(5), sizes in KiB, names with octal escapes. */
export function readSwaps(text: string): readonly SwapDevice[] | null {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '')
  if (!/^Filename\s+Type\s+Size\s+Used\s+Priority/.test(head)) return null
  const devices: SwapDevice[] = []
  for (const line of lines) {
    const found = /^(\S+)\s+\S+\s+(\d+)\s+(\d+)\s+-?\d+\s*$/.exec(line)
    if (!found) return null
    const [, escaped = '', total = '', used = ''] = found
    const name = escaped.replace(/\\([0-7]{3})/g, (_, digits: string) =>
      String.fromCharCode(parseInt(digits, 8)),
    )
    devices.push({
      name,
      totalBytes: Number(total) * 1024,
      usedBytes: Number(used) * 1024,
      zram: /^\/dev\/zram\d+$/.test(name),
    })
  }
  return devices
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** What is known of swap space: the table, and for each zram the disk it may write to (`/sys/block/zramN/backing_dev`). */
export interface SwapFacts {
  readonly table: RawText
  readonly backing: Readonly<Record<string, RawText>>
}

/** A zram without a disk behind it says `none`; a kernel that cannot have one has no such file. */
const isBacked = (raw: RawText | undefined): boolean | null =>
  raw === undefined || raw.kind === 'unreadable' ? null : raw.kind === 'text' && raw.text.trim() !== 'none'

export function judgeSwap({ table, backing }: SwapFacts): Check {
  const unknown = (reason: string) => checkOf('swap', 'swap-unknown', { reason }, true)
  const devices = table.kind === 'text' ? readSwaps(table.text) : null
  // A kernel without swap has no such table.
  if (table.kind === 'missing') return unknown('absent')
  if (devices === null) return unknown('unreadable')
  if (devices.length === 0) return checkOf('swap', 'swap-none', {}, true)
  const facts = (of: readonly SwapDevice[]) => ({
    devices: of.length,
    totalBytes: sum(of.map(({ totalBytes }) => totalBytes)),
    usedBytes: sum(of.map(({ usedBytes }) => usedBytes)),
  })
  const disks = devices.filter(({ zram }) => !zram)
  if (disks.length > 0) return checkOf('swap', 'swap-disk', facts(disks), true)
  const backed = devices.map(({ name }) => isBacked(backing[name]))
  if (backed.includes(true)) return checkOf('swap', 'swap-backed', facts(devices), true)
  if (backed.includes(null)) return unknown('unreadable')
  return checkOf('swap', 'swap-memory', facts(devices), true)
}

/** What is known of hibernation: /sys/power/state, /sys/power/disk, /sys/power/resume, and the swap table. */
export interface HibernationFacts {
  readonly state: RawText
  readonly disk: RawText
  readonly resume: RawText
  readonly swaps: RawText
}

/**
 * Whether the system can write all memory to a disk. It needs `disk` among the states and swap space on a disk to write to.
 * Source: Documentation/ABI/testing/sysfs-power.
 */
export function judgeHibernation({ state, disk, resume, swaps }: HibernationFacts): Check {
  const unknown = (reason: string) => checkOf('hibernation', 'hibernation-unknown', { reason }, true)
  if (state.kind === 'missing') return unknown('absent')
  if (state.kind === 'unreadable') return unknown('unreadable')
  const states = state.text.trim().split(/\s+/)
  const isDisabled = disk.kind === 'text' && disk.text.includes('[disabled]')
  if (!states.includes('disk') || isDisabled) return checkOf('hibernation', 'hibernation-off', {}, true)
  const devices = swaps.kind === 'text' ? readSwaps(swaps.text) : null
  if (devices === null) return unknown('unreadable')
  if (devices.every(({ zram }) => zram)) return checkOf('hibernation', 'hibernation-noPlace', {}, true)
  const resumeFrom = resume.kind === 'text' ? resume.text.trim().slice(0, 40) : ''
  return checkOf('hibernation', 'hibernation-possible', { resumeFrom: resumeFrom || '0:0' }, true)
}

/** What is known of core dumps: the kernel's two settings and /proc/PID/limits of each of Kazari's processes. */
export interface CoreFacts {
  readonly pattern: RawText
  readonly usesPid: RawText
  readonly limits: readonly RawText[]
}

/** The soft limit on core files in bytes, Infinity without one, null when the text is not that table. */
export function coreLimit(text: string): number | null {
  const found = /^Max core file size\s+(\d+|unlimited)\s/m.exec(text)
  if (!found) return null
  return found[1] === 'unlimited' ? Infinity : Number(found[1])
}

/** Below one page the kernel begins no core file. Source: fs/coredump.c, min_coredump. */
const SMALLEST_CORE_BYTES = 4096

/**
 * Whether a crash leaves a copy of memory. A handler (`|program`) is given the whole memory whatever the limit says, with one
 * exception: a limit of exactly 1 byte stops it. A socket (`@path`) has no such exception. Source: core(5), fs/coredump.c.
 */
export function judgeCoreDumps({ pattern, usesPid, limits }: CoreFacts): Check {
  const unknown = (reason: string) => checkOf('core-dumps', 'dumps-unknown', { reason }, true)
  if (pattern.kind !== 'text') return unknown(pattern.kind === 'missing' ? 'absent' : 'unreadable')
  const read = limits.map((raw) => (raw.kind === 'text' ? coreLimit(raw.text) : null))
  const soft = read.filter((limit) => limit !== null)
  if (soft.length === 0 || soft.length < limits.length) return unknown('unreadable')
  const highest = Math.max(...soft)
  const limit = highest === Infinity ? 'unlimited' : highest
  const text = pattern.text.trim()
  if (text.startsWith('@')) return checkOf('core-dumps', 'dumps-handler', { handler: '@', limit }, true)
  if (text.startsWith('|')) {
    const program = text.slice(1).trim().split(/\s+/)[0] ?? ''
    const handler = program.slice(program.lastIndexOf('/') + 1).slice(0, 80)
    return soft.every((each) => each === 1)
      ? checkOf('core-dumps', 'dumps-off', { limit }, true)
      : checkOf('core-dumps', 'dumps-handler', { handler, limit }, true)
  }
  const isNameless = text === '' && usesPid.kind === 'text' && usesPid.text.trim() === '0'
  if (isNameless || highest < SMALLEST_CORE_BYTES) return checkOf('core-dumps', 'dumps-off', { limit }, true)
  return checkOf('core-dumps', 'dumps-file', { limit }, true)
}
