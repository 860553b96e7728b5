import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { Language } from '../../../src/domain/privacy/consent'
import { readTrustedKeys, type TrustedKeys } from '../../../src/main/privacy/trustedKeys'

// A third writing of docs/policy-bundles.md, made to be misused: everything about a bundle can be made wrong here.

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface TestSigner {
  readonly id: string
  readonly privateKey: KeyObject
  readonly publicKey: string
}

/** A new key pair; nothing of it outlives the test. */
export function newSigner(): TestSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return { id: sha256(raw).slice(0, 32), privateKey, publicKey: raw.toString('base64') }
}

export const trusting = (...signers: readonly TestSigner[]): TrustedKeys =>
  readTrustedKeys({
    format: 'kazari-policy-keys-1',
    keys: signers.map(({ id, publicKey }) => ({ id, name: 'test', publicKey })),
  })

export interface BundleWords {
  readonly version?: string
  readonly effectiveFrom?: string
  readonly texts?: Readonly<Partial<Record<Language, string | Uint8Array>>>
}

/** The payload as the format says it, as a value that a test can still bend. */
export function payloadOf({ version = '2026-11-01', effectiveFrom = '2026-11-01', texts }: BundleWords = {}) {
  return {
    format: 'kazari-policy-1',
    version,
    effectiveFrom,
    texts: Object.entries(texts ?? { ja: '第1条\n目的\n', en: 'Article 1\nPurpose\n' }).map(
      ([language, text]) => ({
        language,
        sha256: sha256(text),
        bytes: Buffer.from(text).toString('base64'),
      }),
    ),
  }
}

/** Signs exactly these bytes. */
export function envelopeOf(payload: string | Uint8Array, signer: TestSigner) {
  const bytes = Buffer.from(payload)
  return {
    format: 'kazari-policy-bundle-1',
    signer: signer.id,
    signature: sign(null, bytes, signer.privateKey).toString('base64'),
    payload: bytes.toString('base64'),
  }
}

export const fileOf = (envelope: object): Buffer => Buffer.from(`${JSON.stringify(envelope)}\n`)

/** A right bundle, or one whose signed payload is `payload` instead. */
export const bundleFile = (
  signer: TestSigner,
  words: BundleWords = {},
  payload: object = payloadOf(words),
): Buffer => fileOf(envelopeOf(JSON.stringify(payload), signer))
