import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { admitPicture } from '../../../src/main/import/admitPictures'
import { av1FrameSize } from '../../../src/main/import/av1Sequence'
import {
  ANIMATIONS,
  BOMBS,
  CUT_SHORT,
  jpegOfScans,
  POLYGLOTS,
  type HostilePicture,
} from '../../support/hostilePictures'

/** What main says of a picture before anything is decoded. */
function firstFate({ name, bytes }: HostilePicture) {
  const admitted = admitPicture({ name, bytes: new Uint8Array(bytes) })
  return admitted.ok ? 'admitted' : admitted.error.code
}

const ALL = [...BOMBS, ...ANIMATIONS, ...POLYGLOTS]

describe('main, before anything is decoded', () => {
  test.each(ALL.map((picture) => [picture.name, picture] as const))('%s', (_name, picture) => {
    const { fate } = picture
    const isMains = fate.kind === 'refused' && fate.by === 'main'
    expect(firstFate(picture)).toBe(isMains ? fate.code : 'admitted')
  })

  test('what is cut short anywhere is refused', () => {
    for (const picture of CUT_SHORT)
      expect(firstFate(picture), picture.name).toBe(picture.fate.kind === 'refused' && picture.fate.code)
  })

  test('reading takes no memory by what a header promises or what is packed in it', () => {
    const before = process.memoryUsage()
    for (const picture of ALL) firstFate(picture)
    const after = process.memoryUsage()
    const grown = after.heapUsed + after.external - before.heapUsed - before.external
    // Each was copied once: 65 MB of files in all, however long their copies stay.
    expect(grown).toBeLessThan(160 * 1024 * 1024)
  })
})

test('a JPEG may have a hundred scans, as no encoder makes them, and not one more', () => {
  const scans = (count: number) =>
    firstFate({
      name: 'a.jpg',
      bytes: jpegOfScans(count, 64, 48),
      fate: { kind: 'shown', width: 64, height: 48 },
    })
  expect(scans(100)).toBe('admitted')
  expect(scans(101)).toBe('image-damaged')
})

describe('the size in a stream of AV1', () => {
  const streamOf = (width: number, height: number): Uint8Array => {
    const avif = createCanvas(width, height).toBuffer('image/avif', { quality: 10, speed: 10 })
    return avif.subarray(avif.indexOf('mdat') + 4)
  }

  test.each([
    [1, 1],
    [64, 48],
    [257, 129],
    [640, 3],
  ])('%d × %d is read as the encoder wrote it', (width, height) => {
    expect(av1FrameSize(streamOf(width, height))).toEqual({ width, height })
  })

  test('a stream without a sequence header has none', () => {
    expect(av1FrameSize(new Uint8Array())).toBeNull()
    // A temporal delimiter alone.
    expect(av1FrameSize(new Uint8Array([0x12, 0x00]))).toBeNull()
  })

  test('the long form of the header, with timing, decoder model and two operating points, is read as well', () => {
    const bits = (value: number, count: number) => value.toString(2).padStart(count, '0')
    const text = [
      '000' + '0' + '0', // profile, no still picture, long form
      '1' + bits(1, 32) + bits(25, 32) + '1' + '010', // timing, one tick a picture: a number of its own length
      '1' + bits(9, 5) + bits(1, 32) + bits(9, 5) + bits(9, 5), // decoder model, ten bits a delay
      '1' + bits(1, 5), // initial delays, two operating points
      bits(0, 12) + bits(8, 5) + '0' + '1' + bits(5, 10) + bits(6, 10) + '0' + '1' + bits(3, 4),
      bits(0, 12) + bits(4, 5) + '0' + '0',
      bits(9, 4) + bits(8, 4) + bits(640 - 1, 10) + bits(360 - 1, 9),
    ].join('')
    const body = (text.padEnd(Math.ceil(text.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) =>
      parseInt(byte, 2),
    )
    expect(av1FrameSize(new Uint8Array([0x0a, body.length, ...body]))).toEqual({ width: 640, height: 360 })
  })
})
