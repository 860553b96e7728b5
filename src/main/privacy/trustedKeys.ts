import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { trustedKeysSchema } from '../../contracts/policyBundle'
import { readFileSync } from 'node:fs'
import trusted from '../../../resources/policy/trusted-keys.json' with { type: 'json' }

export interface TrustedKey {
  readonly key: KeyObject
  /** Whose key it is, as the installation says. */
  readonly name: string
}

/** Public keys whose policy bundles are taken, by their ids. */
export type TrustedKeys = ReadonlyMap<string, TrustedKey>

/** What stands before the 32 raw bytes in an Ed25519 public key in DER (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

/** Id of a key: the first 32 hexadecimal digits of the sha256 of its raw bytes. */
const keyIdOf = (raw: Uint8Array): string => createHash('sha256').update(raw).digest('hex').slice(0, 32)

/** Reads a file of keys. Throws on a wrong one: it belongs to the installation, and no key may be passed over in silence. */
export function readTrustedKeys(file: unknown): TrustedKeys {
  const keys = new Map<string, TrustedKey>()
  for (const { id, name, publicKey } of trustedKeysSchema.parse(file).keys) {
    const raw = Buffer.from(publicKey, 'base64')
    if (raw.byteLength !== 32 || raw.toString('base64') !== publicKey || keyIdOf(raw) !== id || keys.has(id))
      throw new Error(`the trusted policy key ${id} is not what its id says`)
    const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' })
    keys.set(id, { key, name })
  }
  return keys
}

/** The keys that come with this build. */
export const installedKeys = (): TrustedKeys => readTrustedKeys(trusted)

/** The keys of another file. Throws on one that cannot be read. */
export const readKeysFile = (path: string): TrustedKeys =>
  readTrustedKeys(JSON.parse(readFileSync(path, 'utf8')) as unknown)
