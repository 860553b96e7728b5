import { createCanvas, loadImage } from '@napi-rs/canvas'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../project.mjs'

const LINUX_PX = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS_PX = [16, 24, 32, 48, 64, 128, 256]
/** Type codes of the entries of an icns file that hold a PNG, by size. */
const MACOS_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
]

async function drawPng(svg, size) {
  const text = svg.replace('width="512" height="512"', `width="${size}" height="${size}"`)
  const image = await loadImage(Buffer.from(text))
  const canvas = createCanvas(size, size)
  canvas.getContext('2d').drawImage(image, 0, 0, size, size)
  return canvas.encode('png')
}

/**
 * The bytes of an ico file from [{ size, png }]. Format: a header of six bytes (0, type 1, count), sixteen bytes an
 * entry (width, height, 0 for 256, colours, planes, bits, length, offset), then the pictures; Windows reads PNG there since
 * Vista. Source: Microsoft, "The format of icon resources".
 */
export function packIco(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/**
 * The bytes of an icns file from [{ type, png }]. Format: "icns" and the length of the file, then for each picture its type,
 * its length with these eight bytes, and the PNG; numbers are big-endian. Source: Apple, Icon Services.
 */
export function packIcns(pictures) {
  const block = (name, bytes) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32BE(8 + bytes.length, 4)
    return Buffer.concat([head, bytes])
  }
  return block('icns', Buffer.concat(pictures.map(({ type, png }) => block(type, png))))
}

/** Draws the application's icon in every size and form into a folder: linux/NxN.png, kazari.ico, kazari.icns. */
export async function makeIcons(target) {
  const svg = await readFile(inProject('resources/icons/kazari.svg'), 'utf8')
  await rm(target, { recursive: true, force: true })
  await mkdir(join(target, 'linux'), { recursive: true })
  const drawn = new Map()
  for (const size of [...new Set([...LINUX_PX, ...WINDOWS_PX, 1024])])
    drawn.set(size, await drawPng(svg, size))
  for (const size of LINUX_PX) await writeFile(join(target, `linux/${size}x${size}.png`), drawn.get(size))
  const windows = WINDOWS_PX.map((size) => ({ size, png: drawn.get(size) }))
  await writeFile(join(target, 'kazari.ico'), packIco(windows))
  const macos = MACOS_TYPES.map(([type, size]) => ({ type, png: drawn.get(size) }))
  await writeFile(join(target, 'kazari.icns'), packIcns(macos))
}
