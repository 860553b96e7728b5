import { ByteView, CutShort } from './pictureHeader'

/** Bits, most significant first, of bytes that may end at any moment. */
class BitView {
  private at = 0
  constructor(private readonly view: ByteView) {}

  bits(count: number): number {
    let value = 0
    for (let bit = 0; bit < count; bit++, this.at++)
      value = value * 2 + ((this.view.u8(this.at >> 3) >> (7 - (this.at & 7))) & 1)
    return value
  }

  flag(): boolean {
    return this.bits(1) === 1
  }

  /** An unsigned number of its own length (4.10.3). */
  variable(): void {
    let zeros = 0
    while (!this.flag()) {
      zeros += 1
      if (zeros >= 32) throw new CutShort()
    }
    this.bits(zeros)
  }
}

const SEQUENCE_HEADER = 1

/**
 * The largest frame that a stream of AV1 may hold, as its sequence header says; null where it has none. What the file
 * around the stream says of its size is only a claim: this is what a decoder makes room for.
 * Source: AV1 Bitstream & Decoding Process Specification, 5.3 and 5.5.
 */
export function av1FrameSize(stream: Uint8Array): { width: number; height: number } | null {
  const view = new ByteView(stream)
  let offset = 0
  while (offset < view.length) {
    const header = view.u8(offset)
    const hasExtension = (header & 4) !== 0
    const hasSize = (header & 2) !== 0
    offset += hasExtension ? 2 : 1
    let length = view.length - offset
    if (hasSize) {
      const size = shortNumber(view, offset)
      offset += size.bytes
      length = size.value
    }
    const body = view.slice(offset, length)
    if (((header >> 3) & 15) === SEQUENCE_HEADER) return sizeIn(new BitView(new ByteView(body)))
    offset += length
  }
  return null
}

/** Seven bits a byte, least significant first (4.10.5). */
function shortNumber(view: ByteView, offset: number): { value: number; bytes: number } {
  let value = 0
  for (let index = 0; index < 8; index++) {
    const byte = view.u8(offset + index)
    value += (byte & 127) * 2 ** (7 * index)
    if ((byte & 128) === 0) return { value, bytes: index + 1 }
  }
  throw new CutShort()
}

function sizeIn(header: BitView): { width: number; height: number } {
  header.bits(3) // profile
  header.flag() // still picture
  if (header.flag()) header.bits(5)
  else operatingPoints(header)
  const widthBits = header.bits(4) + 1
  const heightBits = header.bits(4) + 1
  return { width: header.bits(widthBits) + 1, height: header.bits(heightBits) + 1 }
}

/** Passes over timing, decoder model and operating points, whose lengths depend on each other (5.5.1). */
function operatingPoints(header: BitView): void {
  let delayBits = 0
  if (header.flag()) {
    header.bits(64) // ticks and time scale
    if (header.flag()) header.variable()
    if (header.flag()) {
      delayBits = header.bits(5) + 1
      header.bits(32 + 5 + 5)
    }
  }
  const hasInitialDelay = header.flag()
  const points = header.bits(5) + 1
  for (let point = 0; point < points; point++) {
    header.bits(12)
    if (header.bits(5) > 7) header.flag() // tier
    if (delayBits > 0 && header.flag()) header.bits(2 * delayBits + 1)
    if (hasInitialDelay && header.flag()) header.bits(4)
  }
}
