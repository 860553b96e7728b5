import type { DataCategoryId, DataInventory, Erasure } from '../../contracts/calls/myData'
import type { WireError } from '../../contracts/errors'
import type { MyRecordsFile } from '../../contracts/privacy/myRecordsFile'
import { strangeFields } from '../../contracts/privacy/schemaFields'
import { japanDay } from '../../domain/privacy/calendar/isoDay'
import type { JournalEntry } from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import { ACCEPTANCES_FILE } from '../diagnostics/acceptanceFile'
import type { FileSaver } from '../export/saveFile'
import type { Journal } from '../storage/journalFile'
import type { SettingsStore } from '../storage/settingsStore'
import { BOOKS, type Book, type ErasureProof, type Vault } from '../storage/vault'
import type { ConsentService } from './consentService'
import { categoryOf, describedCategories, PAYLOAD_FIELDS } from './dataInventory'
import type { PolicyBundles } from './policyBundles'
import { isSetAside, listRecords, removeSettingsFiles } from './recordsListing'

export interface MyDataParts {
  readonly vault: Vault
  readonly consent: ConsentService
  readonly policyBundles: PolicyBundles
  readonly settings: SettingsStore
  readonly files: FileSaver
  /** How many may open the Customer Desk. */
  readonly deskMembers: () => number
  readonly recordsDirectory: string
  readonly appVersion: string
  readonly visionRunning: () => boolean
  /** Letters that were looked at hold what was written in them. */
  readonly forgetLetters: () => void
  /** Loads the page anew: pictures, undo steps and what was typed go with the old one. */
  readonly reload: () => void
  readonly now: () => number
}

/** What a person can see of, take away from and erase of their own data. */
export interface MyData {
  inventory(): Promise<Result<DataInventory, WireError>>
  export(): Promise<Result<{ name: string }, WireError>>
  /** Shuts every gate and stops vision first, writes the withdrawal, erases, and begins the page anew. */
  erase(): Promise<Result<void, WireError>>
  /** Looked at anew each time it is asked. */
  erasure(): Promise<Erasure | null>
  putAwayErasure(): void
}

/** Entries read at a time: the window stays alive while a large book is read. */
const STEP = 2000
/** Locked or held by another process: nobody can count or copy what is in it. */
const HIDDEN: readonly string[] = ['locked', 'in-use', 'damaged']

type Counts = Map<DataCategoryId, number>

async function readAll(
  journal: Journal,
  take: (entry: JournalEntry) => void,
): Promise<Result<void, WireError>> {
  for (let from = 0; from < journal.count(); from += STEP) {
    const entries = await journal.read(from, STEP)
    if (!entries.ok) return err({ code: 'internal' })
    for (const entry of entries.value) take(entry)
  }
  return ok(undefined)
}

const iso = (atMs: number): string => new Date(atMs).toISOString()

export function createMyData(parts: MyDataParts): MyData {
  const { vault, settings } = parts
  let proof: (ErasureProof & { readonly removed: readonly string[] }) | null = null

  async function countBook(
    book: Book,
    counts: Counts,
    unlisted: Set<string>,
  ): Promise<Result<void, WireError>> {
    return readAll(vault.book(book), ({ kind, payload }) => {
      if (kind === 'erased') return
      const id = categoryOf(kind, book)
      counts.set(id, (counts.get(id) ?? 0) + 1)
      for (const field of strangeFields(payload, PAYLOAD_FIELDS[kind])) unlisted.add(`${kind}.${field}`)
    })
  }

  return {
    async inventory() {
      const counts: Counts = new Map()
      const unlisted = new Set<string>()
      for (const book of BOOKS) {
        const read = await countBook(book, counts, unlisted)
        if (!read.ok) return read
      }
      const files = await listRecords(parts.recordsDirectory).catch(() => [])
      counts.set('drafts', vault.drafts().list().length)
      const filesCalled = (wanted: string) => files.filter(({ name }) => name === wanted).length
      counts.set('settings', filesCalled('settings.json'))
      counts.set('set-aside', files.filter(isSetAside).length)
      counts.set('policies', parts.policyBundles.versions().length)
      counts.set('desk-members', parts.deskMembers())
      counts.set('desk-settings', filesCalled('desk-settings.json'))
      counts.set('kiosk-acceptances', filesCalled(ACCEPTANCES_FILE))
      const isHidden = HIDDEN.includes(vault.storage())
      return ok({
        categories: describedCategories().map((category) => {
          const isCounted = category.place !== 'memory' && category.place !== 'chosen'
          const canCount =
            isCounted && !(isHidden && category.seal === 'sealed' && category.id !== 'set-aside')
          return { ...category, count: canCount ? (counts.get(category.id) ?? 0) : null }
        }),
        unlisted: [...unlisted].slice(0, 100),
      })
    },

    async export() {
      if (HIDDEN.includes(vault.storage())) return err({ code: 'records-locked' })
      const journal = vault.book('personal')
      const entries: MyRecordsFile['records']['entries'] = []
      const read = await readAll(journal, ({ index, previousSha256, atMs, kind, payload }) => {
        entries.push({
          index,
          previousSha256,
          at: iso(atMs),
          atMs,
          kind,
          payload: payload as (typeof entries)[number]['payload'],
        })
      })
      if (!read.ok) return read
      const { version, effectiveFrom } = parts.policyBundles.policies
      const atMs = parts.now()
      const file: MyRecordsFile = {
        format: 'kazari-my-records-1',
        writtenAt: iso(atMs),
        appVersion: parts.appVersion,
        face: 'nothing is held',
        policy: { version, effectiveFrom },
        settings: settings.read(),
        records: { headSha256: journal.headSha256(), entries },
        drafts: vault
          .drafts()
          .list()
          .map(({ draftId, savedAtMs, form }) => ({
            draftId,
            savedAt: iso(savedAtMs),
            form: form as MyRecordsFile['drafts'][number]['form'],
          })),
      }
      return parts.files.save(
        `kazari-my-records-${japanDay(atMs)}`,
        'json',
        `${JSON.stringify(file, null, 2)}\n`,
      )
    },

    async erase() {
      // If erasing fails half-way the withdrawal is on disk all the same: no yes comes back at the next start.
      const withdrawn = await parts.consent.withdraw()
      await parts.consent.forget()
      const erased = await vault.erasePersonal()
      const reset = settings.reset()
      const swept = await removeSettingsFiles(parts.recordsDirectory).catch(() => ({ removed: [], left: [] }))
      parts.forgetLetters()
      if (!erased.ok) return withdrawn.ok ? erased : withdrawn
      if (!reset.ok) return err({ code: 'data-not-erased', params: { files: 'settings.json' } })
      if (swept.left.length > 0)
        return err({ code: 'data-not-erased', params: { files: swept.left.join(', ') } })
      const removed = [
        ...erased.value.files.map((name) => `personal/${name}`),
        ...reset.value.removed,
        ...swept.removed,
      ]
      proof = { ...erased.value, removed }
      parts.reload()
      return ok(undefined)
    },

    async erasure() {
      if (proof === null) return null
      const { erasedAtMs, entriesBefore, draftsBefore, removed } = proof
      return {
        erasedAtMs,
        entriesBefore,
        draftsBefore,
        removed: [...removed],
        entriesNow: vault.book('personal').count(),
        draftsNow: vault.drafts().list().length,
        visionRunning: parts.visionRunning(),
        cameraAllowed: parts.consent.gate.allows('face-decoration'),
        directory: parts.recordsDirectory,
        files: [...(await listRecords(parts.recordsDirectory))],
      }
    },

    putAwayErasure() {
      proof = null
    },
  }
}
