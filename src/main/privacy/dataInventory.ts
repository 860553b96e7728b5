import { z } from 'zod'
import { admittedPictureSchema } from '../../contracts/api'
import { deskSettingsSchema } from '../../contracts/calls/desk'
import { DATA_CATEGORIES, type DataCategory, type DataCategoryId } from '../../contracts/calls/myData'
import type { FrameFace, FrameLight, FrameRequest } from '../../contracts/framePort'
import { policyEnvelopeSchema, policyPayloadSchema } from '../../contracts/policyBundle'
import { consentEntrySchema } from '../../contracts/privacy/consentRecords'
import {
  entrustmentEntrySchema,
  provisionSchema,
  purposeEntrySchema,
} from '../../contracts/privacy/deskRecords'
import { requestFormSchema } from '../../contracts/privacy/requestForm'
import { schemaFields } from '../../contracts/privacy/schemaFields'
import { settingsSchema } from '../../contracts/settings'
import type { JournalKind } from '../../domain/privacy/journal'
import type { SceneItem } from '../../domain/scene/scene'
import { acceptanceEntrySchema } from '../diagnostics/acceptanceFile'
import { draftsSchema } from '../storage/draftStore'
import type { Book } from '../storage/vault'
import { requestEntry, transitionEntry } from './caseBook'
import { assignmentSchema, noteSchema as accessNoteSchema } from './deskLog'
import { deskMembersFileSchema } from './deskMembersFile'
import { answerEntry } from './ownAnswers'
import { noteSchema as registerNoteSchema, policyNoteSchema } from './registers/deskNotes'

/** What the journal itself writes about its own lines: see storage/journalErasure.ts. */
const orderFields = ['findings[]', 'lines[]', 'reason']

/**
 * Payload of each kind of entry, by the schemas that read it. A kind without one does not compile, and a field that is
 * added to a schema appears in the inventory by itself.
 */
export const PAYLOAD_FIELDS: Readonly<Record<JournalKind, readonly string[]>> = {
  consent: schemaFields(consentEntrySchema),
  request: schemaFields(requestEntry),
  transition: schemaFields(transitionEntry),
  answer: schemaFields(answerEntry),
  assignment: schemaFields(assignmentSchema),
  provision: schemaFields(provisionSchema),
  entrustment: schemaFields(entrustmentEntrySchema),
  purpose: schemaFields(purposeEntrySchema),
  policy: schemaFields(policyNoteSchema),
  desk: schemaFields(z.union([accessNoteSchema, registerNoteSchema])),
  erasure: orderFields,
  'journal-repaired': orderFields,
}

/** Where each kind of entry counts. Requests are the person's own in one book and what others asked of the desk in the other. */
const CATEGORY_OF: Readonly<Record<JournalKind, DataCategoryId | Readonly<Record<Book, DataCategoryId>>>> = {
  consent: 'consents',
  request: { personal: 'own-requests', desk: 'desk-cases' },
  transition: { personal: 'own-requests', desk: 'desk-cases' },
  answer: 'own-requests',
  assignment: 'desk-cases',
  provision: 'provisions',
  entrustment: 'entrustments',
  purpose: 'new-purposes',
  policy: 'desk-notes',
  desk: 'desk-notes',
  erasure: 'repairs',
  'journal-repaired': 'repairs',
}

export function categoryOf(kind: JournalKind, book: Book): DataCategoryId {
  const category = CATEGORY_OF[kind]
  return typeof category === 'string' ? category : category[book]
}

const kindsOf = (id: DataCategoryId): readonly JournalKind[] =>
  (Object.keys(CATEGORY_OF) as JournalKind[]).filter(
    (kind) => categoryOf(kind, 'personal') === id || categoryOf(kind, 'desk') === id,
  )

const journalFields = (id: DataCategoryId): readonly string[] => [
  ...new Set(kindsOf(id).flatMap((kind) => PAYLOAD_FIELDS[kind])),
]

/** Fields of what has a type and no schema; the compiler refuses a name too few or too many. */
const namesOf = <Fields>(names: Readonly<Record<keyof Fields & string, true>>): readonly string[] =>
  Object.keys(names)

type Described = Omit<DataCategory, 'id' | 'count' | 'fields' | 'articles'> & {
  readonly articles: readonly number[]
  readonly fields: readonly string[]
}

const yours = { group: 'yours', place: 'personal', seal: 'sealed', keep: 'until-erased' } as const
const atDesk = { group: 'desk', place: 'desk', seal: 'sealed', keep: 'desk' } as const
const inMemory = { group: 'memory', place: 'memory', seal: 'none' } as const

const DESCRIBED: Readonly<Record<DataCategoryId, Described>> = {
  consents: { ...yours, articles: [2, 3], fields: journalFields('consents') },
  'own-requests': { ...yours, articles: [6, 7, 8, 11], fields: journalFields('own-requests') },
  drafts: {
    ...yours,
    articles: [6, 7, 8, 11],
    fields: [
      ...schemaFields(draftsSchema.unwrap()).filter((field) => field !== 'form'),
      ...schemaFields(requestFormSchema).map((field) => `form.${field}`),
    ],
  },
  settings: {
    ...yours,
    place: 'records',
    seal: 'plain',
    articles: [2],
    fields: schemaFields(settingsSchema),
  },
  repairs: { ...yours, articles: [10], fields: journalFields('repairs') },
  'set-aside': { ...yours, place: 'records', articles: [10], fields: [] },
  policies: {
    group: 'installation',
    place: 'policy',
    seal: 'plain',
    keep: 'installation',
    articles: [9],
    fields: [
      ...schemaFields(policyEnvelopeSchema),
      ...schemaFields(policyPayloadSchema).map((field) => `payload.${field}`),
    ],
  },
  'desk-cases': { ...atDesk, articles: [6, 7, 8, 11], fields: journalFields('desk-cases') },
  provisions: { ...atDesk, keep: 'law', articles: [4], fields: journalFields('provisions') },
  entrustments: { ...atDesk, articles: [5], fields: journalFields('entrustments') },
  'new-purposes': { ...atDesk, articles: [2], fields: journalFields('new-purposes') },
  'desk-notes': { ...atDesk, articles: [9, 10], fields: journalFields('desk-notes') },
  'desk-members': {
    ...atDesk,
    place: 'records',
    seal: 'hashed',
    articles: [10],
    fields: schemaFields(deskMembersFileSchema),
  },
  'desk-settings': {
    ...atDesk,
    place: 'records',
    seal: 'plain',
    articles: [12],
    fields: schemaFields(deskSettingsSchema),
  },
  'kiosk-acceptances': {
    ...atDesk,
    place: 'records',
    seal: 'plain',
    articles: [3, 10],
    fields: schemaFields(acceptanceEntrySchema),
  },
  frames: {
    ...inMemory,
    keep: 'moment',
    articles: [3],
    fields: namesOf<FrameRequest>({
      protocol: true,
      kind: true,
      frame: true,
      capturedAtMs: true,
      width: true,
      height: true,
      pixels: true,
      searchBudget: true,
    }),
  },
  landmarks: {
    ...inMemory,
    keep: 'moment',
    articles: [3],
    fields: [
      ...namesOf<FrameFace>({ points: true, score: true }),
      ...namesOf<FrameLight>({ scene: true, face: true }),
    ],
  },
  pictures: { ...inMemory, keep: 'session', articles: [3], fields: schemaFields(admittedPictureSchema) },
  scenes: {
    ...inMemory,
    keep: 'session',
    articles: [1, 3],
    fields: namesOf<SceneItem>({ id: true, decoration: true, target: true, adjustment: true, visible: true }),
  },
  preview: { ...inMemory, keep: 'moment', articles: [3], fields: [] },
  exports: {
    group: 'handed-out',
    place: 'chosen',
    seal: 'none',
    keep: 'yours',
    articles: [3, 4],
    fields: [],
  },
}

/** Every category with what the code says about it; how many there are is for the service to count. */
export const describedCategories = (): readonly Omit<DataCategory, 'count'>[] =>
  DATA_CATEGORIES.map((id) => {
    const { articles, fields, ...rest } = DESCRIBED[id]
    return { id, ...rest, articles: [...articles], fields: [...fields] }
  })
