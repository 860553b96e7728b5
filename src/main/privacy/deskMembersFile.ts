import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PinTries } from '../../domain/privacy/desk/pinTries'
import { err, type Result } from '../../domain/result'
import { writeAtomically, type WriteFault, type WriteSteps } from '../storage/atomicWrite'
import { readRegularFile } from '../storage/regularFile'
import { setAside } from '../storage/setAside'
import { PIN_HASH_BYTES, PIN_SALT_BYTES, type PinHash } from './pinHash'

/** Somebody who may open the Customer Desk. */
export interface DeskMember extends PinHash {
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly addedAtMs: number
}

/** Who may open the desk, and how often that was tried in vain. */
export interface DeskMembers {
  readonly members: readonly DeskMember[]
  readonly tries: PinTries
}

/** The members' file in the records directory. Of PINs it holds salted hashes alone. */
export const DESK_MEMBERS_FILE = 'desk-access.json'
/** Somebody who may write to that directory says with an empty file of this name that the desk is to be set up anew. */
export const SET_UP_AGAIN_FILE = 'desk-set-up-again'

/** Far above any desk: 40 members are 10 KB. */
const LARGEST_BYTES = 256 * 1024
export const MOST_MEMBERS = 40

const base64 = (bytes: number) =>
  z.string().refine((text) => {
    const decoded = Buffer.from(text, 'base64')
    return decoded.byteLength === bytes && decoded.toString('base64') === text
  })
const time = z.int().min(0).max(8.64e15)

const bodySchema = z.strictObject({
  format: z.literal(1),
  members: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(320),
        addedAtMs: time,
        salt: base64(PIN_SALT_BYTES),
        hash: base64(PIN_HASH_BYTES),
      }),
    )
    .min(1)
    .max(MOST_MEMBERS),
  tries: z.strictObject({ wrong: z.int().nonnegative(), lastAtMs: time }),
})
export const deskMembersFileSchema = z.strictObject({ ...bodySchema.shape, sha256: z.string() })

export type MembersFound =
  | { readonly kind: 'members'; readonly kept: DeskMembers }
  | { readonly kind: 'none' }
  /** `setAside` is the damaged file's new name, now or from an earlier start. */
  | { readonly kind: 'damaged'; readonly setAside: string }

export interface DeskMembersFile {
  /** A file that cannot be believed is set aside and reported. One that was set aside earlier still counts as damage. */
  read(): Promise<MembersFound>
  write(kept: DeskMembers): Promise<Result<void, WriteFault>>
  /** Whether somebody asked for a new set-up, from outside the app. */
  mayBeSetUpAgain(): Promise<boolean>
  /** The new set-up was made: the next one needs to be asked for again. */
  wasSetUp(): Promise<void>
}

export interface DeskMembersFileParts {
  readonly directory: string
  readonly now: () => number
  readonly onSetAside: (name: string) => void
  readonly steps?: WriteSteps
}

const checksum = (body: object): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')

function parse(text: string): DeskMembers | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  const file = deskMembersFileSchema.safeParse(parsed)
  if (!file.success) return null
  const { sha256, ...body } = file.data
  // Without the sum a flipped bit in a hash would be a PIN that is wrong for ever, and nobody would know why.
  return checksum(body) === sha256 ? { members: body.members, tries: body.tries } : null
}

export function createDeskMembersFile(parts: DeskMembersFileParts): DeskMembersFile {
  const path = join(parts.directory, DESK_MEMBERS_FILE)
  const setUpAgainPath = join(parts.directory, SET_UP_AGAIN_FILE)

  /** A members' file of an earlier start that was put out of use. */
  async function earlierDamage(): Promise<string | null> {
    const names = await readdir(parts.directory).catch(() => [])
    return names.findLast((name) => /^desk-access\.(?:damaged|unreadable)-.+\.json$/.test(name)) ?? null
  }

  function putAside(): MembersFound {
    const name = setAside(path, 'damaged', parts.now()) ?? DESK_MEMBERS_FILE
    parts.onSetAside(name)
    return { kind: 'damaged', setAside: name }
  }

  return {
    async read() {
      const read = await readRegularFile(path, LARGEST_BYTES)
      if (!read.ok && read.error !== 'missing') return putAside()
      if (!read.ok) {
        const earlier = await earlierDamage()
        return earlier === null ? { kind: 'none' } : { kind: 'damaged', setAside: earlier }
      }
      const kept = parse(read.value.toString('utf8'))
      return kept === null ? putAside() : { kind: 'members', kept }
    },

    async write({ members, tries }) {
      const body: z.infer<typeof bodySchema> = {
        format: 1,
        members: members.map(({ name, addedAtMs, salt, hash }) => ({ name, addedAtMs, salt, hash })),
        tries: { wrong: tries.wrong, lastAtMs: tries.lastAtMs },
      }
      try {
        await mkdir(parts.directory, { recursive: true, mode: 0o700 })
      } catch {
        return err('not-writable')
      }
      const text = `${JSON.stringify({ ...body, sha256: checksum(body) })}\n`
      return writeAtomically(path, Buffer.from(text, 'utf8'), 0o600, parts.steps)
    },

    mayBeSetUpAgain: () =>
      stat(setUpAgainPath).then(
        (found) => found.isFile(),
        () => false,
      ),

    wasSetUp: () => rm(setUpAgainPath, { force: true }),
  }
}
