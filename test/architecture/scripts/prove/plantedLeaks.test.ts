import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeTexturedClip, writeTexturedPhoto } from '../../../../scripts/prove/content/clip.mjs'
import { LIMITS, scanFiles, searchImage } from '../../../../scripts/prove/content/searchImage.mjs'
import { diskWith, temporaryFolder, type Disk } from './disk'
import * as leak from './leaks'
import { levelTable, packedValue } from './packers'
import { someLandmarks } from './landmarks'

const folder = temporaryFolder('leaks')
afterAll(folder.remove)

type Truth = Awaited<ReturnType<typeof writeTexturedClip>>
const landmarks = someLandmarks(12)
const points = landmarks[5] ?? []
let clip: Truth
let photo: Truth
/** Frame 3 of the clip as the page would have it. */
let frame: Awaited<ReturnType<typeof leak.frameOf>>
let picture: typeof frame

beforeAll(async () => {
  clip = await writeTexturedClip(folder.at('camera.mjpeg'), { frames: 8, seed: 41 })
  photo = await writeTexturedPhoto(folder.at('photo.jpg'), { seed: 42 })
  frame = await leak.frameOf(clip, 3)
  picture = await leak.frameOf(photo, 0)
}, 60_000)

const face = { x: 180, y: 90, width: 280, height: 300 }
const behind = (bytes: Buffer, count: number) => Buffer.concat([Buffer.alloc(count, 'k'), bytes])

/** Each way to leak: what lies on the disk, and the check that must see it. */
const LEAKS: readonly (readonly [string, string, () => Buffer | Promise<Buffer>])[] = [
  ['frame buffers as RGBA', 'pixels-words', () => leak.rgba(frame)],
  ['frame buffers as BGRA', 'pixels-words', () => leak.bgra(frame)],
  ['frame buffers as I420, narrow range', 'pixels-bytes', () => leak.i420(frame)],
  ['frame buffers as RGB', 'pixels-bytes', () => leak.rgb(frame)],
  ['the small frame of vision', 'pixels-words', () => leak.rgba(leak.scaled(frame, 320, 240))],
  ['a frame scaled by an odd factor', 'pixels-words', () => leak.rgba(leak.scaled(frame, 427, 320))],
  ['a mirrored frame', 'pixels-words', () => leak.rgba(leak.decorated(frame))],
  ['a crop of the face alone', 'pixels-words', () => leak.rgba(leak.cropped(frame, face))],
  ['the input of a net, 128 pixels', 'pixels-tensor', () => leak.tensor(leak.cropped(frame, face, 128))],
  ['pixels at an odd offset', 'pixels-words', () => behind(leak.rgba(frame), 13)],
  ['pixels of the photo', 'pixels-words', () => leak.rgba(picture)],
  ['pixels in a packed value of IndexedDB', 'pixels-words', () => packedValue(behind(leak.rgba(frame), 5))],
  ['pixels in gzip', 'pixels-words', () => leak.gzip(leak.rgba(frame))],
  ['a torn piece of the clip', 'compressed-frames', () => torn(clip)],
  ['a torn piece of the photo', 'compressed-frames', () => torn(photo)],
  ['a JPEG preview', 'pictures', () => leak.decorated(frame).toBuffer('image/jpeg', 70)],
  ['a PNG preview', 'pictures', () => leak.decorated(frame).toBuffer('image/png')],
  ['a WebP preview of a crop', 'pictures', () => leak.cropped(frame, face, 200).encode('webp', 70)],
  ['an AVIF', 'pictures', () => frame.encode('avif')],
  ['a GIF', 'pictures', () => leak.gif(frame)],
  ['a BMP', 'pictures', () => leak.bmp(frame)],
  ['a thumbnail of 160 pixels', 'pictures', () => leak.scaled(frame, 160, 120).toBuffer('image/jpeg', 60)],
  ['a thumbnail of 64 pixels', 'pictures', () => leak.scaled(frame, 64, 48).toBuffer('image/png')],
  ['a face of 96 pixels', 'pictures', () => leak.cropped(frame, face, 96).toBuffer('image/jpeg', 70)],
  ['a picture of the window', 'pictures', () => leak.inWindow(frame).toBuffer('image/png')],
  ['the decorated photo', 'pictures', () => leak.decorated(picture).toBuffer('image/jpeg', 80)],
  ['a JPEG at an odd offset', 'pictures', () => behind(leak.decorated(frame).toBuffer('image/jpeg', 80), 77)],
  [
    'a JPEG whose end is missing',
    'pictures',
    () => beginning(leak.decorated(frame).toBuffer('image/jpeg', 80)),
  ],
  ['a PDF with a JPEG', 'pictures', () => leak.pdfOfJpeg(frame.toBuffer('image/jpeg', 75), clip)],
  ['a PDF with packed rows', 'pictures', () => leak.pdfOfRows(frame)],
  ['a PDF as a browser prints it', 'pictures', () => leak.pdfOfPixels(frame)],
  ['a data URL in text', 'pictures', () => Buffer.from(`{"a":"${dataUrl(frame)}"}`)],
  ['a data URL in UTF-16', 'pictures', () => Buffer.from(`"picture":"${dataUrl(frame)}"`, 'utf16le')],
  ['float32 points', 'landmarks-float32', () => behind(leak.float32(points), 3)],
  [
    'float32 points of the small frame',
    'landmarks-float32',
    () => leak.float32(points.map((one) => one / 2)),
  ],
  ['float64 points', 'landmarks-float64', () => leak.float64(points)],
  ['points in a structured clone', 'landmarks-float64', () => leak.structuredClone(points)],
  ['points as int16', 'landmarks-int16', () => leak.int16(points)],
  ['points in localStorage', 'landmarks-text', () => leak.localStorageLog(points)],
  [
    'points in a packed LevelDB table',
    'landmarks-text',
    () => levelTable('faces', Buffer.from(leak.json(points))),
  ],
  ['two decimals, separated by commas', 'landmarks-text', () => rounded(points, 2)],
  ['whole numbers, separated by blanks', 'landmarks-text', () => rounded(points, 0)],
  ['digits cut up by a packer', 'landmarks-digits', () => cutUp(points)],
  ['float32 points in base64', 'landmarks-float32', () => base64(leak.float32(points))],
  [
    'float32 points in base64, another phase',
    'landmarks-float32',
    () => base64(behind(leak.float32(points), 1)),
  ],
  [
    'float64 points in base64, another phase',
    'landmarks-float64',
    () => base64(behind(leak.float64(points), 2)),
  ],
  [
    'float32 points in hexadecimal',
    'landmarks-float32',
    () => Buffer.from(leak.float32(points).toString('hex')),
  ],
]

const torn = (truth: Truth) => {
  const { jpeg } = truth.frames.at(-1) ?? { jpeg: Buffer.alloc(0) }
  return Buffer.from(jpeg.subarray(Math.floor(jpeg.length / 4), -500))
}
const beginning = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.6))
const dataUrl = (canvas: typeof frame) =>
  `data:image/jpeg;base64,${leak.decorated(canvas).toBuffer('image/jpeg', 60).toString('base64')}`
const rounded = (values: readonly number[], digits: number) =>
  Buffer.from(values.map((value) => value.toFixed(digits)).join(digits === 0 ? ' ' : ','))
const cutUp = (values: readonly number[]) =>
  Buffer.from(values.map((value) => String(value).replace(/^\d+\./, '\x05\xc0')).join('\x02"y\x01'), 'latin1')
const base64 = (bytes: Buffer) => Buffer.from(`points=${bytes.toString('base64')};`)

const options = () => ({ truths: [clip, photo], landmarks })

type Found = Awaited<ReturnType<typeof searchImage>>

/** Where on a disk a check found something: in the hits, or in the pictures that were carved. */
function placesOf({ checks, carved }: Found, check: string): readonly { offset: number; end: number }[] {
  if (check === 'pictures') {
    return carved.filter(({ verdict }) => verdict === 'leak').map(({ offset }) => ({ offset, end: offset }))
  }
  return checks.find(({ id }) => id === check)?.hits ?? []
}

const isFoundIn = (found: Found, check: string, disk: Disk, file: string) =>
  placesOf(found, check).some(({ offset, end }) => disk.isIn(file, offset) || disk.isIn(file, end))

describe('a leak planted on a real ext4 disk', () => {
  let disk: Disk
  let found: Found
  const fileOf = (name: string) => name.replaceAll(/\W/g, '-')
  const between = Buffer.alloc(96 * 1024, 'not a leak, only what keeps two of them apart\n')

  beforeAll(async () => {
    const files: Record<string, Uint8Array> = {}
    for (const [name, , make] of LEAKS) {
      files[fileOf(name)] = await make()
      files[`${fileOf(name)}.z`] = between
    }
    disk = await diskWith(folder.at('disk.img'), files, { sizeMb: 64 })
    found = await searchImage(disk.image, options())
  }, 300_000)

  test.each(LEAKS)('is found: %s', (name, check) => {
    expect(isFoundIn(found, check, disk, fileOf(name))).toBe(true)
    expect(found.findings.map((one) => one.check)).toContain(check)
  })

  test('is found nowhere else', () => {
    const files = LEAKS.map(([name]) => fileOf(name))
    for (const { id } of [...found.checks, { id: 'pictures' }]) {
      for (const { offset } of placesOf(found, id)) {
        expect(
          files.some((file) => disk.isIn(file, offset)),
          `${id} at ${offset}`,
        ).toBe(true)
      }
    }
  })

  test('reads every byte of the disk', () => {
    expect(found.bytesSearched).toBe(64 * 1024 * 1024)
  })
})

test('a leak is found after its file was deleted', async () => {
  const disk = await diskWith(
    folder.at('deleted.img'),
    {
      jpeg: leak.decorated(frame).toBuffer('image/jpeg', 80),
      pixels: leak.bgra(frame),
      points: leak.localStorageLog(points),
    },
    { unlink: true },
  )
  const found = await searchImage(disk.image, options())
  expect(isFoundIn(found, 'pictures', disk, 'jpeg')).toBe(true)
  expect(isFoundIn(found, 'pixels-words', disk, 'pixels')).toBe(true)
  expect(isFoundIn(found, 'landmarks-text', disk, 'points')).toBe(true)
})

test('what the search cannot see is said', () => {
  expect(LIMITS.length).toBeGreaterThan(5)
  for (const sentence of LIMITS) expect(sentence).toMatch(/\.$/)
})

test('a scan of files finds a leak and says in which file', async () => {
  const { at, remove } = temporaryFolder('files')
  try {
    const { mkdirSync, writeFileSync } = await import('node:fs')
    mkdirSync(at('deeper'))
    writeFileSync(at('harmless.txt'), 'nothing here')
    writeFileSync(at('deeper/preview.png'), leak.decorated(frame).toBuffer('image/png'))
    writeFileSync(at('deeper/points.json'), leak.json(points))
    const found = await scanFiles([at('')], options())
    expect(found.files).toBe(3)
    expect(found.findings.map(({ file, check }) => [file, check])).toEqual(
      expect.arrayContaining([
        [at('deeper/preview.png'), 'pictures'],
        [at('deeper/points.json'), 'landmarks-text'],
      ]),
    )
    expect(found.findings.some(({ file = '' }) => file.includes('harmless'))).toBe(false)
  } finally {
    remove()
  }
})
