import { checkOf, type Check } from './checks'

export const PROCESS_KINDS = [
  'main',
  'page',
  'graphics',
  'vision',
  'network',
  'sound',
  'zygote',
  'other',
] as const
export type ProcessKind = (typeof PROCESS_KINDS)[number]

/** The walls of one process, as /proc/PID has them. Null: could not be read. */
export interface ProcessWalls {
  readonly pid: number
  readonly kind: ProcessKind
  /** 0 none, 1 strict, 2 a filter on system calls. */
  readonly seccomp: number | null
  readonly noNewPrivileges: boolean | null
  /** How many process namespaces deep: deeper than main is in a room of its own. */
  readonly depth: number | null
  /** `user:[4026531837]` */
  readonly userNamespace: string | null
}

/** What a process is, by the names that Electron gives it. */
export function processKind(metric: {
  readonly type: string
  readonly name: string
  readonly serviceName: string
}): ProcessKind {
  switch (metric.type) {
    case 'Browser':
      return 'main'
    case 'Tab':
      return 'page'
    case 'GPU':
      return 'graphics'
    case 'Zygote':
      return 'zygote'
    default:
      if (metric.name === 'Kazari vision') return 'vision'
      if (metric.serviceName.startsWith('network.')) return 'network'
      return metric.serviceName.startsWith('audio.') ? 'sound' : 'other'
  }
}

/** Reads /proc/PID/status. Source: proc_pid_status(5). */
export function readStatus(text: string): Pick<ProcessWalls, 'seccomp' | 'noNewPrivileges' | 'depth'> {
  const field = (name: string): string | null =>
    new RegExp(`^${name}:\\s+(.+)$`, 'm').exec(text)?.[1]?.trim() ?? null
  const seccomp = field('Seccomp')
  const privileges = field('NoNewPrivs')
  const pids = field('NSpid')
  return {
    seccomp: seccomp === null ? null : Number(seccomp),
    noNewPrivileges: privileges === null ? null : privileges === '1',
    depth: pids === null ? null : pids.split(/\s+/).length,
  }
}

/** Chromium's sandbox as a page must have it: a filter, no way to more rights, and rooms of its own. Null: nobody could look. */
export function isWalledIn(process: ProcessWalls, main: ProcessWalls): boolean | null {
  const { seccomp, noNewPrivileges, depth, userNamespace } = process
  if (seccomp === null || noNewPrivileges === null || depth === null || main.depth === null) return null
  const ownUsers =
    userNamespace !== null && main.userNamespace !== null && userNamespace !== main.userNamespace
  return seccomp === 2 && noNewPrivileges && (depth > main.depth || ownUsers)
}

/**
 * The page is where strangers' pictures are opened: it must be walled in. Chromium gives its services on Linux no filter of
 * their own, and software drawing none to graphics: they are named, not judged.
 */
export function judgeSandbox(
  processes: readonly ProcessWalls[] | 'not-linux',
  startedWithout: boolean,
): Check {
  // Only a test build starts without it, and it says so whatever else is found.
  if (startedWithout) return checkOf('sandbox', 'sandbox-test', {})
  if (processes === 'not-linux') return checkOf('sandbox', 'sandbox-unknown', { reason: 'not-linux' }, true)
  const main = processes.find(({ kind }) => kind === 'main')
  const pages = processes.filter(({ kind }) => kind === 'page')
  if (main === undefined || pages.length === 0)
    return checkOf('sandbox', 'sandbox-unknown', { reason: 'absent' }, true)
  const walled = pages.map((page) => isWalledIn(page, main))
  if (walled.includes(false))
    return checkOf('sandbox', 'sandbox-off', { pages: walled.filter((each) => each === false).length }, true)
  if (walled.includes(null)) return checkOf('sandbox', 'sandbox-unknown', { reason: 'unreadable' }, true)
  const bare = processes.filter(({ kind, seccomp }) => seccomp !== 2 && kind !== 'main' && kind !== 'zygote')
  const bareKinds = [...new Set(bare.map(({ kind }) => kind))].join(' ')
  return checkOf(
    'sandbox',
    'sandbox-on',
    { processes: processes.length, pages: pages.length, bareKinds },
    true,
  )
}

/** A socket of the internet families. `own` stays on this computer; `open` could leave it. */
export interface InternetSocket {
  readonly inode: string
  readonly reach: 'own' | 'open'
}

/** Addresses as the kernel writes them, bytes of each word reversed: 127.0.0.0/8, ::1, and the first inside IPv6. */
const LOOPBACK = /^(?:[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/i

/** Reads /proc/PID/net/tcp and its siblings. Source: proc_pid_net(5). */
export function readSockets(text: string): readonly InternetSocket[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length >= 10)
    .map((fields) => {
      const [local = '', remote = ''] = [fields[1]?.split(':')[0], fields[2]?.split(':')[0]]
      // One that listens has no other end: where it listens counts.
      const end = /^0+$/.test(remote) ? local : remote
      return { inode: fields[9] ?? '', reach: LOOPBACK.test(end) ? 'own' : 'open' }
    })
}

/** What is known of ways out: requests that were cancelled, and sockets that Kazari's processes hold. */
export interface NetworkFacts {
  readonly blockedRequests: number
  /** Null: nobody could look. */
  readonly sockets: { readonly own: number; readonly open: number } | null
  readonly reason: 'not-linux' | 'unreadable'
}

export function judgeNetwork({ blockedRequests: refused, sockets, reason }: NetworkFacts): Check {
  if (sockets === null) return checkOf('network', 'network-unknown', { refused, reason })
  const facts = { refused, connections: sockets.open + sockets.own, ...sockets }
  if (sockets.open > 0) return checkOf('network', 'network-open', facts)
  if (sockets.own > 0) return checkOf('network', 'network-own', facts)
  return checkOf('network', refused === 0 ? 'network-none' : 'network-refused', facts)
}
