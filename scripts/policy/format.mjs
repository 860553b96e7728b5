// The bundle format of docs/policy-bundles.md, written a second time without a package: a tool that shared the app's
// reader could not show that the document describes the format completely.
import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import { Refusal } from '../lib/say.mjs'

export const LIMIT_BYTES = 1024 * 1024
export const LANGUAGES = ['ja', 'en']
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** Whether `day` is a real day written YYYY-MM-DD. */
export function isDay(day) {
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day)
}

/** Whether `version` is a real day, or a real day and a number 1…999: 2026-11-01, 2026-11-01.2. */
export function isVersion(version) {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:\.[1-9]\d{0,2})?$/.exec(version) ?? []
  return day !== undefined && isDay(day)
}

/** The text of UTF-8 bytes, its byte order mark kept, or null when they are not UTF-8. */
export function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The 32 raw bytes of an Ed25519 key, private or public. */
export function rawPublicKey(key) {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length)
}

/** The id under which a key is known: the first 32 hexadecimal digits of the sha256 of its raw bytes. */
export const keyIdOf = (raw) => sha256(raw).slice(0, 32)

/** A file of trusted keys, as text. */
export const keysFile = (keys) => `${JSON.stringify({ format: 'kazari-policy-keys-1', keys }, null, 2)}\n`

const payloadText = ({ version, effectiveFrom, texts }) =>
  JSON.stringify({
    format: 'kazari-policy-1',
    version,
    effectiveFrom,
    texts: texts.map(({ language, sha256: sum, bytes }) => ({ language, sha256: sum, bytes })),
  })

const envelopeText = ({ signer, signature, payload }) =>
  `${JSON.stringify({ format: 'kazari-policy-bundle-1', signer, signature, payload })}\n`

/** The bytes of a signed bundle. texts: [{ language, bytes }]; privateKey: an Ed25519 KeyObject. */
export function encodeBundle({ version, effectiveFrom, texts }, privateKey) {
  const payload = Buffer.from(
    payloadText({
      version,
      effectiveFrom,
      texts: texts.map(({ language, bytes }) => ({
        language,
        sha256: sha256(bytes),
        bytes: bytes.toString('base64'),
      })),
    }),
  )
  return Buffer.from(
    envelopeText({
      signer: keyIdOf(rawPublicKey(privateKey)),
      signature: sign(null, payload, privateKey).toString('base64'),
      payload: payload.toString('base64'),
    }),
  )
}

const SHAPE = 'it is not written as a policy bundle is'

function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('it is not JSON')
  }
}

/** Refuses what is not a string that `pattern` describes. */
function checked(value, pattern) {
  if (typeof value !== 'string' || !pattern.test(value)) throw new Refusal(SHAPE)
  return value
}

function decoded(text) {
  const bytes = Buffer.from(checked(text, /^[A-Za-z0-9+/]*={0,2}$/), 'base64')
  if (bytes.toString('base64') !== text) throw new Refusal(SHAPE)
  return bytes
}

/** Public keys by id of the text of a keys file. Refuses a wrong file. */
export function readKeys(text) {
  const keys = new Map()
  const file = parseJson(text)
  if (file?.format !== 'kazari-policy-keys-1' || !Array.isArray(file.keys))
    throw new Refusal('it is not a list of policy keys')
  for (const entry of file.keys) {
    const raw = decoded(entry?.publicKey)
    if (raw.length !== 32 || keyIdOf(raw) !== entry.id)
      throw new Refusal(`the key ${String(entry?.id)} is not what its id says`)
    keys.set(entry.id, createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' }))
  }
  return keys
}

function readTexts(list) {
  if (!Array.isArray(list)) throw new Refusal(SHAPE)
  const texts = list.map((given) => {
    const language = checked(given?.language, /^(ja|en)$/)
    const bytes = decoded(given.bytes)
    if (sha256(bytes) !== checked(given.sha256, /^[0-9a-f]{64}$/))
      throw new Refusal(`its ${language} text is not the one its sha256 says`)
    const text = utf8(bytes)
    if (text === null) throw new Refusal(`its ${language} text is not UTF-8`)
    if (text.trim() === '') throw new Refusal(`its ${language} text is empty`)
    return { language, sha256: given.sha256, bytes: given.bytes }
  })
  if (texts.length === 0) throw new Refusal('it has no text in any language')
  if (new Set(texts.map(({ language }) => language)).size < texts.length) throw new Refusal(SHAPE)
  return texts
}

/**
 * What a bundle says: { version, effectiveFrom, signer, texts: [{ language, sha256 }] }. Refuses with half a sentence,
 * to stand behind the file's name, what the app would refuse.
 */
export function readBundle(bytes, keys) {
  if (bytes.length > LIMIT_BYTES) throw new Refusal('it is larger than 1 MB')
  const text = utf8(bytes)
  if (text === null) throw new Refusal('it is not UTF-8')
  const envelope = parseJson(text)
  const signer = checked(envelope?.signer, /^[0-9a-f]{32}$/)
  const signature = decoded(envelope.signature)
  const payload = decoded(envelope.payload)
  // Written again it must be the same bytes: nothing can stand between or beside the fields.
  if (envelopeText(envelope) !== text || envelope.format !== 'kazari-policy-bundle-1')
    throw new Refusal(SHAPE)
  const key = keys.get(signer)
  if (key === undefined) throw new Refusal(`it is signed by ${signer}, and that key is not in the list`)
  if (signature.length !== 64 || !verify(null, payload, key, signature))
    throw new Refusal('its signature is wrong: it was changed after it was signed')
  const payloadAsText = utf8(payload)
  if (payloadAsText === null) throw new Refusal('it is not UTF-8')
  const said = parseJson(payloadAsText)
  const texts = readTexts(said?.texts)
  const { version, effectiveFrom } = said
  if (!isVersion(checked(version, /./)) || !isDay(checked(effectiveFrom, /./))) throw new Refusal(SHAPE)
  if (payloadText({ version, effectiveFrom, texts }) !== payloadAsText) throw new Refusal(SHAPE)
  return { version, effectiveFrom, signer, texts }
}
