import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { plainPin } from '../../domain/privacy/desk/pin'

/** Cost of one try: 32 MiB and about 0.1 s. Source: OWASP Password Storage, scrypt. */
export const PIN_SCRYPT = { n: 32_768, r: 8, p: 1 } as const
export const PIN_SALT_BYTES = 16
export const PIN_HASH_BYTES = 32

/** What is kept of a PIN; both in base64. */
export interface PinHash {
  readonly salt: string
  readonly hash: string
}

const derive = (pin: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const cost = { N: PIN_SCRYPT.n, r: PIN_SCRYPT.r, p: PIN_SCRYPT.p, maxmem: 64 * 1024 * 1024 }
    scrypt(plainPin(pin), salt, PIN_HASH_BYTES, cost, (error, derived) =>
      error ? reject(error) : resolve(derived),
    )
  })

/** What to keep of a new PIN, under a salt of its own. */
export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(PIN_SALT_BYTES)
  return { salt: salt.toString('base64'), hash: (await derive(pin, salt)).toString('base64') }
}

/** Belongs to nobody: a name that is not known takes as long as one that is. */
const NOBODY: PinHash = {
  salt: randomBytes(PIN_SALT_BYTES).toString('base64'),
  hash: randomBytes(PIN_HASH_BYTES).toString('base64'),
}

/** Whether this is the PIN, in the same time whatever the answer; null is a member who is not there. */
export async function isPin(pin: string, kept: PinHash | null): Promise<boolean> {
  const { salt, hash } = kept ?? NOBODY
  const derived = await derive(pin, Buffer.from(salt, 'base64'))
  return timingSafeEqual(derived, Buffer.from(hash, 'base64')) && kept !== null
}
