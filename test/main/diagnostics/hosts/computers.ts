import type { RawText } from '../../../../src/domain/diagnostics/checks'
import type { HostReader } from '../../../../src/main/diagnostics/hostReader'

/** A computer as its files say it is: what is not named is not there. */
export interface Computer {
  readonly files: Readonly<Record<string, string | false>>
  readonly links?: Readonly<Record<string, string>>
  readonly folders?: Readonly<Record<string, readonly string[] | null>>
  readonly fileSystems?: Readonly<Record<string, string>>
}

/** Reads a computer that is described here. */
export function readerOf({ files, links = {}, folders = {}, fileSystems = {} }: Computer): HostReader {
  const read = (path: string): RawText => {
    const text = files[path]
    if (text === undefined) return { kind: 'missing' }
    return text === false ? { kind: 'unreadable' } : { kind: 'text', text }
  }
  return {
    readText: (path) => Promise.resolve(read(path)),
    exists: (path) => Promise.resolve(files[path] !== undefined || folders[path] !== undefined),
    readLink: (path) => Promise.resolve(links[path] ?? null),
    list: (path) => Promise.resolve(folders[path] ?? null),
    fileSystem: (path) => Promise.resolve(fileSystems[path] ?? 'ext4'),
  }
}

const limits = (
  core: string,
) => `Limit                     Soft Limit           Hard Limit           Units     
Max cpu time              unlimited            unlimited            seconds   
Max file size             unlimited            unlimited            bytes     
Max stack size            8388608              unlimited            bytes     
Max core file size        ${core.padEnd(20)} unlimited            bytes     
Max open files            1024                 1048576              files     
`

const SWAP_HEAD = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'

const status = (
  name: string,
  pid: string,
  nsPids: string,
  walls: { privileges: number; seccomp: number },
) => `Name:\t${name}
Umask:\t0022
State:\tS (sleeping)
Tgid:\t${pid}
Ngid:\t0
Pid:\t${pid}
NStgid:\t${nsPids}
NSpid:\t${nsPids}
Threads:\t12
NoNewPrivs:\t${walls.privileges}
Seccomp:\t${walls.seccomp}
Seccomp_filters:\t${walls.seccomp === 2 ? 2 : 0}
Speculation_Store_Bypass:\tvulnerable
`

const TCP_HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
/** Somebody else's: the ssh server, and a connection to a web server. */
const OTHERS_TCP = `${TCP_HEAD}   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 19000 1 0000000000000000 100 0 0 10 0
   1: 0202000A:B26C 507100CB:01BB 01 00000000:00000000 02:00000050 00000000  1000        0 19001 2 0000000000000000 20 4 30 10 -1
`

/** The processes of a sandboxed Kazari, as they were seen on Debian 12: main, a page, graphics drawn in software, network, vision. */
export const METRICS = [
  { pid: 11382, type: 'Browser', name: '', serviceName: '' },
  { pid: 11516, type: 'Tab', name: '', serviceName: '' },
  { pid: 11534, type: 'GPU', name: '', serviceName: '' },
  { pid: 11480, type: 'Utility', name: 'Network Service', serviceName: 'network.mojom.NetworkService' },
  { pid: 11600, type: 'Utility', name: 'Kazari vision', serviceName: 'node.mojom.NodeService' },
] as const

const kazari: Computer = {
  files: {
    '/proc/11382/status': status('electron', '11382', '11382', { privileges: 0, seccomp: 0 }),
    '/proc/11516/status': status('electron', '11516', '11516\t12\t1', { privileges: 1, seccomp: 2 }),
    '/proc/11534/status': status('electron', '11534', '11534', { privileges: 1, seccomp: 0 }),
    '/proc/11480/status': status('electron', '11480', '11480', { privileges: 0, seccomp: 0 }),
    '/proc/11600/status': status('electron', '11600', '11600', { privileges: 0, seccomp: 0 }),
    ...Object.fromEntries(
      METRICS.flatMap(({ pid }) => [
        [`/proc/${pid}/limits`, limits('0')],
        [`/proc/${pid}/net/tcp`, OTHERS_TCP],
      ]),
    ),
    '/proc/self/limits': limits('0'),
  },
  links: {
    '/proc/11382/ns/user': 'user:[4026531837]',
    '/proc/11516/ns/user': 'user:[4026532177]',
    '/proc/11382/fd/3': 'socket:[20001]',
    '/proc/11382/fd/4': '/dev/null',
    '/proc/11480/fd/5': 'socket:[20002]',
  },
  folders: {
    '/proc/11382': [],
    '/proc/11516': [],
    '/proc/11382/fd': ['3', '4'],
    // A page in its own namespaces does not let others see what it holds.
    '/proc/11516/fd': null,
    '/proc/11534/fd': [],
    '/proc/11480/fd': ['5'],
    '/proc/11600/fd': [],
  },
  fileSystems: { '/run/user/1000/kazari': 'tmpfs' },
}

const withFiles = (files: Computer['files'], change: Partial<Computer> = {}): Computer => ({
  ...kazari,
  ...change,
  files: { ...kazari.files, ...files },
})

/** Debian 12 as it is installed: a swap partition, no handler of crashes, hibernation at hand, CUPS with a readable default. */
export const debian = withFiles({
  '/proc/swaps': `${SWAP_HEAD}/dev/sda5                               partition\t1000444\t\t20480\t\t-2\n`,
  '/sys/power/state': 'freeze mem disk\n',
  '/sys/power/disk': '[platform] shutdown reboot suspend test_resume \n',
  '/sys/power/resume': '8:5\n',
  '/proc/sys/kernel/core_pattern': 'core\n',
  '/proc/sys/kernel/core_uses_pid': '0\n',
  '/usr/sbin/cupsd': '',
  '/etc/cups/cupsd.conf': `# Configuration file for the CUPS scheduler.
LogLevel warn
PageLogFormat
MaxLogSize 0
ErrorPolicy retry-job
Listen localhost:631
Listen /run/cups/cups.sock
Browsing No
DefaultAuthType Basic
WebInterface Yes
IdleExitTimeout 60
<Location />
  Order allow,deny
</Location>
`,
  '/etc/cups/cups-files.conf': 'SystemGroup lpadmin\nAccessLog /var/log/cups/access_log\n',
})

/** Fedora: swap in compressed memory, systemd-coredump, CUPS whose settings only root may read. */
export const fedora = withFiles({
  '/proc/swaps': `${SWAP_HEAD}/dev/zram0                              partition\t8388604\t\t0\t\t100\n`,
  '/sys/block/zram0/backing_dev': 'none\n',
  '/sys/power/state': 'freeze mem disk\n',
  '/sys/power/disk': '[disabled]\n',
  '/sys/power/resume': '0:0\n',
  '/proc/sys/kernel/core_pattern': '|/usr/lib/systemd/systemd-coredump %P %u %g %s %t %c %h %d %F\n',
  '/proc/sys/kernel/core_uses_pid': '1\n',
  '/usr/sbin/cupsd': '',
  '/etc/cups/cupsd.conf': false,
  '/etc/cups/cups-files.conf': false,
})

/** Ubuntu: a swap file, apport, and a CUPS that keeps every job. */
export const ubuntu = withFiles({
  '/proc/swaps': `${SWAP_HEAD}/swap.img                               file\t\t4194300\t\t0\t\t-2\n`,
  '/sys/power/state': 'freeze mem disk\n',
  '/sys/power/disk': '[platform] shutdown reboot suspend test_resume \n',
  '/sys/power/resume': '0:0\n',
  '/proc/sys/kernel/core_pattern': '|/usr/share/apport/apport -p%p -s%s -c%c -d%d -P%P -u%u -g%g -- %E\n',
  '/proc/sys/kernel/core_uses_pid': '0\n',
  '/run/cups/cups.sock': '',
  '/etc/cups/cupsd.conf': 'LogLevel warn\nMaxJobs 100\nPreserveJobHistory Yes\nPreserveJobFiles Yes\n',
})

/** A computer set up for visitors: no swap, no handler, printing that forgets. */
export const kiosk = withFiles({
  '/proc/swaps': SWAP_HEAD,
  '/sys/power/state': 'freeze mem\n',
  '/proc/sys/kernel/core_pattern': 'core\n',
  '/proc/sys/kernel/core_uses_pid': '0\n',
  '/usr/sbin/cupsd': '',
  '/etc/cups/cupsd.conf': 'PreserveJobFiles No\nPreserveJobHistory No\n',
})

/** A kiosk on which Kazari's own process has a connection to a web server. */
export const leaking: Computer = {
  ...kiosk,
  links: { ...kiosk.links, '/proc/11480/fd/5': 'socket:[19001]' },
}

/** A kiosk on which nobody may see what the network service holds. */
export const blind: Computer = {
  ...kiosk,
  folders: { ...kiosk.folders, '/proc/11480/fd': null, '/proc/11480': [] },
}
