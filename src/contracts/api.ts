import { z } from 'zod'
import { CONSENT_CALLS, consentViewSchema } from './calls/consents'
import { DESK_CALLS, deskStatusSchema } from './calls/desk'
import { DIAGNOSTICS_CALLS, guardSchema } from './calls/diagnostics'
import { MY_DATA_CALLS } from './calls/myData'
import { POLICY_CALLS } from './calls/policies'
import { REGISTER_CALLS } from './calls/registers'
import { REQUEST_CALLS } from './calls/requests'
import { wireErrorSchema, type WireError } from './errors'
import {
  policyChangesReplySchema,
  policyImportReplySchema,
  policyLanguageSchema,
  policyOfficialReplySchema,
} from './policyBundle'
import { settingsSchema } from './settings'
import { visionStatusSchema } from './vision'
import type { Result } from '../domain/result'

export { consentViewSchema, type ConsentView } from './calls/consents'

/** Largest picture that may be opened: bytes, pixels a side, pixels in all. */
export const IMPORT_LIMITS = { bytes: 30 * 1024 * 1024, side: 16_384, pixels: 40_000_000 } as const
/** Most pictures opened at once. */
export const IMPORT_BATCH_LIMIT = 60
/** Largest encoded picture that may be saved, bytes. */
export const EXPORT_LIMIT_BYTES = 256 * 1024 * 1024

const bytes = (limit: number) =>
  z
    .instanceof(Uint8Array)
    .refine((array) => array.byteLength > 0 && array.byteLength <= limit, { error: 'size' })

const fileName = z.string().min(1).max(255)

/** A picture whose header main has read: its real type, its size before orientation, and the EXIF orientation 1…8. */
export const admittedPictureSchema = z.strictObject({
  name: fileName,
  format: z.enum(['jpeg', 'png', 'webp', 'avif', 'gif']),
  width: z.int().positive(),
  height: z.int().positive(),
  orientation: z.int().min(1).max(8),
  bytes: z.instanceof(Uint8Array),
})
export type AdmittedPicture = z.infer<typeof admittedPictureSchema>

/** One picture of a batch was refused: the rest goes on. */
export const refusedPictureSchema = z.strictObject({ name: fileName, error: wireErrorSchema })
export type RefusedPicture = z.infer<typeof refusedPictureSchema>

export const importReplySchema = z.strictObject({
  admitted: z.array(admittedPictureSchema),
  refused: z.array(refusedPictureSchema),
})

export const appInfoSchema = z.strictObject({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  platform: z.string(),
  /** From the system, for settings.language = 'system'. */
  systemLanguage: z.enum(['ja', 'en']),
  /** `studio` is the window people use; `batch` is the hidden one of `npm run decorate`. */
  mode: z.enum(['studio', 'batch']),
  /** Started with --demo: the built-in camera stands in for a webcam. */
  demoCamera: z.boolean(),
  /** Started with --kiosk: people come and go, and nothing of them stays. */
  kiosk: z.boolean(),
  /** Started with --export-directory: what is saved goes to the operator's folder, and nobody chooses a place. */
  operatorFolder: z.boolean(),
  testBuild: z.boolean(),
  /** Development runtime past its support, not for users. */
  registryRuntime: z.boolean(),
})
export type AppInfo = z.infer<typeof appInfoSchema>

/** The notice and the plain-language policy: the exact text a consent record's sha256 is of. Pages show this, word for word. */
export const policyReplySchema = z.strictObject({
  version: z.string(),
  effectiveFrom: z.string(),
  language: z.enum(['ja', 'en']),
  sha256: z.string(),
  /** Says that this is a plain-language version and whose the official text is. */
  plainLanguageNote: z.string(),
  notice: z.strictObject({
    title: z.string(),
    lead: z.string(),
    facts: z.array(z.strictObject({ heading: z.string(), text: z.string() })),
    after: z.string(),
    refuse: z.string(),
    give: z.string(),
    refusedHint: z.string(),
  }),
  articles: z.array(z.strictObject({ number: z.int(), title: z.string(), paragraphs: z.array(z.string()) })),
})
export type PolicyReply = z.infer<typeof policyReplySchema>

export const privacyViewSchema = z.strictObject({
  partitionInMemory: z.boolean(),
  userDataInMemory: z.boolean(),
  blockedRequests: z.int().nonnegative(),
  sandboxed: z.boolean(),
  recordsDirectory: z.string(),
  /** Names of damaged files that were set aside in this session: nothing is replaced silently. */
  setAside: z.array(z.string().max(255)).max(16).optional(),
})
export type PrivacyView = z.infer<typeof privacyViewSchema>

const nothing = z.strictObject({})

const batchJobSchema = z.strictObject({
  id: z.string().max(64),
  picture: admittedPictureSchema,
  /** Id of a look or of a decoration. */
  look: z.string().max(64),
  format: z.enum(['png', 'jpeg']),
})
export type BatchJob = z.infer<typeof batchJobSchema>

const batchOutcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('picture'),
    id: z.string().max(64),
    faces: z.int().nonnegative(),
    bytes: bytes(EXPORT_LIMIT_BYTES),
  }),
  z.strictObject({ kind: z.literal('failed'), id: z.string().max(64), error: wireErrorSchema }),
])
export type BatchOutcome = z.infer<typeof batchOutcomeSchema>

/**
 * Every call a page can make. `noun:verb`; arguments and replies are strict objects. Main parses every
 * argument, and in test builds every reply. From this object come the renderer's types, the handlers' types,
 * the preload's names and the refusal tests.
 */
export const CALLS = {
  'app:info': { argument: nothing, reply: appInfoSchema },
  'settings:read': { argument: nothing, reply: settingsSchema },
  'settings:write': { argument: settingsSchema.partial(), reply: settingsSchema },
  /** The notice and the policy in plain language, article by article. */
  'policy:read': { argument: z.strictObject({ language: z.enum(['ja', 'en']) }), reply: policyReplySchema },
  /** Asks for a signed policy file in main's own dialog and takes it in. A refusal says which in `params.refusal`. */
  'policy:import': { argument: nothing, reply: policyImportReplySchema },
  /** The owner's official text that is in force, byte for byte, and whether another one is on its way. */
  'policy:official': {
    argument: z.strictObject({ language: policyLanguageSchema }),
    reply: policyOfficialReplySchema,
  },
  /** What the official text in force says differently from the one agreed to last. */
  'policy:changes': {
    argument: z.strictObject({ language: policyLanguageSchema }),
    reply: policyChangesReplySchema,
  },
  'vision:status': { argument: nothing, reply: visionStatusSchema },
  /** Starts vision if it is not running; its port arrives as the window message described in framePort, under this nonce. */
  'vision:connect': { argument: z.strictObject({ nonce: z.string().length(32) }), reply: nothing },
  /** Stops vision: nothing is read any more. */
  'vision:stop': { argument: nothing, reply: nothing },
  'picture:open': { argument: nothing, reply: importReplySchema },
  'picture:admit': {
    argument: z.strictObject({
      files: z
        .array(z.strictObject({ name: fileName, bytes: z.instanceof(Uint8Array) }))
        .min(1)
        .max(IMPORT_BATCH_LIMIT),
    }),
    reply: importReplySchema,
  },
  /** Reads the clipboard's picture, if it holds one. */
  'picture:paste': { argument: nothing, reply: importReplySchema },
  'picture:save': {
    argument: z.strictObject({
      suggestedName: fileName,
      format: z.enum(['png', 'jpeg']),
      bytes: bytes(EXPORT_LIMIT_BYTES),
    }),
    reply: z.strictObject({ name: z.string() }),
  },
  /** Shows the file saved last in the system's file manager. */
  'picture:reveal': { argument: nothing, reply: nothing },
  'privacy:read': { argument: nothing, reply: privacyViewSchema },
  /** Batch window only: the next picture to decorate, or null when none is left. */
  'batch:next': { argument: nothing, reply: z.strictObject({ job: batchJobSchema.nullable() }) },
  'batch:deliver': { argument: batchOutcomeSchema, reply: nothing },
  ...POLICY_CALLS,
  ...CONSENT_CALLS,
  ...REQUEST_CALLS,
  ...DESK_CALLS,
  ...REGISTER_CALLS,
  ...MY_DATA_CALLS,
  ...DIAGNOSTICS_CALLS,
} as const satisfies Record<string, { argument: z.ZodType; reply: z.ZodType }>

export type CallName = keyof typeof CALLS
export type Argument<Name extends CallName> = z.input<(typeof CALLS)[Name]['argument']>
export type Reply<Name extends CallName> = z.output<(typeof CALLS)[Name]['reply']>

/** Every event main sends. `noun:past`. */
export const EVENTS = {
  'vision:changed': visionStatusSchema,
  'consent:changed': consentViewSchema,
  'settings:changed': settingsSchema,
  'desk:changed': deskStatusSchema,
  'guard:changed': guardSchema,
} as const satisfies Record<string, z.ZodType>

export type EventName = keyof typeof EVENTS
export type EventPayload<Name extends EventName> = z.output<(typeof EVENTS)[Name]>

/** What the preload exposes as `window.kazari`. Only `src/renderer/platform/` may touch it. */
export interface KazariBridge {
  call<Name extends CallName>(name: Name, argument: Argument<Name>): Promise<Result<Reply<Name>, WireError>>
  /** Returns the way to stop listening. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void
}

/** The preload hands the frame port over as `window.postMessage(portMessage(nonce), origin, [port])`. */
export interface VisionPortMessage {
  readonly kind: 'kazari:vision-port'
  readonly nonce: string
}
