import { app } from 'electron'
import { createReadStream } from 'original-fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { GuardCount } from '../../contracts/calls/diagnostics'
import type { VisionPulse } from '../../contracts/calls/diagnostics'
import type { VisionStatus } from '../../contracts/vision'
import type { FuseWire } from '../../domain/diagnostics/fuseCheck'
import type { ProgramFiles } from '../../domain/diagnostics/ownChecks'
import { err, ok } from '../../domain/result'
import { describeConfinement, type Walls } from '../confinement/confinement'
import { createDeskAccess, type DeskAccess } from '../privacy/deskAccess'
import { createDeskMembersFile } from '../privacy/deskMembersFile'
import { newRegisterId } from '../privacy/receipt'
import { refuseToStart, type Beginning } from '../startup/begin'
import { testOverride } from '../startup/places'
import { testSwitches } from '../startup/refusedSwitches'
import { createAcceptanceFile, type AcceptanceFile } from './acceptanceFile'
import { createDiagnostics, type DiagnosticsService } from './diagnostics'
import { findFuseWire, fuseFile } from './fuseWire'
import { describedHost, realHost, type HostReader } from './hostReader'
import { createKioskDoor, openDoor, type KioskDoor } from './kioskDoor'
import { compareProgramFiles } from './programFiles'
import { readChecks, type ChecksRead } from './readChecks'

export interface DiagnosticsServicesParts {
  readonly beginning: Beginning
  /** What the kernel refuses to this start, as it was tried. */
  readonly walls: Walls
  /** Whether vision has walls of its own to stand behind. */
  readonly visionHasWalls: boolean
  readonly partitionInMemory: () => boolean
  readonly visionStatus: () => VisionStatus
  readonly visionPulse: () => VisionPulse | null
  readonly now: () => number
  readonly after: (ms: number, work: () => void) => () => void
  readonly onSetAside: (name: string) => void
  readonly onGuard: (count: GuardCount) => void
}

export interface DiagnosticsServices {
  readonly diagnostics: DiagnosticsService
  readonly door: KioskDoor
}

/** A file is read once; again when somebody asks for a fresh look. */
function remembered<T>(read: () => Promise<T>): (afresh: boolean) => Promise<T> {
  let known: Promise<T> | null = null
  return (afresh) => (known === null || afresh ? (known = read()) : known)
}

/**
 * The desk's members as a kiosk needs them: their file is on the disk, where wrong PINs are counted; the desk's book stays
 * closed, so what it would be told goes to the acceptances.
 */
function accessForDoor(parts: DiagnosticsServicesParts, acceptances: AcceptanceFile): DeskAccess {
  return createDeskAccess({
    file: createDeskMembersFile({ directory: parts.beginning.recordsDirectory, ...parts }),
    now: parts.now,
    steadyNow: () => performance.now(),
    after: parts.after,
    storage: () => 'kept',
    wasSetUp: () => Promise.resolve(false),
    async tell(note) {
      if (note.what !== 'wrong-pins') return ok(undefined)
      const kept = await acceptances.append([{ kind: 'wrong-pins', atMs: parts.now(), wrong: note.wrong }])
      return kept.ok ? kept : err({ code: kept.error })
    },
    onChange: () => undefined,
  })
}

function hostOf(): HostReader {
  const facts = testOverride({ testBuild: __TEST_BUILD__, environment: process.env }, 'KAZARI_HOST_FACTS')
  return facts === null ? realHost : describedHost(facts)
}

/** Puts the self-checks and the kiosk's door together. Resolves when it is known what the records directory held before. */
export async function createDiagnosticsServices(
  parts: DiagnosticsServicesParts,
): Promise<DiagnosticsServices> {
  const { options, userData, recordsDirectory } = parts.beginning
  const { packaged, host } = { packaged: app.isPackaged, host: hostOf() }
  const fuseWire = remembered<FuseWire>(() => findFuseWire(fuseFile(process.execPath, process.platform)))
  const programFiles = remembered<ProgramFiles>(() =>
    packaged
      ? compareProgramFiles(
          dirname(process.execPath),
          join(process.resourcesPath, 'build.json'),
          createReadStream,
        )
      : Promise.resolve({ kind: 'development' }),
  )
  function confinementNow() {
    const status = parts.visionStatus()
    return describeConfinement(parts.walls, {
      // A running vision has tried; one that is yet to start ends when its walls do not stand.
      visionConfined: status.state === 'ready' ? status.confined : parts.visionHasWalls,
      writable: [recordsDirectory, '/dev/shm', dirname(userData.directory)],
    })
  }
  const look = (afresh: boolean): Promise<ChecksRead> =>
    readChecks({
      host,
      platform: process.platform,
      packaged,
      sandboxed: options.sandboxed,
      testSwitches: __TEST_BUILD__ ? testSwitches(process.argv.slice(1), process.platform) : [],
      userData,
      temporaryDirectory: tmpdir(),
      confinement: confinementNow(),
      partitionInMemory: parts.partitionInMemory,
      blockedRequests: () => diagnostics.blockedRequests(),
      visionStatus: parts.visionStatus,
      metrics: () =>
        app
          .getAppMetrics()
          .map(({ pid, type, name = '', serviceName = '' }) => ({ pid, type, name, serviceName })),
      fuseWire: () => fuseWire(afresh),
      programFiles: () => programFiles(afresh),
    })
  const acceptances = createAcceptanceFile({ directory: recordsDirectory, ...parts })
  const diagnostics: DiagnosticsService = await createDiagnostics({
    look,
    recordsDirectory,
    acceptances,
    isKiosk: options.kiosk,
    partitionInMemory: parts.partitionInMemory,
    visionPulse: parts.visionPulse,
    folderHarmless: userData.inMemory || process.platform !== 'linux',
    now: parts.now,
    after: parts.after,
    onGuard: parts.onGuard,
  })
  const hasDoor = options.kiosk && options.batchFile === null
  const door = hasDoor
    ? createKioskDoor({
        look: async () => (await look(false)).checks,
        acceptances,
        access: accessForDoor(parts, acceptances),
        now: parts.now,
        newId: () => newRegisterId('A'),
        refuse: refuseToStart,
      })
    : openDoor
  return { diagnostics, door }
}
