import { createCanvas, loadImage } from '@napi-rs/canvas'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cleanPicture, type ExportFormat } from '../../../src/main/export/cleanPicture'
import { exifSegment, jpegMarkers, pngChunks } from '../../support/fileParts'
import { samplePhoto } from '../../support/samplePhotos'
import { jpegSegment, painted, pngChunk, withJpegSegments, withPngChunks } from '../import/pictures'

const SECRET = 'taken at 35.65N 139.69E by Somebody'
const canvas = painted()
const PNG = canvas.toBuffer('image/png')
const JPEG = canvas.toBuffer('image/jpeg', 90)

function clean(bytes: Uint8Array, format: ExportFormat): Buffer {
  const result = cleanPicture(bytes, format)
  if (!result.ok) throw new Error(result.error)
  return Buffer.from(result.value)
}

async function pixels(bytes: Buffer): Promise<Buffer> {
  const image = await loadImage(bytes)
  const paper = createCanvas(image.width, image.height)
  const context = paper.getContext('2d')
  context.drawImage(image, 0, 0)
  return Buffer.from(context.getImageData(0, 0, image.width, image.height).data)
}

describe('PNG', () => {
  const hidden = [
    pngChunk('tEXt', Buffer.from(`Comment\0${SECRET}`)),
    pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
    pngChunk('zTXt', Buffer.from(`Comment\0\0${SECRET}`)),
    pngChunk('eXIf', exifSegment(6, SECRET).subarray(10)),
    pngChunk('tIME', Buffer.alloc(7)),
    pngChunk('iCCP', Buffer.from(`${SECRET}\0\0`)),
    pngChunk('prVt', Buffer.from(SECRET)),
  ]

  test('keeps every pixel and nothing else', async () => {
    const dirty = Buffer.concat([withPngChunks(PNG, ...hidden), Buffer.from(SECRET)])
    const cleaned = clean(dirty, 'png')
    expect(cleaned.includes(SECRET)).toBe(false)
    expect(pngChunks(cleaned)).toEqual(pngChunks(PNG))
    expect(await pixels(cleaned)).toEqual(await pixels(PNG))
  })

  test('leaves a clean one as it is', () => {
    expect(clean(clean(PNG, 'png'), 'png')).toEqual(clean(PNG, 'png'))
  })

  test('refuses one that needs a part nobody knows', () => {
    expect(cleanPicture(withPngChunks(PNG, pngChunk('NEWX')), 'png').ok).toBe(false)
  })
})

describe('JPEG', () => {
  const hidden = [
    exifSegment(6, SECRET),
    jpegSegment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
    jpegSegment(0xe2, Buffer.from(`ICC_PROFILE\0\x01\x01${SECRET}`)),
    jpegSegment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`)),
    jpegSegment(0xfe, Buffer.from(SECRET)),
    jpegSegment(0xe0, Buffer.from(`JFXX\0\x10${SECRET}`)),
  ]

  test('keeps every pixel and nothing else', async () => {
    const dirty = Buffer.concat([withJpegSegments(JPEG, ...hidden), Buffer.from(SECRET)])
    const cleaned = clean(dirty, 'jpeg')
    expect(cleaned.includes(SECRET)).toBe(false)
    expect(jpegMarkers(cleaned).filter((marker) => marker > 0xe0)).toEqual([])
    expect(await pixels(cleaned)).toEqual(await pixels(JPEG))
  })

  test('a thumbnail in the JFIF header goes, the header stays', async () => {
    const jfif = Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02', 'latin1')
    const dirty = Buffer.concat([
      JPEG.subarray(0, 2),
      jpegSegment(0xe0, Buffer.concat([jfif, Buffer.from(SECRET)])),
      JPEG.subarray(20),
    ])
    const cleaned = clean(dirty, 'jpeg')
    expect(cleaned.includes(SECRET)).toBe(false)
    expect(cleaned.subarray(0, 20)).toEqual(
      Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'),
    )
    expect(await pixels(cleaned)).toEqual(await pixels(JPEG))
  })

  test.each([1, 2, 3, 4, 5, 6] as const)('a real photo (sample %d) keeps every pixel', async (number) => {
    const photo = readFileSync(samplePhoto(number))
    const cleaned = clean(withJpegSegments(photo, exifSegment(1, SECRET)), 'jpeg')
    expect(cleaned.includes(SECRET)).toBe(false)
    expect((await pixels(cleaned)).equals(await pixels(photo))).toBe(true)
  })
})

test('the other format, a part of a picture, or anything else is not a picture', () => {
  expect(cleanPicture(PNG, 'jpeg').ok).toBe(false)
  expect(cleanPicture(JPEG, 'png').ok).toBe(false)
  for (const [bytes, format] of [
    [PNG, 'png'],
    [JPEG, 'jpeg'],
  ] as const) {
    for (let length = 0; length < bytes.length; length += 5)
      expect(cleanPicture(bytes.subarray(0, length), format).ok).toBe(false)
  }
})

test('whatever the bytes, what comes out is clean: cleaning it again changes nothing', () => {
  const starts = [
    ['png', PNG],
    ['jpeg', JPEG],
  ] as const
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }),
      ([format, start], changes) => {
        const bytes = Buffer.from(start)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const once = cleanPicture(bytes, format)
        if (!once.ok) return
        expect(cleanPicture(once.value, format)).toEqual(once)
      },
    ),
    { numRuns: 500 },
  )
})
