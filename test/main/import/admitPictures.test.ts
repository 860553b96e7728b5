import { loadImage } from '@napi-rs/canvas'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { IMPORT_LIMITS } from '../../../src/contracts/api'
import type { ErrorCode } from '../../../src/contracts/errors'
import { admitPicture, admitPictures } from '../../../src/main/import/admitPictures'
import { exifSegment } from '../../support/fileParts'
import {
  extendedWebp,
  gif,
  jpegSegment,
  painted,
  pngChunk,
  pngOfSize,
  riffChunk,
  withAvifLocations,
  withJpegSegments,
  withPngChunks,
} from './pictures'

const samples = join(import.meta.dirname, '../../../node_modules/face-api.js/demo')
const sampleNames = readdirSync(samples).filter((name) => /\.(jpg|png)$/.test(name))

const canvas = painted()
const PNG = canvas.toBuffer('image/png')
const JPEG = canvas.toBuffer('image/jpeg', 80)
const WEBP = canvas.toBuffer('image/webp', 80)
const AVIF = canvas.toBuffer('image/avif')
const PROGRESSIVE = progressive()

/** A real progressive file: none of the encoders at hand writes one, some of the samples may be one. */
function progressive(): Buffer | null {
  const found = sampleNames
    .map((name) => readFileSync(join(samples, name)))
    .find((bytes) => bytes.includes(Buffer.from([0xff, 0xc2])))
  return found ?? null
}

const admit = (bytes: Uint8Array, name = 'picture') => admitPicture({ name, bytes: new Uint8Array(bytes) })
const code = (bytes: Uint8Array): ErrorCode | 'admitted' => {
  const result = admit(bytes)
  return result.ok ? 'admitted' : result.error.code
}

describe('real pictures', () => {
  test.each(sampleNames)('%s is admitted with the size that a decoder finds', async (name) => {
    const bytes = readFileSync(join(samples, name))
    const decoded = await loadImage(bytes)
    const result = admit(bytes, name)
    expect(result).toMatchObject({
      ok: true,
      value: { name, orientation: 1, width: decoded.width, height: decoded.height },
    })
  })

  test.each([
    ['png', PNG],
    ['jpeg', JPEG],
    ['webp', WEBP],
    ['avif', AVIF],
    ['gif', gif(1, 64, 48)],
    ['webp', extendedWebp(WEBP, 0, 64, 48)],
  ] as const)('%s is known by its own bytes, whatever it is called', (format, bytes) => {
    expect(admit(bytes, 'lying.txt')).toMatchObject({
      ok: true,
      value: { format, width: 64, height: 48, name: 'lying.txt' },
    })
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %d is read', (orientation) => {
    const exif = exifSegment(orientation, 'secret')
    const tiff = exif.subarray(10)
    expect(admit(withJpegSegments(JPEG, exif))).toMatchObject({
      value: { orientation, width: 64, height: 48 },
    })
    expect(admit(withPngChunks(PNG, pngChunk('eXIf', tiff)))).toMatchObject({ value: { orientation } })
    expect(admit(extendedWebp(WEBP, 8, 64, 48, riffChunk('EXIF', tiff)))).toMatchObject({
      value: { orientation },
    })
  })

  test('EXIF that makes no sense turns nothing', () => {
    const nonsense = [
      exifSegment(0, ''),
      exifSegment(9, ''),
      jpegSegment(0xe1, Buffer.from('Exif\0\0II')),
      jpegSegment(0xe1, Buffer.from('Exif\0\0MM\0*\0\0\xff\xff', 'latin1')),
    ]
    for (const segment of nonsense)
      expect(admit(withJpegSegments(JPEG, segment))).toMatchObject({ ok: true, value: { orientation: 1 } })
  })

  test('stray bytes between segments, as some cameras write them, do no harm', () => {
    const stray = Buffer.concat([
      jpegSegment(0xfe, Buffer.from('comment')),
      Buffer.from([0, 1, 2, 0xff, 0xff]),
    ])
    expect(code(withJpegSegments(JPEG, stray))).toBe('admitted')
  })

  test('what follows the end of a picture does no harm', () => {
    for (const bytes of [PNG, JPEG])
      expect(code(Buffer.concat([bytes, Buffer.from('more')]))).toBe('admitted')
  })
})

describe('cut short', () => {
  const whole: readonly (readonly [string, Buffer])[] = [
    ['png', PNG],
    ['jpeg', JPEG],
    ['webp', WEBP],
    ['avif', AVIF],
    ['gif', gif(1)],
    ['sample jpeg', readFileSync(join(samples, 'sample1.jpg'))],
    ...(PROGRESSIVE ? [['progressive jpeg', PROGRESSIVE] as const] : []),
  ]

  test.each(whole)('a %s that ends early, anywhere, is never admitted', (_name, bytes) => {
    const step = Math.max(1, Math.floor(bytes.length / 400))
    for (let length = 0; length < bytes.length; length += step) {
      const found = code(bytes.subarray(0, length))
      expect(['image-empty', 'image-unsupported', 'image-damaged']).toContain(found)
      if (length > 40) expect(found).toBe('image-damaged')
    }
    expect(code(bytes.subarray(0, bytes.length - 1))).toBe('image-damaged')
  })

  test('nothing at all has its own word', () => {
    expect(code(Buffer.alloc(0))).toBe('image-empty')
  })
})

describe('lying', () => {
  test('a PNG with a changed byte anywhere is damaged', () => {
    for (let at = 8; at < PNG.length; at += 7) {
      const changed = Buffer.from(PNG)
      changed[at] = (changed[at] ?? 0) ^ 0x40
      expect(code(changed)).toBe('image-damaged')
    }
  })

  test.each([
    ['16000 × 16000', 16_000, 16_000],
    ['one long side', IMPORT_LIMITS.side + 1, 1],
    ['one tall side', 1, IMPORT_LIMITS.side + 1],
    ['the largest numbers there are', 0xffffffff, 0xffffffff],
  ])('a header that promises %s is refused before anything is decoded', (_what, width, height) => {
    expect(code(pngOfSize(PNG, width, height))).toBe('image-too-many-pixels')
  })

  test('every format’s promise is weighed', () => {
    const jpeg = Buffer.from(JPEG)
    const frame = jpeg.findIndex(
      (byte, at) => byte === 0xff && (jpeg[at + 1] ?? 0) >= 0xc0 && (jpeg[at + 1] ?? 0) <= 0xc2,
    )
    jpeg.writeUInt16BE(16_000, frame + 5)
    jpeg.writeUInt16BE(16_000, frame + 7)
    expect(code(jpeg)).toBe('image-too-many-pixels')
    expect(code(gif(1, 16_000, 16_000))).toBe('image-too-many-pixels')
    const avif = Buffer.from(AVIF)
    const ispe = avif.indexOf('ispe')
    avif.writeUInt32BE(16_000, ispe + 8)
    avif.writeUInt32BE(16_000, ispe + 12)
    expect(code(avif)).toBe('image-too-many-pixels')
  })

  test('an AVIF that lists extents of no bytes is damaged: counting through billions of them would hold up everything', () => {
    const item = Buffer.from([0, 1, 0, 0, 0xff, 0xff])
    const box = Buffer.concat([Buffer.alloc(16), item, item])
    box.writeUInt32BE(box.length, 0)
    box.write('iloc', 4, 'latin1')
    box.writeUInt16BE(2, 14)
    expect(code(withAvifLocations(AVIF, box))).toBe('image-damaged')
  })

  test('exactly at the limit is still a picture, one row more is not', () => {
    const height = Math.floor(IMPORT_LIMITS.pixels / 8000)
    expect(code(pngOfSize(PNG, 8000, height))).toBe('admitted')
    expect(code(pngOfSize(PNG, 8000, height + 1))).toBe('image-too-many-pixels')
  })

  test('no width or no height is damaged', () => {
    expect(code(pngOfSize(PNG, 0, 10))).toBe('image-damaged')
    expect(code(gif(1, 0, 8))).toBe('image-damaged')
  })

  test('a WebP canvas that is not the size of its picture is damaged', () => {
    expect(code(extendedWebp(WEBP, 0, 32, 32))).toBe('image-damaged')
  })

  test('too many bytes are refused whatever they are', () => {
    const big = new Uint8Array(IMPORT_LIMITS.bytes + 1)
    big.set(PNG)
    expect(admit(big, 'big.png')).toMatchObject({
      error: { code: 'image-too-large', params: { name: 'big.png' } },
    })
  })
})

describe('not a still picture', () => {
  test.each([
    ['an animated GIF', gif(2)],
    ['an animated WebP', extendedWebp(WEBP, 2, 64, 48, riffChunk('ANIM', Buffer.alloc(6)))],
    [
      'an animated WebP that hides its flag',
      extendedWebp(WEBP, 0, 64, 48, riffChunk('ANMF', Buffer.alloc(16))),
    ],
    ['an animated PNG', withPngChunks(PNG, pngChunk('acTL', Buffer.alloc(8)))],
    ['an AVIF sequence', Buffer.from(AVIF.toString('latin1').replace('ftypavif', 'ftypavis'), 'latin1')],
  ])('%s is named as such', (_what, bytes) => {
    expect(code(bytes)).toBe('image-animated')
  })

  test.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG behind a declaration', Buffer.from('<?xml version="1.0"?><svg/>')],
    ['HEIC', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])],
    ['BMP', Buffer.from('BM0000000000000000')],
    ['TIFF', Buffer.from('II*\0aaaaaaaaaaaa', 'latin1')],
    ['PDF', Buffer.from('%PDF-1.7 …')],
    ['a program', Buffer.from('\x7fELF............', 'latin1')],
    ['words', Buffer.from('hello.jpg')],
    ['a JPEG 2000', Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1')],
  ])('%s is unsupported', (_what, bytes) => {
    expect(code(bytes)).toBe('image-unsupported')
  })

  test('a JPEG of a kind that no browser shows is unsupported', () => {
    const lossless = Buffer.from(JPEG)
    const frame = lossless.indexOf(Buffer.from([0xff, 0xc0]))
    lossless[frame + 1] = 0xc3
    expect(code(lossless)).toBe('image-unsupported')
  })
})

test('no bytes at all make the readers throw or run for ever', () => {
  const starts = [PNG, JPEG, WEBP, AVIF, gif(1)]
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 30 }),
      (start, changes) => {
        const bytes = Buffer.from(start)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        expect(typeof code(bytes)).toBe('string')
      },
    ),
    { numRuns: 2000 },
  )
})

test('one bad file never stops the others, and each is named', () => {
  const files = [
    { name: 'good.png', bytes: new Uint8Array(PNG) },
    { name: '/home/somebody/secret/bad.png', bytes: new Uint8Array([1]) },
    { name: 'empty', bytes: new Uint8Array() },
    { name: 'also good.jpg', bytes: new Uint8Array(JPEG) },
  ]
  const reply = admitPictures(files)
  expect(reply.admitted.map((picture) => picture.name)).toEqual(['good.png', 'also good.jpg'])
  expect(reply.refused).toEqual([
    { name: 'bad.png', error: { code: 'image-unsupported', params: { name: 'bad.png' } } },
    { name: 'empty', error: { code: 'image-empty', params: { name: 'empty' } } },
  ])
})
