import type { CheckState } from '../../../domain/diagnostics/checks'
import type { english } from '../../i18n/words'

/** One thing to do, and the command that does it where there is one. */
export interface FixStep {
  readonly step: keyof (typeof english)['diagFix']
  readonly command?: string
}

const SWAP: readonly FixStep[] = [
  { step: 'swapOff', command: 'sudo swapoff -a' },
  { step: 'swapStay', command: 'sudo systemctl mask swap.target' },
]
const REINSTALL: readonly FixStep[] = [{ step: 'reinstall' }]
const ELSEWHERE: readonly FixStep[] = [{ step: 'elsewhere' }]
const SANDBOX: readonly FixStep[] = [
  { step: 'sandboxStart' },
  { step: 'sandboxNamespaces', command: 'sudo sysctl -w kernel.unprivileged_userns_clone=1' },
]
const CLOSE: readonly FixStep[] = [{ step: 'closeAndTell' }]

/** How to put right what a check found. Commands are the same in every language. */
export const FIXES: Readonly<Partial<Record<CheckState, readonly FixStep[]>>> = {
  'partition-disk': CLOSE,
  'network-open': CLOSE,
  'userData-disk': [{ step: 'runtimeFolder', command: 'XDG_RUNTIME_DIR=/run/user/$(id -u) kazari' }],
  'userData-skeleton': [{ step: 'linux' }],
  'confinement-off': [{ step: 'launcher' }],
  'confinement-partly': [{ step: 'kernel' }],
  'confinement-kernel': [{ step: 'kernel', command: 'cat /sys/kernel/security/lsm' }],
  'sandbox-off': SANDBOX,
  'sandbox-test': [{ step: 'sandboxStart' }],
  'sandbox-unknown': SANDBOX,
  'swap-disk': [...SWAP, { step: 'swapMemory' }],
  'swap-backed': [{ step: 'zramOff', command: 'sudo swapoff /dev/zram0 && sudo zramctl --reset /dev/zram0' }],
  'swap-unknown': ELSEWHERE,
  'hibernation-possible': [
    { step: 'hibernateSwap', command: 'sudo swapoff -a' },
    { step: 'hibernateBoot', command: 'nohibernate' },
  ],
  'hibernation-unknown': ELSEWHERE,
  'dumps-file': [{ step: 'coreLimit', command: 'ulimit -c 0' }],
  'dumps-handler': [
    { step: 'coreOne', command: 'prlimit --core=1:1 kazari --kiosk' },
    { step: 'corePattern', command: 'sudo sysctl -w kernel.core_pattern=core' },
    {
      step: 'corePatternStay',
      command: 'echo kernel.core_pattern=core | sudo tee /etc/sysctl.d/60-kazari.conf',
    },
  ],
  'dumps-unknown': ELSEWHERE,
  'spool-keeps': [
    { step: 'spoolSet', command: 'sudo cupsctl PreserveJobFiles=No PreserveJobHistory=No' },
    { step: 'spoolClear', command: 'sudo cancel -a -x' },
  ],
  'spool-unknown': [
    { step: 'spoolLook', command: "sudo grep -iE 'PreserveJob|MaxJobs' /etc/cups/cupsd.conf" },
    { step: 'spoolSet', command: 'sudo cupsctl PreserveJobFiles=No PreserveJobHistory=No' },
  ],
  'temporary-disk': [{ step: 'temporaryFolder', command: 'TMPDIR=/dev/shm kazari' }],
  'switches-test': [{ step: 'package' }],
  'fuses-open': REINSTALL,
  'fuses-unknown': REINSTALL,
  'fuses-development': [{ step: 'package' }],
  'files-differ': REINSTALL,
  'files-unlisted': REINSTALL,
  'files-development': [{ step: 'package' }],
}
