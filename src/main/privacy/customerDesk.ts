import { createHash } from 'node:crypto'
import type { DeskStatus } from '../../contracts/calls/desk'
import type { PostedLetter } from './deskIntake'
import type { WireError } from '../../contracts/errors'
import type { Language } from '../../domain/privacy/consent'
import { err, ok, type Result } from '../../domain/result'
import type { FileSaver } from '../export/saveFile'
import type { LetterOffice } from '../letters/letterOffice'
import type { WriteSteps } from '../storage/atomicWrite'
import type { Vault } from '../storage/vault'
import { createDeskAccess, type DeskAccess } from './deskAccess'
import { saveAnswerFile } from './deskAnswers'
import { createDeskCases, type DeskCases } from './deskCases'
import { createIntake } from './deskIntake'
import { createDeskLetters, type LetterMade, type LetterOrder } from './deskLetters'
import { createDeskLog } from './deskLog'
import { createDeskMembersFile } from './deskMembersFile'
import { createDeskSettings, type DeskSettingsStore } from './deskSettings'
import { isJapaneseHoliday } from './japaneseHolidays'
import { newRequestId } from './receipt'

export interface CustomerDeskParts {
  readonly vault: Vault
  readonly recordsDirectory: string
  readonly letters: LetterOffice
  readonly files: FileSaver
  readonly policy: (language: Language) => { readonly version: string; readonly sha256: string }
  /** Asks for a request file; null when the person changed their mind. */
  readonly chooseRequestFile: () => Promise<string | null>
  readonly now: () => number
  /** A clock nobody can set, milliseconds. */
  readonly steadyNow: () => number
  readonly after: (ms: number, work: () => void) => () => void
  readonly onSetAside: (name: string) => void
  readonly onChange: (status: DeskStatus) => void
  /** Steps of writing the members' file that a test may interrupt. */
  readonly steps?: WriteSteps
}

type Answer<T> = Promise<Result<T, WireError>>

/** The Customer Desk of this computer. */
export interface CustomerDesk {
  readonly access: DeskAccess
  readonly settings: DeskSettingsStore
  readonly cases: DeskCases
  importFile(): Answer<{ readonly id: string }>
  enter(letter: PostedLetter, by: 'post' | 'in-person'): Answer<{ readonly id: string }>
  /** Makes one of the letters of a request. Errors: desk-unknown-case, desk-letter-not-yet, letter-…. */
  letter(order: LetterOrder): Answer<LetterMade>
  saveAnswer(id: string): Answer<{ readonly name: string }>
}

const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** How the desk's book is kept, as far as it matters to who may open it. */
function keptHow(vault: Vault): 'kept' | 'session-only' | 'locked' {
  switch (vault.storage()) {
    case 'keychain':
    case 'passphrase':
      return 'kept'
    case 'locked':
      return 'locked'
    case 'session-only':
    case 'damaged':
    case 'in-use':
    case 'not-writable':
      return 'session-only'
  }
}

export function createCustomerDesk(parts: CustomerDeskParts): CustomerDesk {
  const { vault, recordsDirectory: directory, now, onSetAside } = parts
  const log = createDeskLog(() => vault.book('desk'))
  const access = createDeskAccess({
    file: createDeskMembersFile({
      directory,
      now,
      onSetAside,
      ...(parts.steps === undefined ? {} : { steps: parts.steps }),
    }),
    now,
    steadyNow: parts.steadyNow,
    after: parts.after,
    storage: () => keptHow(vault),
    wasSetUp: () => log.wasSetUp(),
    tell: (note, by) => log.access(note, by),
    onChange: parts.onChange,
  })
  // Whether there is a desk at all is asked by others before anybody opens it.
  void access.status()
  const settings = createDeskSettings({
    directory,
    now,
    onSetAside,
    tell: (changed, by) => log.settings(changed, by),
  })
  const cases = createDeskCases({ vault, access, log, isHoliday: isJapaneseHoliday, now })
  const intakeFor = (known: Parameters<typeof createIntake>[0]['known']) =>
    createIntake({ sha256Of, known, newId: newRequestId, now, policy: parts.policy })

  return {
    access,
    settings,
    cases,

    async importFile() {
      const path = await parts.chooseRequestFile()
      if (path === null) return err({ code: 'cancelled' })
      return cases.receive((known) => intakeFor(known).file(path), 'file')
    },

    async enter(letter, by) {
      const { fees } = await settings.read()
      return cases.receive((known) => Promise.resolve(intakeFor(known).letter(letter, fees)), by)
    },

    letter: createDeskLetters({
      access,
      cases,
      settings,
      letters: parts.letters,
      isHoliday: isJapaneseHoliday,
      now,
    }),

    async saveAnswer(id) {
      const kept = await cases.kept(id)
      if (!kept.ok) return kept
      const saved = await saveAnswerFile(kept.value, {
        files: parts.files,
        isHoliday: isJapaneseHoliday,
        sha256Of,
        now,
      })
      return saved.ok ? ok({ name: saved.value.name }) : saved
    },
  }
}
