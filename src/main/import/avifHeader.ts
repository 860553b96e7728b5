import { IMPORT_LIMITS } from '../../contracts/api'
import { err, ok } from '../../domain/result'
import { av1FrameSize } from './av1Sequence'
import { ByteView, CutShort, type HeaderReader } from './pictureHeader'

interface Box {
  readonly kind: string
  readonly start: number
  readonly end: number
}
interface Size {
  readonly width: number
  readonly height: number
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

/** A tiled picture decodes each tile, a transparent one its veil as well: together they may be this many times the limit. */
const DECODED_AT_MOST = 3

/**
 * Size of the primary item, that all its bytes are in the file, and that every stream in it is as large as the file says
 * it is. Turning and mirroring are properties of the picture that decoders apply themselves, so the orientation is 1.
 * Source: AV1 Image File Format 1.1; ISO/IEC 23008-12.
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
  const information = boxOf(inMeta, 'iinf')
  if (!primary || !properties || !locations || !information) return err('image-damaged')
  const item = view.u8(primary.start) === 0 ? view.u16(primary.start + 4) : view.u32(primary.start + 4)
  const sizes = sizesOfItems(view, properties)
  const size = sizes.get(item)
  const streams = streamsIn(view, locations, boxOf(inMeta, 'idat'), kindsOfItems(view, information))
  if (!size || !streams) return err('image-damaged')
  // What already promises too much is refused for that.
  if (size.width * size.height > IMPORT_LIMITS.pixels) return ok({ ...size, orientation: 1 })
  let decodedPixels = 0
  for (const [id, stream] of streams) {
    const said = sizes.get(id)
    const found = av1FrameSize(stream)
    if (!said || !found || said.width !== found.width || said.height !== found.height)
      return err('image-damaged')
    decodedPixels += found.width * found.height
  }
  if (decodedPixels > IMPORT_LIMITS.pixels * DECODED_AT_MOST) return err('image-damaged')
  return ok({ ...size, orientation: 1 })
}

/** Follows the association of each item to its `ispe` property. Source: ISO/IEC 23008-12, 6.5.3 and 9.3. */
function sizesOfItems(view: ByteView, properties: Box): ReadonlyMap<number, Size> {
  const sizes = new Map<number, Size>()
  const parts = boxesIn(view, properties.start, properties.end)
  const container = boxOf(parts, 'ipco')
  const association = boxOf(parts, 'ipma')
  if (!container || !association) return sizes
  const known = boxesIn(view, container.start, container.end)
  const wideItems = view.u8(association.start) >= 1
  const wideIndexes = (view.u8(association.start + 3) & 1) === 1
  let offset = association.start + 8
  for (let entry = 0; entry < view.u32(association.start + 4); entry++) {
    const item = wideItems ? view.u32(offset) : view.u16(offset)
    offset += wideItems ? 4 : 2
    const count = view.u8(offset)
    offset += 1
    for (let index = 0; index < count; index++) {
      const property = known[(wideIndexes ? view.u16(offset) & 0x7fff : view.u8(offset) & 0x7f) - 1]
      offset += wideIndexes ? 2 : 1
      if (property?.kind === 'ispe' && !sizes.has(item))
        sizes.set(item, { width: view.u32(property.start + 4), height: view.u32(property.start + 8) })
    }
  }
  return sizes
}

/** What each item is, by its four letters. Source: ISO/IEC 14496-12, 8.11.6. */
function kindsOfItems(view: ByteView, information: Box): ReadonlyMap<number, string> {
  const kinds = new Map<number, string>()
  const start = information.start + (view.u8(information.start) === 0 ? 6 : 8)
  for (const { kind, start: at } of boxesIn(view, start, information.end)) {
    const version = view.u8(at)
    if (kind !== 'infe' || version < 2) continue
    const wide = version > 2
    kinds.set(wide ? view.u32(at + 4) : view.u16(at + 4), view.ascii(at + (wide ? 10 : 8), 4))
  }
  return kinds
}

/**
 * The bytes of every item that is a stream of AV1, up to the end of its first extent: a sequence header stands at its
 * beginning. Null when an extent of any item reaches beyond what holds it. Source: ISO/IEC 14496-12, 8.11.3.
 */
function streamsIn(
  view: ByteView,
  box: Box,
  data: Box | null,
  kinds: ReadonlyMap<number, string>,
): ReadonlyMap<number, Uint8Array> | null {
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
  const streams = new Map<number, Uint8Array>()
  const items = number(version < 2 ? 2 : 4)
  for (let item = 0; item < items; item++) {
    const id = number(version < 2 ? 2 : 4)
    const construction = version > 0 ? number(2) & 15 : 0
    number(2)
    const base = number(baseSize)
    const extents = number(2)
    // Only one extent can be told without a single byte; a list of such would have no end that the file's size bounds.
    if (extents > 1 && indexSize + offsetSize + lengthSize === 0) return null
    for (let extent = 0; extent < extents; extent++) {
      number(indexSize)
      const start = base + number(offsetSize)
      const length = number(lengthSize)
      if (construction === 0 && start + length > view.length) return null
      if (extent > 0 || kinds.get(id) !== 'av01') continue
      // 0: in the file; 1: in the box for small items. Elsewhere no stream has a place.
      const from = construction === 0 ? 0 : construction === 1 && data ? data.start : null
      if (from === null) return null
      const whole = construction === 1 && data ? data.end - data.start : view.length
      // No length means: up to the end.
      streams.set(id, view.slice(from + start, length === 0 ? whole - start : length))
    }
  }
  return streams
}
