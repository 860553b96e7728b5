import { createSocket } from 'node:dgram'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { ConfinementFacts } from '../../domain/diagnostics/ownChecks'

/** What the kernel itself refuses to this start of Kazari (docs/adr/0011). */
export type Confinement = ConfinementFacts

/** What was found by trying, once at start: variables alone could be set by anybody. */
export type Walls =
  | { readonly kind: 'confined'; readonly landlockAbi: number; readonly networkDenied: boolean }
  | Extract<Confinement, { kind: 'unconfined' }>

export interface WallsQuestion {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  /** A folder of this user that only a missing wall lets anybody write to. */
  readonly outside: string
}

/** O_TMPFILE, open(2): a file without a name, gone when it is closed, so that a missing wall leaves nothing behind either. */
const UNNAMED_FILE = 0o20000000 | constants.O_DIRECTORY | constants.O_WRONLY

async function isWriteRefused(folder: string): Promise<boolean> {
  try {
    await (await open(folder, UNNAMED_FILE, 0o600)).close()
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES'
  }
}

/** Asks for a socket of this computer itself, which every user may have: nothing is sent. */
function isNetworkRefused(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', (error) => {
      socket.close()
      resolve((error as NodeJS.ErrnoException).code === 'EACCES')
    })
    socket.bind({ port: 0, address: '127.0.0.1' }, () => socket.close(() => resolve(false)))
  })
}

/** Tries whether the walls stand that the launcher says it has put up. */
export async function tryWalls(question: WallsQuestion): Promise<Walls> {
  if (question.platform !== 'linux') return { kind: 'unconfined', reason: 'not-linux' }
  const landlockAbi = Number(question.environment.KAZARI_LANDLOCK_ABI ?? Number.NaN)
  if (landlockAbi === 0) return { kind: 'unconfined', reason: 'kernel-without-landlock' }
  if (!Number.isInteger(landlockAbi) || landlockAbi < 0 || !(await isWriteRefused(question.outside)))
    return { kind: 'unconfined', reason: 'not-launched' }
  return { kind: 'confined', landlockAbi, networkDenied: await isNetworkRefused() }
}

/** The walls with what belongs to the moment: whether vision stands behind its own, and what can be written. */
export function describeConfinement(
  walls: Walls,
  now: { readonly visionConfined: boolean; readonly writable: readonly string[] },
): Confinement {
  return walls.kind === 'confined' ? { ...walls, ...now } : walls
}
