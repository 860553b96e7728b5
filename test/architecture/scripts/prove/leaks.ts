import { createCanvas, GifEncoder, loadImage, PDFDocument, type Canvas } from '@napi-rs/canvas'
import { deflateSync, gzipSync } from 'node:zlib'

/** What a leak needs to know of the clip. */
export interface ClipTruth {
  readonly width: number
  readonly height: number
  readonly frames: readonly { readonly jpeg: Buffer }[]
}

export async function frameOf(truth: ClipTruth, index: number): Promise<Canvas> {
  const image = await loadImage(truth.frames[index]?.jpeg ?? Buffer.alloc(0))
  return drawn(truth.width, truth.height, (context) => context.drawImage(image, 0, 0))
}

type Context = ReturnType<Canvas['getContext']>

export function drawn(width: number, height: number, draw: (context: Context) => void): Canvas {
  const canvas = createCanvas(width, height)
  draw(canvas.getContext('2d'))
  return canvas
}

export const scaled = (canvas: Canvas, width: number, height: number): Canvas =>
  drawn(width, height, (context) => context.drawImage(canvas, 0, 0, width, height))

/** As the live stage shows and saves it: mirrored, decorated. */
export const decorated = (canvas: Canvas): Canvas =>
  drawn(canvas.width, canvas.height, (context) => {
    context.translate(canvas.width, 0)
    context.scale(-1, 1)
    context.drawImage(canvas, 0, 0)
    context.fillStyle = '#e6467d'
    context.beginPath()
    context.ellipse(
      canvas.width / 2,
      canvas.height * 0.45,
      canvas.width / 6,
      canvas.height / 8,
      0,
      0,
      2 * Math.PI,
    )
    context.fill()
  })

/** A part of a picture, enlarged or not. */
export const cropped = (
  canvas: Canvas,
  part: { x: number; y: number; width: number; height: number },
  width = part.width,
): Canvas => {
  const height = Math.round((width * part.height) / part.width)
  return drawn(width, height, (context) =>
    context.drawImage(canvas, part.x, part.y, part.width, part.height, 0, 0, width, height),
  )
}

/** A window of the app around a mirrored picture. */
export const inWindow = (canvas: Canvas): Canvas =>
  drawn(1280, 800, (context) => {
    context.fillStyle = '#f6f1ea'
    context.fillRect(0, 0, 1280, 800)
    context.fillStyle = '#333'
    for (let row = 0; row < 20; row++) context.fillRect(20, 30 + row * 36, 120 + ((row * 53) % 90), 14)
    context.drawImage(decorated(canvas), 300, 120, 760, 570)
  })

export const rgba = (canvas: Canvas): Buffer =>
  Buffer.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)

export function bgra(canvas: Canvas): Buffer {
  const bytes = rgba(canvas)
  for (let at = 0; at < bytes.length; at += 4) {
    const red = bytes.readUInt8(at)
    bytes.writeUInt8(bytes.readUInt8(at + 2), at)
    bytes.writeUInt8(red, at + 2)
  }
  return bytes
}

export function rgb(canvas: Canvas): Buffer {
  const bytes = rgba(canvas)
  return Buffer.from(bytes.filter((_, at) => at % 4 !== 3))
}

/** The luma plane in the narrow range of video, with two colour planes, as a camera's frame lies in shared memory. */
export function i420(canvas: Canvas): Buffer {
  const bytes = rgba(canvas)
  const luma = Buffer.alloc(canvas.width * canvas.height)
  for (let at = 0; at < luma.length; at++) {
    const [red = 0, green = 0, blue = 0] = bytes.subarray(at * 4, at * 4 + 3)
    luma[at] = Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue)
  }
  return Buffer.concat([luma, Buffer.alloc(luma.length / 2, 128)])
}

/** RGB floats less the mean of each channel: what a net is fed. */
export function tensor(canvas: Canvas): Buffer {
  const means = [122.782, 117.001, 104.298]
  const bytes = rgb(canvas)
  return Buffer.from(Float32Array.from(bytes, (value, at) => (value - (means[at % 3] ?? 0)) / 255).buffer)
}

/** A PDF as Chromium's library writes it, with the picture packed without loss. */
export function pdfOfPixels(canvas: Canvas): Buffer {
  const document = new PDFDocument()
  // The package's types name a context that no library of this project has.
  const page = document.beginPage(595, 842) as unknown as Context
  page.drawImage(canvas, 40, 60, 500, 375)
  document.endPage()
  return document.close()
}

/** A PDF that carries a JPEG as it is. */
export function pdfOfJpeg(jpeg: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const head = `%PDF-1.4\n1 0 obj\n<</Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length}>> stream\n`
  return Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\nendstream\nendobj\n%%EOF\n')])
}

/** A PDF whose picture is packed rows of RGB. */
export function pdfOfRows(canvas: Canvas): Buffer {
  const packed = deflateSync(rgb(canvas))
  const head = `%PDF-1.4\n1 0 obj\n<</Type /XObject\n/Subtype /Image\n/Width ${canvas.width}\n/Height ${canvas.height}\n/ColorSpace /DeviceRGB\n/BitsPerComponent 8\n/Filter /FlateDecode\n/Length ${packed.length}>> stream\n`
  return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n%%EOF\n')])
}

export function gif(canvas: Canvas): Buffer {
  const encoder = new GifEncoder(canvas.width, canvas.height)
  encoder.addFrame(rgba(canvas), canvas.width, canvas.height)
  return encoder.finish()
}

export function bmp(canvas: Canvas): Buffer {
  const pixels = bgra(canvas)
  const head = Buffer.alloc(54)
  head.write('BM')
  head.writeUInt32LE(54 + pixels.length, 2)
  head.writeUInt32LE(54, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(canvas.width, 18)
  head.writeInt32LE(-canvas.height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(32, 28)
  return Buffer.concat([head, pixels])
}

export const gzip = (bytes: Buffer): Buffer => gzipSync(bytes)

/** The points as the page holds them: objects with two coordinates. */
const pointsOf = (frame: readonly number[]) =>
  frame.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: frame[at + 1] ?? 0 }] : []))

export const json = (frame: readonly number[]): string =>
  JSON.stringify({ points: pointsOf(frame), score: 0.98 })

/** What `localStorage` appends to its log: a record with the text as UTF-16. */
export const localStorageLog = (frame: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x9a, 0x11, 0x42, 0x07, 0, 0x20, 1]),
    Buffer.from('_app://kazari\x00\x01faces\x00'),
    Buffer.from(json(frame), 'utf16le'),
  ])

/** A value of IndexedDB as V8 writes it: names, then numbers of eight bytes each. */
export function structuredClone(frame: readonly number[]): Buffer {
  const number = (name: string, value: number) => {
    const bytes = Buffer.alloc(4 + 8)
    bytes.write(`"\x01${name}N`, 'latin1')
    bytes.writeDoubleLE(value, 4)
    return bytes
  }
  const points = pointsOf(frame).map(({ x, y }) =>
    Buffer.concat([Buffer.from('o'), number('x', x), number('y', y), Buffer.from('{\x02')]),
  )
  return Buffer.concat([Buffer.from([0xff, 0x0f, 0x41, points.length]), ...points])
}

export const float32 = (values: readonly number[]): Buffer => Buffer.from(Float32Array.from(values).buffer)
export const float64 = (values: readonly number[]): Buffer => Buffer.from(Float64Array.from(values).buffer)
export const int16 = (values: readonly number[]): Buffer =>
  Buffer.from(Int16Array.from(values, (value) => Math.round(value)).buffer)
