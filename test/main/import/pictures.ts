import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { crc32 } from 'node:zlib'

/** A picture with enough in it that no format can store it in a few bytes. */
export function painted(width = 64, height = 48): Canvas {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  for (let y = 0; y < height; y += 4) {
    for (let x = 0; x < width; x += 4) {
      context.fillStyle = `rgb(${(x * 7) % 256} ${(y * 11) % 256} ${(x * y) % 256})`
      context.fillRect(x, y, 4, 4)
    }
  }
  return canvas
}

/** One PNG chunk with a right checksum. */
export function pngChunk(kind: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const chunk = Buffer.alloc(12 + body.length)
  chunk.writeUInt32BE(body.length, 0)
  chunk.write(kind, 4, 'latin1')
  body.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length)
  return chunk
}

/** The same PNG with chunks put right after its header. */
export const withPngChunks = (png: Buffer, ...chunks: Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])

/** The same PNG claiming another size. */
export function pngOfSize(png: Buffer, width: number, height: number): Buffer {
  const header = Buffer.from(png.subarray(16, 29))
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', header), png.subarray(33)])
}

/** The same JPEG with segments put right after its start. */
export const withJpegSegments = (jpeg: Buffer, ...segments: Buffer[]): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])

/** One JPEG segment. */
export function jpegSegment(marker: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xff00 | marker, 0)
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** Still or moving GIF of one colour a frame; written by hand because no encoder at hand writes them. Source: GIF89a. */
export function gif(frames: number, width = 8, height = 8): Buffer {
  const screen = Buffer.from([
    0x47,
    0x49,
    0x46,
    0x38,
    0x39,
    0x61,
    width & 255,
    width >> 8,
    height & 255,
    height >> 8,
    0x80,
    0,
    0,
  ])
  const colours = Buffer.from([0, 0, 0, 255, 200, 100])
  const control = Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0])
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, width & 255, width >> 8, height & 255, height >> 8, 0, 2])
  // 64 pixels of colour 1 with clear codes often enough that codes stay three bits wide.
  const data = Buffer.from([3, 0x8c, 0x8f, 0x05, 0])
  const pictures = Array.from({ length: frames }, () => Buffer.concat([control, frame, data]))
  return Buffer.concat([screen, colours, ...pictures, Buffer.from([0x3b])])
}

/** A RIFF chunk of a WebP file. */
export function riffChunk(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(kind, 0, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

/** An extended WebP file around the bitstream of a plain one. */
export function extendedWebp(
  plain: Buffer,
  flags: number,
  width: number,
  height: number,
  ...more: Buffer[]
): Buffer {
  const header = Buffer.alloc(10)
  header[0] = flags
  header.writeUIntLE(width - 1, 4, 3)
  header.writeUIntLE(height - 1, 7, 3)
  // The encoder at hand may write an extended file itself: only its bitstream is taken.
  const streams: Buffer[] = []
  for (
    let at = 12;
    at + 8 <= plain.length;
    at += 8 + plain.readUInt32LE(at + 4) + (plain.readUInt32LE(at + 4) % 2)
  ) {
    const kind = plain.toString('latin1', at, at + 4)
    const end = at + 8 + plain.readUInt32LE(at + 4)
    if (['VP8 ', 'VP8L', 'ALPH'].includes(kind)) streams.push(riffChunk(kind, plain.subarray(at + 8, end)))
  }
  const body = Buffer.concat([Buffer.from('WEBP'), riffChunk('VP8X', header), ...streams, ...more])
  return riffChunk('RIFF', body)
}

/** The same AVIF with another item location box in its `meta` box. */
export function withAvifLocations(avif: Buffer, locations: Buffer): Buffer {
  const meta = avif.indexOf('meta') - 4
  const old = avif.indexOf('iloc') - 4
  const oldLength = avif.readUInt32BE(old)
  const changed = Buffer.concat([avif.subarray(0, old), locations, avif.subarray(old + oldLength)])
  changed.writeUInt32BE(avif.readUInt32BE(meta) + locations.length - oldLength, meta)
  return changed
}
