import { err, ok } from '../../domain/result'
import { ByteView, type HeaderReader } from './pictureHeader'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b

/** Size in bytes of a colour table whose flags byte is `flags`; 0 when there is none. */
const colourTable = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Walks every block up to the trailer; more than one picture is an animation. Source: GIF89a Specification, CompuServe 1990. */
export const readGifHeader: HeaderReader = (bytes) => {
  const view = new ByteView(bytes)
  let width = view.u16(6, true)
  let height = view.u16(8, true)
  if (width === 0 || height === 0) return err('image-damaged')
  let offset = 13 + colourTable(view.u8(10))
  let pictures = 0
  for (;;) {
    const block = view.u8(offset)
    if (block === TRAILER) break
    if (block === EXTENSION) {
      offset = afterSubBlocks(view, offset + 2)
    } else if (block === IMAGE) {
      pictures += 1
      if (pictures > 1) return err('image-animated')
      // Decoders make the screen as large as a picture that reaches beyond it.
      width = Math.max(width, view.u16(offset + 1, true) + view.u16(offset + 5, true))
      height = Math.max(height, view.u16(offset + 3, true) + view.u16(offset + 7, true))
      offset = afterSubBlocks(view, offset + 10 + colourTable(view.u8(offset + 9)) + 1)
    } else {
      return err('image-damaged')
    }
  }
  return pictures === 1 ? ok({ width, height, orientation: 1 }) : err('image-damaged')
}

function afterSubBlocks(view: ByteView, from: number): number {
  let offset = from
  for (;;) {
    const length = view.u8(offset)
    view.slice(offset, length + 1)
    offset += length + 1
    if (length === 0) return offset
  }
}
