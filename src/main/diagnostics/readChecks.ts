import { checkOf, type Check, type RawText } from '../../domain/diagnostics/checks'
import { judgeFuses, type FuseWire } from '../../domain/diagnostics/fuseCheck'
import { judgeCoreDumps, judgeHibernation, judgeSwap, readSwaps } from '../../domain/diagnostics/memoryChecks'
import {
  judgeConfinement,
  judgeEngine,
  judgePartition,
  judgeProgramFiles,
  judgeSwitches,
  judgeTemporary,
  judgeUserData,
  type ProgramFiles,
} from '../../domain/diagnostics/ownChecks'
import { judgeNetwork, judgeSandbox, type ProcessWalls } from '../../domain/diagnostics/processChecks'
import { judgeSpool, spoolFolder } from '../../domain/diagnostics/spoolCheck'
import type { VisionStatus } from '../../contracts/vision'
import type { Confinement } from '../confinement/confinement'
import type { HostReader } from './hostReader'
import { countSockets, readWalls, type ProcessMetric } from './processWalls'

/** What the checks are made of, apart from the computer itself. */
export interface CheckParts {
  readonly host: HostReader
  readonly platform: NodeJS.Platform
  readonly packaged: boolean
  /** Only a test build can have been started without. */
  readonly sandboxed: boolean
  readonly testSwitches: readonly string[]
  readonly userData: { readonly directory: string; readonly inMemory: boolean }
  readonly temporaryDirectory: string
  readonly confinement: Confinement
  readonly partitionInMemory: () => boolean
  readonly blockedRequests: () => number
  readonly visionStatus: () => VisionStatus
  readonly metrics: () => readonly ProcessMetric[]
  readonly fuseWire: () => Promise<FuseWire>
  readonly programFiles: () => Promise<ProgramFiles>
}

export interface ChecksRead {
  readonly checks: readonly Check[]
  readonly processes: readonly ProcessWalls[]
}

/** Where a CUPS shows: its program, its settings, its socket, and the one that comes as a snap. */
const CUPS_TRACES = [
  '/usr/sbin/cupsd',
  '/etc/cups/cupsd.conf',
  '/run/cups/cups.sock',
  '/var/snap/cups/common/etc/cups/cupsd.conf',
] as const
const CUPS_SETTINGS = [
  ['/etc/cups/cupsd.conf', '/etc/cups/cups-files.conf'],
  ['/var/snap/cups/common/etc/cups/cupsd.conf', '/var/snap/cups/common/etc/cups/cups-files.conf'],
] as const

async function readSpool(host: HostReader): Promise<Check> {
  let installed = false
  for (const path of CUPS_TRACES) installed ||= await host.exists(path)
  let configuration: RawText = { kind: 'missing' }
  let files: RawText = { kind: 'missing' }
  for (const [settings, filesSettings] of CUPS_SETTINGS) {
    if (configuration.kind !== 'missing') continue
    configuration = await host.readText(settings)
    files = await host.readText(filesSettings)
  }
  // Without that file the folder is the usual one; one that may not be read could name any.
  const folder = files.kind === 'unreadable' ? null : spoolFolder(files.kind === 'text' ? files.text : '')
  const fileSystem = folder === null ? null : await host.fileSystem(folder)
  return judgeSpool({
    installed,
    configuration,
    folderInMemory: fileSystem === null ? null : ['tmpfs', 'ramfs'].includes(fileSystem),
  })
}

async function readSwap(host: HostReader): Promise<readonly [Check, Check]> {
  const table = await host.readText('/proc/swaps')
  const devices = table.kind === 'text' ? (readSwaps(table.text) ?? []) : []
  const backing: Record<string, RawText> = {}
  for (const { name, zram } of devices)
    if (zram) backing[name] = await host.readText(`/sys/block/${name.slice('/dev/'.length)}/backing_dev`)
  const hibernation = judgeHibernation({
    state: await host.readText('/sys/power/state'),
    disk: await host.readText('/sys/power/disk'),
    resume: await host.readText('/sys/power/resume'),
    swaps: table,
  })
  return [judgeSwap({ table, backing }), hibernation]
}

async function readCoreDumps(host: HostReader, pids: readonly number[]): Promise<Check> {
  const limits: RawText[] = [await host.readText('/proc/self/limits')]
  for (const pid of pids) {
    const read = await host.readText(`/proc/${pid}/limits`)
    if (read.kind !== 'missing') limits.push(read)
  }
  return judgeCoreDumps({
    pattern: await host.readText('/proc/sys/kernel/core_pattern'),
    usesPid: await host.readText('/proc/sys/kernel/core_uses_pid'),
    limits,
  })
}

/** What is only known on Linux is unknown elsewhere, whatever it may be there. */
const onlyOnLinux = (): readonly Check[] => {
  const facts = { reason: 'not-linux' }
  return [
    checkOf('swap', 'swap-unknown', facts, true),
    checkOf('hibernation', 'hibernation-unknown', facts, true),
    checkOf('core-dumps', 'dumps-unknown', facts, true),
    checkOf('print-spool', 'spool-unknown', facts, true),
  ]
}

function engineCheck(status: VisionStatus): Check {
  return judgeEngine({
    state: status.state,
    engine: status.state === 'ready' ? status.engine : null,
    passedOver: status.state === 'ready' ? status.passedOver : [],
  })
}

/** Looks at everything once. Reads only; nothing on the computer is changed. */
export async function readChecks(parts: CheckParts): Promise<ChecksRead> {
  const { host, confinement, packaged } = parts
  const isLinux = parts.platform === 'linux'
  const processes = isLinux ? await readWalls(host, parts.metrics()) : []
  const sockets = isLinux ? await countSockets(host, processes) : null
  const temporary = isLinux ? await host.fileSystem(parts.temporaryDirectory) : 'not-linux'
  const isDenied =
    confinement.kind === 'confined' &&
    !confinement.writable.some(
      (folder) => parts.temporaryDirectory === folder || parts.temporaryDirectory.startsWith(`${folder}/`),
    )
  const hostChecks = isLinux
    ? [
        ...(await readSwap(host)),
        await readCoreDumps(
          host,
          processes.map(({ pid }) => pid),
        ),
        await readSpool(host),
      ]
    : onlyOnLinux()
  const fileSystem = await host.fileSystem(parts.userData.directory)
  const checks = [
    judgePartition(parts.partitionInMemory()),
    judgeUserData({ inMemory: parts.userData.inMemory, fileSystem }, isLinux),
    judgeNetwork({
      blockedRequests: parts.blockedRequests(),
      sockets,
      reason: isLinux ? 'unreadable' : 'not-linux',
    }),
    judgeConfinement(confinement, packaged),
    judgeSandbox(isLinux ? processes : 'not-linux', !parts.sandboxed),
    ...hostChecks,
    judgeTemporary(temporary, isDenied),
    judgeSwitches(parts.testSwitches),
    judgeFuses(await parts.fuseWire(), packaged),
    judgeProgramFiles(await parts.programFiles()),
    engineCheck(parts.visionStatus()),
  ]
  return { checks, processes }
}
