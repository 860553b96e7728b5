import type { ConsentService } from './consentService'
import { createRequestService, type RequestService } from './requests'
import { isJapaneseHoliday } from './japaneseHolidays'
import { newRegisterId, newRequestId } from './receipt'
import { createCustomerDesk, type CustomerDesk } from './customerDesk'
import type { DeskAccess } from './deskAccess'
import type { PolicyBundles } from './policyBundles'
import type { BrowserWindow, Session } from 'electron'
import type { DeskStatus } from '../../contracts/calls/desk'
import type { RequestKind } from '../../domain/privacy/request/kinds'
import type { NewPurpose } from '../../domain/privacy/purposes'
import type { ReplaceFile } from '../export/chosenFile'
import { createFileSaver, type FileEnding, type FileSaver } from '../export/saveFile'
import { createLetterOffice, type LetterOffice } from '../letters/letterOffice'
import { createMyData, type MyData } from './myData'
import { createLetterPages, type LetterPages } from '../letters/letterPages'
import { createLetterPrinter } from '../letters/letterPrinter'
import { letterPdfs } from './registers/caseLetters'
import { createRegisters, type Registers } from './registers/registers'
import { createRetention, type Retention } from './retention'
import type { SettingsStore } from '../storage/settingsStore'
import type { Vault } from '../storage/vault'

/** What the services of the privacy centre and the Customer Desk are made of. */
export interface PrivacyParts {
  readonly vault: Vault
  readonly consent: ConsentService
  readonly policyBundles: PolicyBundles
  readonly settings: SettingsStore
  readonly recordsDirectory: string
  readonly language: () => 'ja' | 'en'
  readonly appVersion: string
  readonly now: () => number
  readonly log: (line: string) => void
  /** Runs `work` once after `ms`; the result cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
  /** The session of the studio's window, where letters are laid out too. */
  readonly session: () => Session
  /** The studio's window; null before it opens and after it closed. */
  readonly window: () => BrowserWindow | null
  /** Asks where to save a file; null when the person changed their mind. */
  readonly chooseFilePlace: (suggestion: string, ending: FileEnding) => Promise<string | null>
  /** The person's folder for documents. */
  readonly documentsDirectory: () => string
  /** Writes a file where somebody chose. */
  readonly replaceFile: ReplaceFile
  /** Asks for a request file; null when the person changed their mind. */
  readonly chooseRequestFile: () => Promise<string | null>
  /** Asks for a file in which the desk answered; null when the person changed their mind. */
  readonly chooseAnswerFile: () => Promise<string | null>
  readonly onSetAside: (name: string) => void
  readonly onDeskChanged: (status: DeskStatus) => void
  /** Whether a process that could read a face is alive. */
  readonly visionRunning: () => boolean
  /** Loads the page anew: everything it held goes with the old one. */
  readonly reloadPage: () => void
}

export interface PrivacyServices {
  readonly deskAccess: DeskAccess
  readonly desk: CustomerDesk
  /** The person's own requests. */
  readonly requests: RequestService
  readonly registers: Registers
  /** Erases provision records when their three years are over. */
  readonly retention: Retention
  readonly myData: MyData
  readonly letters: LetterOffice
  readonly letterPages: LetterPages
  /** Hands files to the person where they choose. */
  readonly files: FileSaver
  /** Purposes beyond the nine whose written consent is on file now. */
  readonly newPurposes: () => readonly NewPurpose[]
}

/** Puts the services of the privacy centre and the Customer Desk together. Each is read again when a book is replaced. */
export function createPrivacyServices(parts: PrivacyParts): PrivacyServices {
  const files = createFileSaver({
    choose: parts.chooseFilePlace,
    documentsDirectory: parts.documentsDirectory,
    replaceFile: parts.replaceFile,
  })
  const letterPages = createLetterPages()
  const printer = createLetterPrinter({
    session: parts.session,
    owner: parts.window,
    after: parts.after,
    log: parts.log,
  })
  const letters = createLetterOffice({ pages: letterPages, printer, saver: files })
  const desk = createCustomerDesk({
    vault: parts.vault,
    recordsDirectory: parts.recordsDirectory,
    letters,
    files,
    policy: (language) => {
      const { version, texts } = parts.policyBundles.policies
      return { version, sha256: texts[language] }
    },
    chooseRequestFile: parts.chooseRequestFile,
    now: parts.now,
    steadyNow: () => performance.now(),
    after: parts.after,
    onSetAside: parts.onSetAside,
    onChange: parts.onDeskChanged,
  })
  const requests = createRequestService({
    vault: parts.vault,
    policies: parts.policyBundles.policies,
    letters,
    files,
    feeYen: async (kind) => {
      const { fees } = await desk.settings.read()
      const byKind: Readonly<Partial<Record<RequestKind, number>>> = fees
      return byKind[kind] ?? 0
    },
    isHoliday: isJapaneseHoliday,
    newId: newRequestId,
    chooseAnswerFile: parts.chooseAnswerFile,
    now: parts.now,
    log: parts.log,
  })
  const registers = createRegisters({
    vault: parts.vault,
    policyBundles: parts.policyBundles,
    cases: () => desk.cases.all(),
    consents: () => parts.consent.records(),
    letters: async (kept) => letterPdfs(kept, await desk.settings.read(), letters),
    member: () => desk.access.member(),
    files,
    newId: newRegisterId,
    appVersion: parts.appVersion,
    now: parts.now,
    log: parts.log,
  })
  const myData = createMyData({
    ...parts,
    files,
    deskMembers: () => desk.access.members().length,
    forgetLetters: () => letterPages.forget(),
    reload: parts.reloadPage,
  })
  const retention = createRetention(parts)
  retention.start()
  return {
    myData,
    retention,
    ...{ deskAccess: desk.access, desk, requests, registers, letters, letterPages, files },
    newPurposes: () => registers.purposesInUse(),
  }
}
