import { checkOf, type Check, type RawText } from './checks'

/** What is known of the print system on this computer. */
export interface SpoolFacts {
  /** Any trace of a CUPS: its program, its configuration, its socket. */
  readonly installed: boolean
  readonly configuration: RawText
  /** Whether the folder with print jobs is in memory; null when nobody could look. */
  readonly folderInMemory: boolean | null
}

/** How long finished jobs stay; seconds, Infinity for as long as there is room. */
export interface JobKeeping {
  readonly files: number
  readonly history: number
  readonly jobs: number
}

/** What CUPS does where its configuration says nothing: files a day, history always, 500 jobs. Source: cupsd.conf(5). */
const DEFAULTS: JobKeeping = { files: 86_400, history: Infinity, jobs: 500 }

const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 }

function durationOf(value: string): number | null {
  if (/^(yes|on|true)$/i.test(value)) return Infinity
  if (/^(no|off|false)$/i.test(value)) return 0
  const found = /^(\d+(?:\.\d+)?)([wdhms]?)$/i.exec(value)
  if (!found) return null
  return Number(found[1]) * (UNITS[(found[2] ?? '').toLowerCase()] ?? 1)
}

/** Reads cupsd.conf; null when a line about kept jobs cannot be understood. The last line wins. */
export function readJobKeeping(text: string): JobKeeping | null {
  let kept = DEFAULTS
  for (const line of text.split('\n')) {
    const found = /^\s*(PreserveJobFiles|PreserveJobHistory|MaxJobs)\s+(\S+)/i.exec(line)
    if (!found) continue
    const [, name = '', value = ''] = found
    const key = name.toLowerCase()
    const amount = key === 'maxjobs' && /^\d+$/.test(value) ? Number(value) : durationOf(value)
    if (amount === null) return null
    if (key === 'preservejobfiles') kept = { ...kept, files: amount }
    else if (key === 'preservejobhistory') kept = { ...kept, history: amount }
    else kept = { ...kept, jobs: amount }
  }
  return kept
}

/** The folder of print jobs, by cups-files.conf. */
export function spoolFolder(text: string): string {
  const found = [...text.matchAll(/^\s*RequestRoot\s+(\S+)/gim)].at(-1)
  return found?.[1] ?? '/var/spool/cups'
}

/** A finished job's file goes with its history, too. */
export function judgeSpool({ installed, configuration, folderInMemory }: SpoolFacts): Check {
  if (!installed) return checkOf('print-spool', 'spool-none', {}, true)
  if (folderInMemory === true) return checkOf('print-spool', 'spool-memory', {}, true)
  if (configuration.kind !== 'text') {
    const reason = configuration.kind === 'missing' ? 'absent' : 'unreadable'
    return checkOf('print-spool', 'spool-unknown', { reason }, true)
  }
  const kept = readJobKeeping(configuration.text)
  if (kept === null) return checkOf('print-spool', 'spool-unknown', { reason: 'unreadable' }, true)
  const seconds = Math.min(kept.files, kept.history)
  if (seconds === 0) return checkOf('print-spool', 'spool-clean', {}, true)
  const hours = seconds === Infinity ? 'always' : Math.max(1, Math.round(seconds / 3600))
  return checkOf('print-spool', 'spool-keeps', { hours, jobs: kept.jobs }, true)
}
