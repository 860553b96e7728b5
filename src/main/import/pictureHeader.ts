import type { AdmittedPicture } from '../../contracts/api'
import type { ErrorCode } from '../../contracts/errors'
import type { Result } from '../../domain/result'

export type PictureFormat = AdmittedPicture['format']

/** What a picture's own bytes say about it, before anything is decoded. Width and height are before orientation. */
export interface PictureHeader {
  readonly width: number
  readonly height: number
  /** EXIF orientation 1…8; 1 where the format carries none. */
  readonly orientation: number
}

export type HeaderFault = Extract<ErrorCode, 'image-damaged' | 'image-animated' | 'image-unsupported'>

/** Walks a whole file without decoding pixels. Errors: cut short or contradictory, moving, or of a kind Chromium cannot show. */
export type HeaderReader = (bytes: Uint8Array) => Result<PictureHeader, HeaderFault>

/** Thrown by `ByteView` when a file is shorter than it says; readers turn it into `image-damaged`. */
export class CutShort extends Error {}

/** Bounds-checked big- and little-endian reading. */
export class ByteView {
  readonly length: number
  private readonly view: DataView

  constructor(private readonly bytes: Uint8Array) {
    this.length = bytes.byteLength
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  private need(offset: number, count: number): void {
    if (offset < 0 || count < 0 || offset + count > this.length) throw new CutShort()
  }

  u8(offset: number): number {
    this.need(offset, 1)
    return this.view.getUint8(offset)
  }

  u16(offset: number, littleEndian = false): number {
    this.need(offset, 2)
    return this.view.getUint16(offset, littleEndian)
  }

  u24(offset: number, littleEndian = false): number {
    return littleEndian
      ? this.u16(offset, true) + this.u8(offset + 2) * 0x10000
      : this.u16(offset) * 0x100 + this.u8(offset + 2)
  }

  u32(offset: number, littleEndian = false): number {
    this.need(offset, 4)
    return this.view.getUint32(offset, littleEndian)
  }

  ascii(offset: number, count: number): string {
    this.need(offset, count)
    return String.fromCharCode(...this.bytes.subarray(offset, offset + count))
  }

  slice(offset: number, count: number): Uint8Array {
    this.need(offset, count)
    return this.bytes.subarray(offset, offset + count)
  }

  /** Position of `value` at or after `offset`, or -1. */
  find(value: number, offset: number): number {
    return this.bytes.indexOf(value, offset)
  }
}
