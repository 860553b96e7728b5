import { decodeBytes } from '../pipeline/decodePicture'
import type { PhotoDecoder } from './photoLibrary'

/** Pixels of a small picture for the filmstrip, twice its size on screen. */
export const THUMBNAIL = { width: 208, height: 156 } as const

/** Decodes with the browser's own decoders, in memory. */
export const browserDecoder: PhotoDecoder = {
  async decode(source) {
    if (source.kind === 'bitmap') return source.bitmap
    return decodeBytes(source.bytes, source.mime)
  },
  async thumbnail(bitmap) {
    const scale = Math.max(THUMBNAIL.width / bitmap.width, THUMBNAIL.height / bitmap.height)
    const canvas = new OffscreenCanvas(THUMBNAIL.width, THUMBNAIL.height)
    const context = canvas.getContext('2d')
    if (!context) return ''
    context.imageSmoothingQuality = 'high'
    const width = bitmap.width * scale
    const height = bitmap.height * scale
    context.drawImage(bitmap, (THUMBNAIL.width - width) / 2, (THUMBNAIL.height - height) / 2, width, height)
    return dataUrl(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 }))
  },
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onloadend = () => resolve(typeof reader.result === 'string' ? reader.result : '')
    reader.readAsDataURL(blob)
  })
}
