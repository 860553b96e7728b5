import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Told = string | null | false

const SWAP_HEAD = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'

/** /proc/swaps of a Debian with a swap partition of 2 GB. */
export const SWAP_ON = `${SWAP_HEAD}/dev/dm-1                               partition\t2097148\t\t0\t\t-2\n`
/** /proc/sys/kernel/core_pattern as systemd-coredump sets it. */
export const SYSTEMD_COREDUMP = '|/usr/lib/systemd/systemd-coredump %P %u %g %s %t 9223372036854775808 %h\n'

/** A computer on which everything that a kiosk needs is as it must be. */
export const CALM_HOST: Readonly<Record<string, Told>> = {
  '/proc/swaps': SWAP_HEAD,
  '/sys/power/state': 'freeze mem\n',
  '/proc/sys/kernel/core_pattern': '\n',
  '/proc/sys/kernel/core_uses_pid': '0\n',
  '/usr/sbin/cupsd': null,
  '/etc/cups/cupsd.conf': null,
  '/run/cups/cups.sock': null,
  '/var/snap/cups/common/etc/cups/cupsd.conf': null,
}

/** A file for KAZARI_HOST_FACTS, which a test build reads anew at each look. */
export interface HostFacts {
  readonly environment: Readonly<Record<string, string>>
  tell(change?: Readonly<Record<string, Told>>): void
}

export function hostFacts(change: Readonly<Record<string, Told>> = {}): HostFacts {
  const file = join(mkdtempSync(join(tmpdir(), 'kazari-host-')), 'host.json')
  const tell: HostFacts['tell'] = (told = {}) =>
    writeFileSync(file, JSON.stringify({ files: { ...CALM_HOST, ...told } }))
  tell(change)
  return { environment: { KAZARI_HOST_FACTS: file }, tell }
}
