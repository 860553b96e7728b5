import { ByteView, CutShort } from './pictureHeader'

const ORIENTATION_TAG = 0x0112
const SHORT = 3

/**
 * Orientation 1…8 of a TIFF block as EXIF embeds it; 1 when it has none or makes no sense. Nothing else of EXIF is read.
 * Source: CIPA DC-008 (Exif 2.32), 4.6.
 */
export function exifOrientation(tiff: Uint8Array): number {
  try {
    const view = new ByteView(tiff)
    const order = view.ascii(0, 2)
    if (order !== 'II' && order !== 'MM') return 1
    const little = order === 'II'
    if (view.u16(2, little) !== 42) return 1
    const directory = view.u32(4, little)
    const count = view.u16(directory, little)
    for (let index = 0; index < count; index++) {
      const entry = directory + 2 + index * 12
      if (view.u16(entry, little) !== ORIENTATION_TAG) continue
      const value = view.u16(entry + 2, little) === SHORT ? view.u16(entry + 8, little) : 1
      return value >= 1 && value <= 8 ? value : 1
    }
    return 1
  } catch (error) {
    if (error instanceof CutShort) return 1
    throw error
  }
}
