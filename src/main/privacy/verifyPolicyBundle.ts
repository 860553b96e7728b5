import { createHash, verify } from 'node:crypto'
import type { z } from 'zod'
import {
  POLICY_BUNDLE_LIMIT_BYTES,
  policyEnvelopeSchema,
  policyPayloadSchema,
  type PolicyPayload,
} from '../../contracts/policyBundle'
import {
  checkSuccession,
  type NewestPolicy,
  type OfficialText,
  type PolicyBundle,
  type PolicyBundleRefusal,
} from '../../domain/privacy/policy/policyBundle'
import { err, ok, type Result } from '../../domain/result'
import type { TrustedKeys } from './trustedKeys'

type Checked<T> = Result<T, PolicyBundleRefusal>

const refused = (code: PolicyBundleRefusal['code']) => err<PolicyBundleRefusal>({ code })

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Strict, and with the byte order mark kept: the text encoded again gives the same bytes. */
function readUtf8(bytes: Uint8Array): Checked<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return refused('not-utf8')
  }
}

/** Bytes of a base64 text that has no second spelling. */
function readBase64(text: string): Checked<Buffer> {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? ok(bytes) : refused('wrong-shape')
}

/**
 * JSON of exactly this schema in its one spelling: the fields in the schema's order, no space, and `tail` after it. A field
 * given twice, a comment in the gaps or another order cannot hide anything, because there is no place left for it.
 */
function readCanonical<Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
  tail: string,
): Checked<z.output<Schema>> {
  const text = readUtf8(bytes)
  if (!text.ok) return text
  let value: unknown
  try {
    value = JSON.parse(text.value)
  } catch {
    return refused('not-json')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success || JSON.stringify(parsed.data) + tail !== text.value) return refused('wrong-shape')
  return ok(parsed.data)
}

function readTexts(payload: PolicyPayload): Checked<readonly OfficialText[]> {
  const texts: OfficialText[] = []
  for (const given of payload.texts) {
    const bytes = readBase64(given.bytes)
    if (!bytes.ok) return bytes
    if (sha256(bytes.value) !== given.sha256) return refused('altered-text')
    const text = readUtf8(bytes.value)
    if (!text.ok) return text
    // An empty text would be agreed to by everybody and say nothing.
    if (text.value.trim() === '') return refused('language-missing')
    if (texts.some((other) => other.language === given.language)) return refused('wrong-shape')
    texts.push({ language: given.language, text: text.value, sha256: given.sha256 })
  }
  return ok(texts)
}

/**
 * Whether these bytes are a policy that a trusted key signed and that may follow `newest` (null: it may be any version).
 * Nothing of the payload is looked at before its signature was found right. Pure but for node:crypto.
 */
export function verifyPolicyBundle(
  bytes: Uint8Array,
  trustedKeys: TrustedKeys,
  newest: NewestPolicy | null,
): Checked<PolicyBundle> {
  if (bytes.byteLength > POLICY_BUNDLE_LIMIT_BYTES) return refused('too-large')
  const envelope = readCanonical(bytes, policyEnvelopeSchema, '\n')
  if (!envelope.ok) return envelope
  const signature = readBase64(envelope.value.signature)
  const signed = readBase64(envelope.value.payload)
  if (!signature.ok) return signature
  if (!signed.ok) return signed
  const key = trustedKeys.get(envelope.value.signer)?.key
  if (!key) return refused('unknown-signer')
  if (signature.value.byteLength !== 64 || !verify(null, signed.value, key, signature.value))
    return refused('bad-signature')
  const payload = readCanonical(signed.value, policyPayloadSchema, '')
  if (!payload.ok) return payload
  const texts = readTexts(payload.value)
  if (!texts.ok) return texts
  const bundle: PolicyBundle = {
    version: payload.value.version,
    effectiveFrom: payload.value.effectiveFrom,
    texts: texts.value,
    signer: envelope.value.signer,
    payloadSha256: sha256(signed.value),
  }
  const fault = checkSuccession(bundle, newest)
  return fault === null ? ok(bundle) : refused(fault)
}
