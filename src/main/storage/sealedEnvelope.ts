import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result'

/** The system's own store of secrets. */
export interface Keychain {
  /** False where secrets would be kept in plain text: then there is no keychain. */
  available(): boolean
  encrypt(text: string): Uint8Array
  decrypt(bytes: Uint8Array): string
}

/** Cost of turning a passphrase into a key: 32 MiB and about 0.1 s. Source: OWASP Password Storage, scrypt. */
const SCRYPT = { n: 32_768, r: 8, p: 1 } as const
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SALT_BYTES = 16

const base64 = (bytes: number | null) =>
  z
    .string()
    .max(8 * 1024 * 1024)
    .refine((text) => {
      const decoded = Buffer.from(text, 'base64')
      // Node ignores what is not base64 and stray last bits: a changed character must not decode to the same bytes.
      return decoded.toString('base64') === text && (bytes === null || decoded.byteLength === bytes)
    })

const boxFields = {
  nonce: base64(NONCE_BYTES),
  tag: base64(TAG_BYTES),
  box: base64(null),
  /** Of everything above: tells a damaged file from a wrong passphrase. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
}

const envelopeSchema = z.discriminatedUnion('seal', [
  z.strictObject({
    format: z.literal(1),
    seal: z.literal('keychain'),
    wrappedKey: base64(null),
    ...boxFields,
  }),
  z.strictObject({
    format: z.literal(1),
    seal: z.literal('passphrase'),
    scrypt: z.strictObject({ n: z.literal(SCRYPT.n), r: z.literal(SCRYPT.r), p: z.literal(SCRYPT.p) }),
    salt: base64(SALT_BYTES),
    ...boxFields,
  }),
])
export type Envelope = z.infer<typeof envelopeSchema>

type Header =
  | { readonly format: 1; readonly seal: 'keychain'; readonly wrappedKey: string }
  | { readonly format: 1; readonly seal: 'passphrase'; readonly scrypt: typeof SCRYPT; readonly salt: string }

/** A key and how it can be had again. Kept in memory only. */
export interface SealKey {
  readonly key: Buffer
  readonly header: Header
}

/** A fresh random key, wrapped by the keychain: the box itself is authenticated, which not every keychain's cipher is. */
export function keychainKey(keychain: Keychain): SealKey {
  const key = randomBytes(KEY_BYTES)
  const wrappedKey = Buffer.from(keychain.encrypt(key.toString('base64'))).toString('base64')
  return { key, header: { format: 1, seal: 'keychain', wrappedKey } }
}

/** Derives a key from a passphrase; composed and decomposed accents are one passphrase. */
export async function passphraseKey(
  passphrase: string,
  salt: Uint8Array = randomBytes(SALT_BYTES),
): Promise<SealKey> {
  const key = await new Promise<Buffer>((resolve, reject) => {
    const cost = { N: SCRYPT.n, r: SCRYPT.r, p: SCRYPT.p, maxmem: 64 * 1024 * 1024 }
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, cost, (error, derived) =>
      error ? reject(error) : resolve(derived),
    )
  })
  return {
    key,
    header: { format: 1, seal: 'passphrase', scrypt: SCRYPT, salt: Buffer.from(salt).toString('base64') },
  }
}

/** The file's text: header, AES-256-GCM box with the header authenticated beside it, checksum. */
export function seal(plainText: string, { key, header }: SealKey): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(JSON.stringify(header)))
  const box = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]).toString('base64')
  const body = {
    ...header,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    box,
  }
  return write({ ...body, sha256: checksum(body) })
}

const write = (envelope: object): string => `${JSON.stringify(envelope)}\n`
const checksum = (body: object): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')

/** Reads a file's text as an envelope. Any byte that differs from what `seal` wrote is damage. */
export function readEnvelope(text: string): Result<Envelope, 'damaged'> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return err('damaged')
  }
  const envelope = envelopeSchema.safeParse(parsed)
  if (!envelope.success || write(envelope.data) !== text) return err('damaged')
  const { sha256, ...body } = envelope.data
  return checksum(body) === sha256 ? ok(envelope.data) : err('damaged')
}

/** The key of an envelope that the keychain wrapped. */
export function unwrapKey(
  envelope: Extract<Envelope, { seal: 'keychain' }>,
  keychain: Keychain,
): Result<SealKey, 'damaged'> {
  try {
    const key = Buffer.from(keychain.decrypt(Buffer.from(envelope.wrappedKey, 'base64')), 'base64')
    if (key.byteLength !== KEY_BYTES) return err('damaged')
    return ok({ key, header: { format: 1, seal: 'keychain', wrappedKey: envelope.wrappedKey } })
  } catch {
    return err('damaged')
  }
}

/** What is in the box, or `wrong-key`: another passphrase, or a box that was changed together with its checksum. */
export function unseal(envelope: Envelope, { key, header }: SealKey): Result<string, 'wrong-key'> {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(envelope.nonce, 'base64'), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(Buffer.from(JSON.stringify(header)))
    decipher.setAuthTag(Buffer.from(envelope.tag, 'base64'))
    const plain = Buffer.concat([decipher.update(Buffer.from(envelope.box, 'base64')), decipher.final()])
    return ok(plain.toString('utf8'))
  } catch {
    return err('wrong-key')
  }
}
