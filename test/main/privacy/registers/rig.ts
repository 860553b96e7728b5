import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Argument, CallName, Reply } from '../../../../src/contracts/api'
import type { WireError } from '../../../../src/contracts/errors'
import { writeRequestFile } from '../../../../src/contracts/privacy/requestFile'
import type { ConsentRecord } from '../../../../src/domain/privacy/consent'
import type { Actor, Move } from '../../../../src/domain/privacy/desk/requestCase'
import { validateRequest } from '../../../../src/domain/privacy/request/validateRequest'
import { ok, type Result } from '../../../../src/domain/result'
import { replaceHere } from '../../../../src/main/export/chosenFile'
import { createFileSaver } from '../../../../src/main/export/saveFile'
import { createRegisterCalls } from '../../../../src/main/ipc/calls/registers'
import { createCallGuard, type CallHandlers } from '../../../../src/main/ipc/callGuard'
import { createCaseBook, type KeptCase } from '../../../../src/main/privacy/caseBook'
import type { PolicyBundles } from '../../../../src/main/privacy/policyBundles'
import { sha256Of } from '../../../../src/main/privacy/registers/evidence'
import { createRegisters, type RegistersParts } from '../../../../src/main/privacy/registers/registers'
import { openJournal } from '../../../../src/main/storage/journal'
import { extendFile, type Journal } from '../../../../src/main/storage/journalFile'
import type { WriteSteps } from '../../../../src/main/storage/atomicWrite'
import { draftOf } from '../../../domain/privacy/request/requests'
import { freshDirectory, manualClock, testKeychain } from '../../support'

export const NOW = Date.parse('2026-11-23T12:00:00+09:00')
export const MEMBER = '佐藤 一'

const journals: Journal[] = []
afterEach(async () => {
  for (const journal of journals.splice(0)) await journal.close()
})

export interface RigOptions {
  readonly directory?: string
  readonly keychain?: ReturnType<typeof testKeychain>
  readonly clock?: ReturnType<typeof manualClock>
  readonly consents?: readonly ConsentRecord[]
  readonly letters?: RegistersParts['letters']
  readonly policyBundles?: Partial<PolicyBundles>
  /** Steps of writing an exported file. */
  readonly steps?: WriteSteps
}

/** The registers over a real sealed journal in a directory, asked through the guard as a page asks. */
export async function openDesk(options: RigOptions = {}) {
  const directory = options.directory ?? freshDirectory()
  const keychain = options.keychain ?? testKeychain()
  const clock = options.clock ?? manualClock(NOW)
  const exports = freshDirectory()
  let fault: string | null = null
  const opened = await openJournal({
    directory,
    access: { keychain, passphrase: null },
    now: clock.now,
    steps: {
      extend: (file, bytes, position) =>
        fault === null
          ? extendFile(file, bytes, position)
          : Promise.reject(Object.assign(new Error(), { code: fault })),
    },
  })
  if (!opened.ok) throw new Error(opened.error)
  const journal: Journal = opened.value
  journals.push(journal)
  const lines: string[] = []
  const replaced: (() => Promise<void>)[] = []
  let member: string | null = MEMBER
  let chosen: string | null = null
  let nextId = 0
  const cases = createCaseBook(() => journal, clock.now)
  await cases.load()

  const registers = createRegisters({
    vault: { book: () => journal, onReplaced: (listener) => void replaced.push(listener) },
    policyBundles: {
      versions: () => [],
      text: () => null,
      import: () =>
        Promise.resolve(ok({ version: '', effectiveFrom: '', inForce: false, alreadyKnown: true })),
      ...options.policyBundles,
    },
    cases: () => Promise.resolve(ok(cases.list())),
    consents: () => options.consents ?? [],
    letters: options.letters ?? (() => Promise.resolve(ok([]))),
    member: () => member,
    files: createFileSaver({
      choose: (suggestion) => {
        chosen ??= suggestion
        return Promise.resolve(chosen)
      },
      documentsDirectory: () => exports,
      ...(options.steps ? { replaceFile: replaceHere(options.steps) } : {}),
    }),
    newId: (letter) => `${letter}-0000-${String(++nextId + journal.count()).padStart(4, '0')}`,
    appVersion: '0.1.0',
    now: clock.now,
    log: (line) => lines.push(line),
  })
  await registers.ready()
  const guard = createCallGuard({
    // The other calls are not part of this rig, and none is made.
    handlers: createRegisterCalls(registers) as unknown as CallHandlers,
    gate: { allows: () => false, answered: () => false },
    deskIsOpen: () => member !== null,
    log: (line) => lines.push(line),
    checkReplies: true,
  })

  return {
    directory,
    keychain,
    clock,
    journal,
    registers,
    cases,
    lines,
    exports,
    call: async <Name extends CallName>(name: Name, argument: Argument<Name>) =>
      (await guard(name, { ownPage: true }, argument)) as Result<Reply<Name>, WireError>,
    lockDesk: () => (member = null),
    /** Who sits at the desk now. */
    seat: (name: string) => (member = name),
    /** Makes the next writes into the book fail; null makes them work again. */
    failWith: (code: string | null) => (fault = code),
    choose: (path: string) => (chosen = path),
    chosenPath: () => chosen ?? join(exports, 'nothing was chosen'),
    replaced: async () => {
      for (const listener of replaced) await listener()
    },
    /** As after a restart: the same directory, read anew. */
    async reopen() {
      await journal.close()
      return openDesk({ ...options, directory, keychain, clock })
    },
  }
}
export type Desk = Awaited<ReturnType<typeof openDesk>>

/** The row a call kept, or a failed test. */
export function rowOf<Row>(
  reply: Result<{ kind: 'kept'; row: Row } | { kind: 'faults'; faults: unknown }, WireError>,
): Row {
  if (!reply.ok || reply.value.kind !== 'kept') throw new Error(JSON.stringify(reply))
  return reply.value.row
}

/** `field: code` of each fault, or a failed test. */
export function faultsOf(
  reply: Result<
    { kind: 'kept' } | { kind: 'faults'; faults: readonly { field: string; code: string }[] },
    WireError
  >,
): readonly string[] {
  if (!reply.ok || reply.value.kind !== 'faults') throw new Error(JSON.stringify(reply))
  return reply.value.faults.map(({ field, code }) => `${field}: ${code}`)
}

const ASKER: Actor = { role: 'requester', name: '山田 花子' }
const CLERK: Actor = { role: 'desk', name: MEMBER }

/** A request that came in by post, and what was done about it since. */
export async function receive(desk: Desk, id: string, moves: readonly Move[] = []): Promise<KeptCase> {
  const checked = validateRequest(draftOf('disclosure', { id }))
  if (!checked.ok) throw new Error(JSON.stringify(checked.error))
  const { sha256 } = writeRequestFile(checked.value, sha256Of)
  const added = await desk.cases.add(checked.value, sha256, [
    { move: { kind: 'seal' }, actor: ASKER },
    { move: { kind: 'hand-over', by: 'mailed' }, actor: ASKER },
    { move: { kind: 'receive', by: 'post' }, actor: CLERK },
    ...moves.map((move) => ({ move, actor: CLERK })),
  ])
  if (!added.ok) throw new Error(JSON.stringify(added.error))
  return added.value
}

/** What a member types for a record of provision that rests on a law. */
export const DRAFT: Argument<'provision:add'>['draft'] = {
  providedAtMs: NOW - 3_600_000,
  recipient: { name: '目黒警察署', address: '東京都目黒区中目黒二丁目', representative: '' },
  person: '山田 花子、東京都目黒区',
  items: ['氏名', '住所'],
  basis: { kind: 'law', citation: '刑事訴訟法第197条第2項' },
  corrects: null,
}
