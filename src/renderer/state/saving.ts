import type { WireError } from '../../contracts/errors'
import type { Bridge } from './bridgeType'

export type PictureFormat = 'png' | 'jpeg'

export type SaveOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'cancelled' }
  /** The picture is still in memory and can be saved elsewhere. */
  | { readonly kind: 'failed'; readonly error: WireError }

/** `IMG_0412.jpg` becomes `IMG_0412-kazari.png`; a name without a base still gets one. */
export function suggestedFileName(original: string, format: PictureFormat): string {
  const base = original.replace(/\.[^.]+$/, '').slice(0, 200)
  return `${base === '' ? 'kazari' : `${base}-kazari`}.${format === 'png' ? 'png' : 'jpg'}`
}

/** `kazari-20261122-101430.png`, from the local wall clock. */
export function captureFileName(now: Date, format: PictureFormat): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
  return `kazari-${day}-${time}.${format === 'png' ? 'png' : 'jpg'}`
}

/** Main asks where, checks that no metadata is left, and writes. */
export async function savePicture(
  bridge: Bridge,
  suggestedName: string,
  format: PictureFormat,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SaveOutcome> {
  const reply = await bridge.call('picture:save', { suggestedName, format, bytes })
  if (reply.ok) return { kind: 'saved' }
  return reply.error.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', error: reply.error }
}
