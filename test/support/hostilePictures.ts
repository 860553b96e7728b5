import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { IMPORT_LIMITS } from '../../src/contracts/api'
import type { ErrorCode } from '../../src/contracts/errors'
import {
  extendedWebp,
  gif,
  jpegSegment,
  painted,
  pngChunk,
  pngOfSize,
  riffChunk,
  withJpegSegments,
  withPngChunks,
} from '../main/import/pictures'

/** What becomes of a hostile picture: a refusal by main, one by the page's decoder, or the right picture. */
export type Fate =
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly by: 'main' | 'decoder' }
  | { readonly kind: 'shown'; readonly width: number; readonly height: number }

export interface HostilePicture {
  readonly name: string
  readonly bytes: Buffer
  readonly fate: Fate
}

const refused = (code: ErrorCode, by: 'main' | 'decoder' = 'main'): Fate => ({ kind: 'refused', code, by })
const shown = (width = 64, height = 48): Fate => ({ kind: 'shown', width, height })
const damaged = refused('image-damaged')
/** Every part is where it belongs; only who unpacks the pixels finds that they are none. */
const undecodable = refused('image-damaged', 'decoder')
const tooMany = refused('image-too-many-pixels')
const unsupported = refused('image-unsupported')
const animated = refused('image-animated')

const canvas = painted()
const PNG = canvas.toBuffer('image/png')
const JPEG = canvas.toBuffer('image/jpeg', 80)
const WEBP = canvas.toBuffer('image/webp', 80)
const AVIF = canvas.toBuffer('image/avif')
const MEGABYTE = 1024 * 1024

/** A whole grey PNG of one bit a pixel: its pixels are all there, and cost next to nothing. */
function greyPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))), { level: 9 })
  return Buffer.concat([
    PNG.subarray(0, 8),
    ...[['IHDR', header] as const, ['IDAT', rows] as const, ['IEND', Buffer.alloc(0)] as const].map(
      ([kind, body]) => pngChunk(kind, body),
    ),
  ])
}

/** A PNG that says 64 × 48 of itself, with these packed bytes for its pixels. */
const pngOfPixels = (packed: Buffer): Buffer =>
  Buffer.concat([PNG.subarray(0, 33), pngChunk('IDAT', packed), pngChunk('IEND')])

/** 128 MB of nothing, packed a thousand to one. */
const ZEROS = deflateSync(Buffer.alloc(128 * MEGABYTE), { level: 9 })
const compressedText = (): Buffer => Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), ZEROS])
const compressedProfile = (): Buffer => Buffer.concat([Buffer.from('profile\0\0', 'latin1'), ZEROS])

function jpegOfSize(width: number, height: number): Buffer {
  const jpeg = Buffer.from(JPEG)
  const frame = jpeg.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc1, 0xc2].includes(jpeg[at + 1] ?? 0))
  jpeg.writeUInt16BE(height, frame + 5)
  jpeg.writeUInt16BE(width, frame + 7)
  return jpeg
}

/**
 * A progressive JPEG, grey all over, whose one picture is gone through as often as it has scans: each costs a few bytes of
 * the file and a walk over every block. Source: ITU-T T.81, annex G (runs of ended blocks).
 */
export function jpegOfScans(scans: number, width: number, height: number): Buffer {
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  const quantisation = Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])
  // One code of one bit in each table: no difference (DC), and a run of 2^14 blocks and more (AC).
  const table = (kind: number, value: number) =>
    Buffer.concat([Buffer.from([kind, 1]), Buffer.alloc(15), Buffer.from([value])])
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8)
  const scan = (first: number, last: number, body: Buffer) =>
    Buffer.concat([jpegSegment(0xda, Buffer.from([1, 1, 0, first, last, 0])), body])
  // Every run is the longest: 0, then 14 ones; the last one reaches over the end, which ends it.
  const runs = Math.ceil(blocks / 32_767)
  let bits = ''
  for (let run = 0; run < runs; run++) bits += `0${'1'.repeat(14)}`
  const packed = Buffer.from(
    (bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)),
  )
  const stuffed = Buffer.from([...packed].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])))
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xdb, quantisation),
    jpegSegment(0xc2, frame),
    jpegSegment(0xc4, table(0x00, 0)),
    jpegSegment(0xc4, table(0x10, 0xe0)),
    scan(0, 0, Buffer.alloc(Math.ceil(blocks / 8))),
    ...Array.from({ length: scans - 1 }, () => scan(1, 63, stuffed)),
    Buffer.from([0xff, 0xd9]),
  ])
}

/**
 * A whole GIF of one colour. The codes are cleared after every second pixel, so that they stay three bits wide.
 * Source: GIF89a Specification, appendix F.
 */
function wholeGif(width: number, height: number, screen = { width, height }): Buffer {
  const codes: number[] = []
  for (let pixel = 0; pixel < width * height; pixel += 2) codes.push(4, 1, 1)
  const packed = Buffer.alloc(Math.ceil(((codes.length + 1) * 3) / 8))
  for (const [index, code] of [...codes, 5].entries())
    for (let bit = 0; bit < 3; bit++) {
      const at = index * 3 + bit
      packed[at >> 3] = (packed[at >> 3] ?? 0) | (((code >> bit) & 1) << (at & 7))
    }
  const blocks: Buffer[] = []
  for (let at = 0; at < packed.length; at += 255) {
    const block = packed.subarray(at, at + 255)
    blocks.push(Buffer.from([block.length]), block)
  }
  const bytes = Buffer.concat([
    Buffer.from('GIF89a\0\0\0\0\x80\0\0', 'latin1'),
    Buffer.from([0, 0, 0, 255, 200, 100]),
    Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]),
    ...blocks,
    Buffer.from([0, 0x3b]),
  ])
  bytes.writeUInt16LE(screen.width, 6)
  bytes.writeUInt16LE(screen.height, 8)
  bytes.writeUInt16LE(width, 24)
  bytes.writeUInt16LE(height, 26)
  return bytes
}

/** A GIF that says its picture is larger than its screen, and holds the first few pixels of it. */
function gifBeyondItsScreen(width: number, height: number): Buffer {
  const bytes = wholeGif(8, 8)
  bytes.writeUInt16LE(width, 24)
  bytes.writeUInt16LE(height, 26)
  return bytes
}

/** The same AVIF saying another size of itself. */
function avifOfSize(avif: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(avif)
  const at = bytes.indexOf('ispe')
  bytes.writeUInt32BE(width, at + 8)
  bytes.writeUInt32BE(height, at + 12)
  return bytes
}

/** 48 million pixels of one grey, in 1,365 bytes. */
const WIDE_AVIF = readFileSync(join(import.meta.dirname, 'fixtures/grey-8000x6000.avif'))

function webpOfSize(width: number, height: number): Buffer {
  const bytes = Buffer.from(WEBP)
  const at = bytes.indexOf(Buffer.from([0x9d, 0x01, 0x2a]))
  bytes.writeUInt16LE(width, at + 3)
  bytes.writeUInt16LE(height, at + 5)
  return bytes
}

const animationFrames = (frames: number): Buffer[] =>
  Array.from({ length: frames }, (_, index) => {
    const control = Buffer.alloc(26)
    control.writeUInt32BE(index, 0)
    control.writeUInt32BE(64, 4)
    control.writeUInt32BE(48, 8)
    return pngChunk('fcTL', control)
  })

function animationControl(frames: number): Buffer {
  const body = Buffer.alloc(8)
  body.writeUInt32BE(frames, 0)
  return pngChunk('acTL', body)
}

const box = (kind: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length, 0)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, body])
}
const brands = (major: string, ...others: string[]): Buffer =>
  box('ftyp', Buffer.from(`${major}\0\0\0\0${others.join('')}`, 'latin1'))

const EXIF_START = Buffer.from('Exif\0\0', 'latin1')
/** As much EXIF as one segment takes: a directory of entries that all point at themselves. */
const greatExif = (): Buffer => {
  const tiff = Buffer.alloc(65_000, 0xff)
  tiff.write('MM\0*\0\0\0\x08', 0, 'latin1')
  return jpegSegment(0xe1, Buffer.concat([EXIF_START, tiff]))
}

const ZIP_END = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])
const PAGE = Buffer.from('<!doctype html><script>fetch("https://evil.example")</script>')

/** Small files that cost a decoder much, or promise what they do not hold. */
export const BOMBS: readonly HostilePicture[] = [
  { name: '16000 squared in 32 KB.png', bytes: greyPng(16_000, 16_000), fate: tooMany },
  { name: 'a side of 16385.png', bytes: greyPng(16_385, 2), fate: tooMany },
  {
    name: 'as large as may be.png',
    bytes: greyPng(8000, IMPORT_LIMITS.pixels / 8000),
    fate: shown(8000, 5000),
  },
  {
    name: 'zTXt of 128 MB.png',
    bytes: withPngChunks(PNG, pngChunk('zTXt', compressedText())),
    fate: shown(),
  },
  {
    name: 'iTXt of 128 MB.png',
    bytes: withPngChunks(
      PNG,
      pngChunk('iTXt', Buffer.concat([Buffer.from('Comment\0\x01\0\0\0', 'latin1'), ZEROS])),
    ),
    fate: shown(),
  },
  {
    name: 'iCCP of 128 MB.png',
    bytes: withPngChunks(PNG, pngChunk('iCCP', compressedProfile())),
    fate: shown(),
  },
  { name: 'pixels of 128 MB.png', bytes: pngOfPixels(ZEROS), fate: shown() },
  { name: 'no pixels.png', bytes: pngOfPixels(deflateSync(Buffer.alloc(0))), fate: undecodable },
  {
    name: 'a million empty chunks.png',
    bytes: withPngChunks(PNG, Buffer.alloc(12_000_000, pngChunk('IDAT'))),
    fate: undecodable,
  },
  { name: 'header of 4 billion squared.png', bytes: pngOfSize(PNG, 0xffffffff, 0xffffffff), fate: tooMany },
  { name: 'header of 65535 squared.jpg', bytes: jpegOfSize(65_535, 65_535), fate: tooMany },
  { name: 'header of 8000 by 5000 on 64 by 48.jpg', bytes: jpegOfSize(8000, 5000), fate: shown(8000, 5000) },
  { name: 'as large as may be.jpg', bytes: jpegOfScans(10, 8000, 5000), fate: shown(8000, 5000) },
  { name: 'ten thousand scans.jpg', bytes: jpegOfScans(10_000, 8000, 5000), fate: damaged },
  {
    name: 'EXIF of 20 MB.jpg',
    bytes: withJpegSegments(JPEG, ...Array.from({ length: 320 }, greatExif)),
    fate: shown(),
  },
  { name: 'stream of 16383 squared.webp', bytes: webpOfSize(16_383, 16_383), fate: damaged },
  { name: 'stream of 8000 by 5000 on 64 by 48.webp', bytes: webpOfSize(8000, 5000), fate: damaged },
  {
    name: 'canvas of 16 million squared.webp',
    bytes: extendedWebp(WEBP, 0, 16_777_216, 16_777_216),
    fate: damaged,
  },
  { name: 'says 16000 squared.avif', bytes: avifOfSize(AVIF, 16_000, 16_000), fate: tooMany },
  { name: '48 million pixels.avif', bytes: WIDE_AVIF, fate: tooMany },
  { name: '48 million pixels that say 64 by 48.avif', bytes: avifOfSize(WIDE_AVIF, 64, 48), fate: damaged },
  { name: 'says 8000 by 5000 on 64 by 48.avif', bytes: avifOfSize(AVIF, 8000, 5000), fate: damaged },
  {
    name: 'a picture of 65535 squared on a screen of 8.gif',
    bytes: gifBeyondItsScreen(65_535, 65_535),
    fate: tooMany,
  },
  {
    name: 'a picture of 100 squared on a screen of 8.gif',
    bytes: wholeGif(100, 100, { width: 8, height: 8 }),
    fate: shown(100, 100),
  },
  {
    name: '31 MB.png',
    bytes: Buffer.concat([PNG, Buffer.alloc(31 * MEGABYTE)]),
    fate: refused('image-too-large'),
  },
  { name: 'nothing.png', bytes: Buffer.alloc(0), fate: refused('image-empty') },
]

/** Moving pictures with more frames than anybody would wait for. */
export const ANIMATIONS: readonly HostilePicture[] = [
  { name: 'five thousand frames.gif', bytes: gif(5000), fate: animated },
  {
    name: 'five thousand frames.png',
    bytes: withPngChunks(PNG, animationControl(5000), ...animationFrames(5000)),
    fate: animated,
  },
  {
    name: 'five thousand frames that nobody announced.png',
    bytes: withPngChunks(PNG, ...animationFrames(5000)),
    fate: shown(),
  },
  {
    name: 'five thousand frames.webp',
    bytes: extendedWebp(
      WEBP,
      2,
      64,
      48,
      riffChunk('ANIM', Buffer.alloc(6)),
      ...Array.from({ length: 5000 }, () => riffChunk('ANMF', Buffer.alloc(16))),
    ),
    fate: animated,
  },
  {
    name: 'a sequence.avif',
    bytes: Buffer.from(AVIF.toString('latin1').replace('ftypavif', 'ftypavis'), 'latin1'),
    fate: animated,
  },
]

/** Files that are two things at once, and files that are not what their name says. */
export const POLYGLOTS: readonly HostilePicture[] = [
  { name: 'and a zip.png', bytes: Buffer.concat([PNG, ZIP_END]), fate: shown() },
  { name: 'and a zip.jpg', bytes: Buffer.concat([JPEG, ZIP_END]), fate: shown() },
  { name: 'and a zip.gif', bytes: Buffer.concat([wholeGif(8, 8), ZIP_END]), fate: shown(8, 8) },
  { name: 'and a page.jpg', bytes: Buffer.concat([JPEG, PAGE]), fate: shown() },
  { name: 'a page in a comment.jpg', bytes: withJpegSegments(JPEG, jpegSegment(0xfe, PAGE)), fate: shown() },
  { name: 'a page in a text chunk.png', bytes: withPngChunks(PNG, pngChunk('tEXt', PAGE)), fate: shown() },
  { name: 'and a page.webp', bytes: Buffer.concat([WEBP, PAGE]), fate: shown() },
  {
    name: 'a script whose first words are a picture.gif',
    bytes: Buffer.from('GIF89a/*\0\0\0\0*/=1;alert(1)//', 'latin1'),
    fate: damaged,
  },
  { name: 'a page.png', bytes: PAGE, fate: unsupported },
  {
    name: 'a drawing.png',
    bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    fate: unsupported,
  },
  {
    name: 'HEIC.jpg',
    bytes: Buffer.concat([brands('heic', 'mif1', 'heic'), Buffer.alloc(64)]),
    fate: unsupported,
  },
  {
    name: 'a film with a brand of AVIF.avif',
    bytes: Buffer.concat([
      brands('isom', 'avif', 'mp41'),
      box('moov', Buffer.alloc(64)),
      box('mdat', Buffer.alloc(64)),
    ]),
    fate: damaged,
  },
  { name: 'a bitmap.png', bytes: Buffer.concat([Buffer.from('BM'), Buffer.alloc(128)]), fate: unsupported },
  {
    name: 'a document.jpg',
    bytes: Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>'),
    fate: unsupported,
  },
  {
    name: 'a program.png',
    bytes: Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(128)]),
    fate: unsupported,
  },
  { name: 'png by its bytes.jpg', bytes: PNG, fate: shown() },
  { name: 'jpeg by its bytes.webp', bytes: JPEG, fate: shown() },
]

/** Right pictures cut off after each of 31 parts of 32. */
export const CUT_SHORT: readonly HostilePicture[] = (
  [
    ['png', PNG, 8],
    ['jpg', JPEG, 3],
    ['webp', WEBP, 12],
    ['avif', AVIF, 12],
    ['gif', wholeGif(8, 8), 6],
  ] as const
).flatMap(([ending, bytes, signature]) =>
  Array.from({ length: 31 }, (_, part) => {
    const left = bytes.subarray(0, Math.floor((bytes.length * (part + 1)) / 32))
    // With less than its first few bytes nobody can say what it was.
    return {
      name: `${part + 1} of 32.${ending}`,
      bytes: left,
      fate: left.length < signature ? unsupported : damaged,
    }
  }),
)

export const NORMAL: HostilePicture = { name: 'normal.png', bytes: PNG, fate: shown() }
