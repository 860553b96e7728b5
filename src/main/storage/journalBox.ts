import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { JOURNAL_KINDS, type JournalEntry, type JournalKind } from '../../domain/privacy/journal'
import type { SealKey } from './sealedEnvelope'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Where an entry stands: authenticated with its box, so that no box opens in another place or after another past. */
type Place = Pick<JournalEntry, 'index' | 'previousSha256'>
type Content = Pick<JournalEntry, 'atMs' | 'kind' | 'payload'>

const place = ({ index, previousSha256 }: Place): Buffer => Buffer.from(`${index} ${previousSha256}`)

/**
 * One line of the journal, `INDEX PREVIOUS BOX`. The box is AES-256-GCM under the journal's own key, the one its first
 * line's envelope was sealed with: an envelope for each entry would repeat key wrapping and salt a hundred thousand times.
 */
export function sealEntry(at: Place, { atMs, kind, payload }: Content, { key }: SealKey): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(place(at))
  const plain = JSON.stringify({ atMs, kind, payload })
  const box = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${at.index} ${at.previousSha256} ${box.toString('base64')}\n`
}

/** What a box holds, or null when it is not what `sealEntry` wrote in this place. `box` is base64. */
export function openEntry(at: Place, box: string, { key }: SealKey): JournalEntry | null {
  const bytes = Buffer.from(box, 'base64')
  // Node reads past characters that are not base64: a changed one must not decode to the same bytes.
  if (bytes.byteLength < NONCE_BYTES + TAG_BYTES || bytes.toString('base64') !== box) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(place(at))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8')
    const content = JSON.parse(plain + decipher.final('utf8')) as Partial<Content> | null
    if (typeof content?.atMs !== 'number' || content.payload === undefined || !isKind(content.kind))
      return null
    return { ...at, atMs: content.atMs, kind: content.kind, payload: content.payload }
  } catch {
    return null
  }
}

const isKind = (kind: unknown): kind is JournalKind => JOURNAL_KINDS.some((known) => known === kind)
