import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { release } from 'node:os'
import { isRoot } from '../lib/project.mjs'
import { run } from '../lib/run.mjs'
import { volumeObstacle } from './content/volume.mjs'

const TMPFS = 0x01021994

const read = (path) => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

const has = async (program) => (await run('sh', ['-c', `command -v ${program}`])).code === 0

/** Version of Landlock that the kernel speaks, or null: asked by the launcher's own call where there is one, else by the list of modules. */
const landlock = () => {
  const modules = read('/sys/kernel/security/lsm')
  return modules === null ? null : modules.split(',').includes('landlock')
}

/**
 * What belongs to the computer and not to Kazari, and what of the proof it allows. Each condition is { id, value, good, says }: `good`
 * false is a gap of the host that the guarantee names; null is unknown.
 */
export async function hostConditions() {
  const swaps = read('/proc/swaps')?.split('\n').slice(1) ?? []
  const pattern = read('/proc/sys/kernel/core_pattern')
  const core = /Max core file size\s+(\S+)/.exec(read('/proc/self/limits') ?? '')?.[1] ?? null
  const shm = existsSync('/dev/shm') ? statfsSync('/dev/shm').type === TMPFS : null
  const spool = existsSync('/var/spool/cups') || (await has('lpstat'))
  const active = landlock()
  const conditions = [
    { id: 'kernel', value: release(), good: null, says: 'The kernel under which the proof ran.' },
    {
      id: 'swap',
      value: swaps.length === 0 ? 'off' : swaps.map((line) => line.split(/\s+/)[0]).join(', '),
      good: swaps.length === 0,
      says: 'Swap belongs to the host: it may copy memory to disk without asking a program.',
    },
    {
      id: 'core-pattern',
      value: pattern,
      good: core === '0' || (pattern !== null && pattern.startsWith('|') === false && core === '0'),
      says: 'A core dump belongs to the host: it would be a copy of the memory of a process that crashed.',
    },
    {
      id: 'core-limit',
      value: core,
      good: core === '0',
      says: 'The limit on core files under which the proof ran.',
    },
    {
      id: 'memory-directory',
      value: shm === null ? 'missing' : shm ? 'tmpfs' : 'not in memory',
      good: shm,
      says: 'Where Chromium has its working files: it must be memory.',
    },
    {
      id: 'print-spool',
      value: spool ? 'a print system is installed' : 'none',
      good: spool ? null : true,
      says: 'A print queue belongs to the host: it may keep a page after printing.',
    },
    {
      id: 'landlock',
      value: active === null ? 'unknown' : active ? 'active' : 'not active',
      good: active,
      says: 'With it the launcher takes every place on disk away from the app, whatever the app tries.',
    },
  ]
  const tools = { strace: await has('strace'), unshare: await has('unshare') }
  return {
    conditions,
    root: isRoot(),
    tools,
    volumeObstacle: await volumeObstacle(),
    traceObstacle: await traceObstacle(tools.strace),
    networkObstacle: await networkObstacle(),
  }
}

async function traceObstacle(hasStrace) {
  if (!hasStrace) return 'strace is not installed'
  const { code, stderr } = await run('strace', ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', 'true'])
  return code === 0 ? null : `strace cannot follow a program here: ${stderr.trim().split('\n')[0]}`
}

/** One interface that leads nowhere: without any, WebRTC looks for no way out, and nothing would be seen to try. */
const NOWHERE = [
  'ip link add nowhere type veth peer name end',
  'ip addr add 198.51.100.1/24 dev nowhere',
  'ip link set end up',
  'ip link set nowhere up',
  'ip route add default dev nowhere',
  'exec "$@"',
].join('; ')

/** How a network namespace of one's own can be had: as root, or by a user namespace. Nothing that is sent in it arrives anywhere. */
export const networkNamespace = () =>
  isRoot()
    ? ['unshare', '-n', '--', 'sh', '-c', NOWHERE, 'sh']
    : ['unshare', '-U', '--map-current-user', '-n', '--']

async function networkObstacle() {
  const [program, ...args] = networkNamespace()
  const { code } = await run(program, [...args, 'true'])
  return code === 0 ? null : 'this computer allows no network namespace of one’s own'
}
