import type { ElectronApplication } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'

/** Every process of the app, by the name that Electron gives its kind: Browser, Tab, GPU, Utility. */
export function processes(app: ElectronApplication): Promise<readonly { pid: number; type: string }[]> {
  return app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid, type }) => ({ pid, type: String(type) })),
  )
}

/** Megabytes of a line of /proc/PID/status; 0 for a process that is gone. */
function statusMb(pid: number, line: 'VmHWM' | 'VmRSS'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

export interface Growth {
  /** Most memory a process had beyond what it had at first, megabytes, by its kind. */
  readonly peakMb: Readonly<Record<string, number>>
}

/** Runs `work` and tells how far each kind of process grew meanwhile, at its highest. Linux counts it; nothing is sampled. */
export async function growthDuring(app: ElectronApplication, work: () => Promise<void>): Promise<Growth> {
  const before = new Map<number, number>()
  for (const { pid } of await processes(app)) {
    before.set(pid, statusMb(pid, 'VmRSS'))
    // 5: forget the highest mark (proc(5)).
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  }
  await work()
  const peakMb: Record<string, number> = {}
  for (const { pid, type } of await processes(app)) {
    const grown = Math.round(statusMb(pid, 'VmHWM') - (before.get(pid) ?? 0))
    peakMb[type] = Math.max(peakMb[type] ?? 0, grown)
  }
  return { peakMb }
}
