import {
  processKind,
  readSockets,
  readStatus,
  type ProcessWalls,
} from '../../domain/diagnostics/processChecks'
import type { HostReader } from './hostReader'

/** One of Kazari's processes, as Electron names it. */
export interface ProcessMetric {
  readonly pid: number
  readonly type: string
  readonly name: string
  readonly serviceName: string
}

/** The walls of each process, out of /proc. One that ended meanwhile is left out. */
export async function readWalls(
  host: HostReader,
  metrics: readonly ProcessMetric[],
): Promise<readonly ProcessWalls[]> {
  const walls: ProcessWalls[] = []
  for (const metric of metrics) {
    const { pid } = metric
    const status = await host.readText(`/proc/${pid}/status`)
    if (status.kind === 'missing') continue
    const text = status.kind === 'text' ? status.text : ''
    const userNamespace = await host.readLink(`/proc/${pid}/ns/user`)
    walls.push({ pid, kind: processKind(metric), ...readStatus(text), userNamespace })
  }
  return walls
}

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'] as const

/** Inodes of the sockets that a process holds; null when its descriptors cannot be listed. */
async function heldSockets(host: HostReader, pid: number): Promise<ReadonlySet<string> | null> {
  const descriptors = await host.list(`/proc/${pid}/fd`)
  if (descriptors === null) return null
  const held = new Set<string>()
  for (const descriptor of descriptors) {
    const target = await host.readLink(`/proc/${pid}/fd/${descriptor}`)
    const inode = /^socket:\[(\d+)\]$/.exec(target ?? '')?.[1]
    if (inode !== undefined) held.add(inode)
  }
  return held
}

/**
 * Sockets of the internet families that Kazari's processes hold, each counted once. Null: one process could not be looked
 * into. A page behind its filter cannot be, and cannot have one either: the filter knows no socket of these families.
 */
export async function countSockets(
  host: HostReader,
  processes: readonly ProcessWalls[],
): Promise<{ readonly own: number; readonly open: number } | null> {
  const reach = new Map<string, 'own' | 'open'>()
  for (const { pid, seccomp } of processes) {
    const held = await heldSockets(host, pid)
    if (held === null) {
      const isGone = !(await host.exists(`/proc/${pid}`))
      if (isGone || seccomp === 2) continue
      return null
    }
    // Each process looks into the tables of its own network namespace.
    for (const table of TABLES) {
      const read = await host.readText(`/proc/${pid}/net/${table}`)
      if (read.kind === 'unreadable') return null
      if (read.kind === 'missing') continue
      for (const socket of readSockets(read.text))
        if (held.has(socket.inode)) reach.set(socket.inode, socket.reach)
    }
  }
  const all = [...reach.values()]
  return {
    own: all.filter((each) => each === 'own').length,
    open: all.filter((each) => each === 'open').length,
  }
}
