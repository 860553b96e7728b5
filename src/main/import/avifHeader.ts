import { err, ok } from '../../domain/result'
import { ByteView, CutShort, type HeaderReader, type PictureHeader } from './pictureHeader'

interface Box {
  readonly kind: string
  readonly start: number
  readonly end: number
}

/** Boxes one after the other within a range; a box that reaches beyond it means the file was cut. Source: ISO/IEC 14496-12, 4.2. */
function boxesIn(view: ByteView, start: number, end: number): Box[] {
  const found: Box[] = []
  let offset = start
  while (offset < end) {
    let length = view.u32(offset)
    let header = 8
    if (length === 1) {
      length = view.u32(offset + 8) * 2 ** 32 + view.u32(offset + 12)
      header = 16
    } else if (length === 0) {
      length = end - offset
    }
    if (length < header || offset + length > end) throw new CutShort()
    found.push({ kind: view.ascii(offset + 4, 4), start: offset + header, end: offset + length })
    offset += length
  }
  return found
}

const boxOf = (boxes: readonly Box[], kind: string): Box | null =>
  boxes.find((box) => box.kind === kind) ?? null

/**
 * Size of the primary item, and that all its bytes are in the file. Turning and mirroring are properties of the picture that
 * decoders apply themselves, so the orientation is 1. Source: AV1 Image File Format 1.1; ISO/IEC 23008-12.
 */
export const readAvifHeader: HeaderReader = (bytes) => {
  const view = new ByteView(bytes)
  const top = boxesIn(view, 0, view.length)
  const brands = boxOf(top, 'ftyp')
  if (!brands) return err('image-damaged')
  if (view.ascii(brands.start, 4) === 'avis') return err('image-animated')
  const meta = boxOf(top, 'meta')
  const inMeta = meta ? boxesIn(view, meta.start + 4, meta.end) : []
  const primary = boxOf(inMeta, 'pitm')
  const properties = boxOf(inMeta, 'iprp')
  const locations = boxOf(inMeta, 'iloc')
  if (!primary || !properties || !locations) return err('image-damaged')
  const item = view.u8(primary.start) === 0 ? view.u16(primary.start + 4) : view.u32(primary.start + 4)
  const size = sizeOfItem(view, properties, item)
  if (!size || !extentsAreInside(view, locations)) return err('image-damaged')
  return ok({ ...size, orientation: 1 })
}

/** Follows the association of the item to its `ispe` property. Source: ISO/IEC 23008-12, 6.5.3 and 9.3. */
function sizeOfItem(
  view: ByteView,
  properties: Box,
  item: number,
): Omit<PictureHeader, 'orientation'> | null {
  const parts = boxesIn(view, properties.start, properties.end)
  const container = boxOf(parts, 'ipco')
  const association = boxOf(parts, 'ipma')
  if (!container || !association) return null
  const known = boxesIn(view, container.start, container.end)
  const wideItems = view.u8(association.start) >= 1
  const wideIndexes = (view.u8(association.start + 3) & 1) === 1
  let offset = association.start + 8
  for (let entry = 0; entry < view.u32(association.start + 4); entry++) {
    const entryItem = wideItems ? view.u32(offset) : view.u16(offset)
    offset += wideItems ? 4 : 2
    const count = view.u8(offset)
    offset += 1
    for (let index = 0; index < count; index++) {
      const property = known[(wideIndexes ? view.u16(offset) & 0x7fff : view.u8(offset) & 0x7f) - 1]
      offset += wideIndexes ? 2 : 1
      if (entryItem === item && property?.kind === 'ispe') {
        return { width: view.u32(property.start + 4), height: view.u32(property.start + 8) }
      }
    }
  }
  return null
}

/** Whether every extent of every item that lies in the file itself ends before the file does. Source: ISO/IEC 14496-12, 8.11.3. */
function extentsAreInside(view: ByteView, box: Box): boolean {
  const version = view.u8(box.start)
  const sizes = view.u16(box.start + 4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version > 0 ? sizes & 15 : 0
  let at = box.start + 6
  const number = (size: number): number => {
    let value = 0
    for (let byte = 0; byte < size; byte++) value = value * 256 + view.u8(at + byte)
    at += size
    return value
  }
  const items = number(version < 2 ? 2 : 4)
  for (let item = 0; item < items; item++) {
    number(version < 2 ? 2 : 4)
    const construction = version > 0 ? number(2) & 15 : 0
    number(2)
    const base = number(baseSize)
    const extents = number(2)
    // Only one extent can be told without a single byte; a list of such would have no end that the file's size bounds.
    if (extents > 1 && indexSize + offsetSize + lengthSize === 0) return false
    for (let extent = 0; extent < extents; extent++) {
      number(indexSize)
      const end = base + number(offsetSize) + number(lengthSize)
      if (construction === 0 && end > view.length) return false
    }
  }
  return true
}
