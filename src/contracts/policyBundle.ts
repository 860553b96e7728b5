import { z } from 'zod'
import { isCalendarDay, isPolicyVersion } from '../domain/privacy/policy/policyVersion'
import type { TextChange } from '../domain/privacy/policy/textChanges'

// The service owner's official policy as a signed file (docs/policy-bundles.md), and what the pages get of it.

/** Largest bundle, bytes. */
export const POLICY_BUNDLE_LIMIT_BYTES = 1024 * 1024

export const policyLanguageSchema = z.enum(['ja', 'en'])
const version = z.string().max(14).refine(isPolicyVersion)
const day = z.string().max(10).refine(isCalendarDay)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** First half of the sha256 of the raw public key. */
const keyId = z.string().regex(/^[0-9a-f]{32}$/)
const base64 = z
  .string()
  .max(POLICY_BUNDLE_LIMIT_BYTES)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)

/** The file. The order of the fields is part of the format: a bundle is exactly one sequence of bytes. */
export const policyEnvelopeSchema = z.strictObject({
  format: z.literal('kazari-policy-bundle-1'),
  signer: keyId,
  /** Ed25519 over the bytes of `payload`. */
  signature: base64.length(88),
  payload: base64,
})
export type PolicyEnvelope = z.infer<typeof policyEnvelopeSchema>

/** What is signed, as UTF-8 JSON. The order of the fields is part of the format. */
export const policyPayloadSchema = z.strictObject({
  format: z.literal('kazari-policy-1'),
  version,
  effectiveFrom: day,
  texts: z
    .array(
      z.strictObject({
        language: policyLanguageSchema,
        sha256,
        /** The owner's file, byte for byte. */
        bytes: base64,
      }),
    )
    .max(2),
})
export type PolicyPayload = z.infer<typeof policyPayloadSchema>

/** Keys whose bundles are taken: a file of the installation, never of a person. */
export const trustedKeysSchema = z.strictObject({
  format: z.literal('kazari-policy-keys-1'),
  keys: z
    .array(
      z.strictObject({
        id: keyId,
        /** Whose key it is. */
        name: z.string().max(100),
        /** The 32 bytes of an Ed25519 public key. */
        publicKey: base64.length(44),
      }),
    )
    .max(16),
})

/** A version that was accepted. */
export const policyImportReplySchema = z.strictObject({
  version,
  effectiveFrom: day,
  /** Its day has come: the camera asks again. */
  inForce: z.boolean(),
  /** The very same bundle had been accepted before. */
  alreadyKnown: z.boolean(),
})
export type PolicyImportReply = z.infer<typeof policyImportReplySchema>

/** The owner's official text, byte for byte. */
export const officialPolicySchema = z.strictObject({
  version,
  effectiveFrom: day,
  /** Of the text: the one asked for, or the only one the owner gave. */
  language: policyLanguageSchema,
  text: z.string(),
  /** Of the text's UTF-8 bytes. */
  sha256,
  /** Who signed it: the key's id, and whose key the installation says it is. */
  signer: z.strictObject({ id: keyId, name: z.string().max(100) }),
})
export type OfficialPolicy = z.infer<typeof officialPolicySchema>

const named = z.strictObject({ version, effectiveFrom: day })

export const policyOfficialReplySchema = z.strictObject({
  /** Null while no official text is in force: the plain-language policy stands alone. */
  official: officialPolicySchema.nullable(),
  /** Accepted, and valid from a later day on. */
  coming: named.nullable(),
})
export type PolicyOfficialReply = z.infer<typeof policyOfficialReplySchema>

/** One accepted version that is kept here. */
export const keptPolicySchema = z.strictObject({
  version,
  effectiveFrom: day,
  languages: z.array(policyLanguageSchema).min(1).max(2),
  state: z.enum(['past', 'in-force', 'coming']),
})
export type KeptPolicy = z.infer<typeof keptPolicySchema>

export const policyVersionsReplySchema = z.strictObject({
  /** Newest first. */
  versions: z.array(keptPolicySchema),
})

export const policyVersionSchema = version

const place = { beforeLine: z.int().positive(), afterLine: z.int().positive() }
const lines = z.array(z.string()).readonly()
const textChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['same', 'removed', 'added']), ...place, lines }),
  z.strictObject({ kind: z.literal('replaced'), ...place, before: lines, after: lines }),
]) satisfies z.ZodType<TextChange>

/** What is different from what was agreed to last. */
export const policyChangesReplySchema = z.discriminatedUnion('kind', [
  /** Nothing was agreed to so far, or nothing changed in the official text since. */
  z.strictObject({ kind: z.literal('none') }),
  /** What was agreed to had no official text: there is nothing to compare with. */
  z.strictObject({ kind: z.literal('first-official'), to: named }),
  /** The version agreed to is not kept here any more. */
  z.strictObject({ kind: z.literal('unknown-before'), fromVersion: z.string().max(32), to: named }),
  z.strictObject({
    kind: z.literal('changed'),
    from: named,
    to: named,
    language: policyLanguageSchema,
    changes: z.array(textChangeSchema).readonly(),
  }),
])
export type PolicyChangesReply = z.infer<typeof policyChangesReplySchema>
