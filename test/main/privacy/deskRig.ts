import { createHash } from 'node:crypto'
import { afterEach } from 'vitest'
import type { DeskStatus } from '../../../src/contracts/calls/desk'
import { writeRequestFile } from '../../../src/contracts/privacy/requestFile'
import type { RequestKind } from '../../../src/domain/privacy/request/kinds'
import type { Request, RequestDraft } from '../../../src/domain/privacy/request/request'
import { createCustomerDesk, type CustomerDesk } from '../../../src/main/privacy/customerDesk'
import type { FileSaver } from '../../../src/main/export/saveFile'
import type { LetterOffice } from '../../../src/main/letters/letterOffice'
import type { WriteSteps } from '../../../src/main/storage/atomicWrite'
import type { Keychain } from '../../../src/main/storage/sealedEnvelope'
import { createVault, type Vault } from '../../../src/main/storage/vault'
import { draftOf } from '../../domain/privacy/request/requests'
import { freshDirectory, manualClock, testKeychain } from '../support'

export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
export const PIN = '271828'
export const SECOND_PIN = 'gruene Birne'

/** A request with its file, as the app of the person writes it. */
export function requestFile(kind: RequestKind, change: Partial<RequestDraft> = {}) {
  const request: Request = { format: 1, ...draftOf(kind, change) }
  return { request, ...writeRequestFile(request, sha256Of) }
}

export interface DeskRigOptions {
  readonly directory?: string
  readonly vault?: Vault
  readonly keychain?: Keychain
  /** How far the computer's clock is off when the app starts. */
  readonly clockByMs?: number
  readonly steps?: WriteSteps
}

const opened: Vault[] = []
afterEach(async () => {
  for (const vault of opened.splice(0)) await vault.close()
})

/** A desk on a directory of its own, on a real vault. Time moves only when told to. */
export async function deskRig(options: DeskRigOptions = {}) {
  const directory = options.directory ?? freshDirectory()
  const wall = manualClock(Date.UTC(2026, 10, 23, 1))
  let steadyMs = 0
  let wallOffsetMs = options.clockByMs ?? 0
  const keychain = options.keychain ?? testKeychain()
  const saved: { readonly name: string; readonly text: string }[] = []
  const statuses: DeskStatus[] = []
  const setAside: string[] = []
  let chosen: string | null = null
  const now = () => wall.now() + wallOffsetMs
  const vault =
    options.vault ??
    createVault({
      now,
      directory,
      keychain,
      readOnly: false,
      onSetAside: (name) => setAside.push(name),
    })
  if (options.vault === undefined) await vault.open()
  opened.push(vault)
  const files: FileSaver = {
    save: (name, ending, content) => {
      saved.push({ name: `${name}.${ending}`, text: String(content) })
      return Promise.resolve({ ok: true, value: { name: `${name}.${ending}` } })
    },
    forget: () => undefined,
  }
  const desk: CustomerDesk = createCustomerDesk({
    vault,
    recordsDirectory: directory,
    letters: {} as LetterOffice,
    files,
    policy: () => ({ version: '2021-01-01', sha256: 'a'.repeat(64) }),
    chooseRequestFile: () => Promise.resolve(chosen),
    now,
    steadyNow: () => steadyMs,
    after: wall.after,
    onSetAside: (name) => setAside.push(name),
    onChange: (status) => statuses.push(status),
    ...(options.steps === undefined ? {} : { steps: options.steps }),
  })
  return {
    desk,
    vault,
    keychain,
    directory,
    saved,
    statuses,
    setAside,
    now,
    choose: (path: string | null) => (chosen = path),
    /** Both clocks move on, as they do. */
    advance(ms: number) {
      steadyMs += ms
      wall.advance(ms)
    },
    /** Somebody sets the computer's clock. */
    setClockBy: (ms: number) => (wallOffsetMs += ms),
    async open() {
      const done = await desk.access.setUp('佐藤 一', PIN)
      if (!done.ok) throw new Error(done.error.code)
    },
    async openWithSecond() {
      const done = await desk.access.setUp('佐藤 一', PIN)
      const second = await desk.access.addMember('Suzuki Aya', SECOND_PIN)
      if (!done.ok || !second.ok) throw new Error('not set up')
    },
  }
}
