/**
 * Real 2-D canvases under happy-dom: Konva, the drawing routine and exports paint true pixels with Skia, as in the
 * browser, instead of talking to a stand-in. Import it before anything that draws. Holds no behaviour of Kazari.
 */
import {
  createCanvas,
  DOMMatrix,
  DOMPoint,
  ImageData,
  loadImage,
  Path2D,
  type Canvas,
  type Image,
  type SKRSContext2D,
} from '@napi-rs/canvas'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const papers = new WeakMap<object, Canvas>()
const pictures = new WeakMap<object, Image>()

/** The Skia object behind a page's element, or the value itself when it is one already. */
const behind = (source: unknown): Canvas | Image => {
  const key = source as object
  return papers.get(key) ?? pictures.get(key) ?? (source as Canvas)
}

function context2d(canvas: Canvas): SKRSContext2D {
  const context = canvas.getContext('2d')
  if ('kazariWrapped' in context) return context
  const drawImage = context.drawImage.bind(context) as (...values: unknown[]) => void
  const replaced = (source: unknown, ...rest: unknown[]) => {
    const drawable = behind(source)
    if (drawable.width > 0 && drawable.height > 0) drawImage(drawable, ...rest)
  }
  return Object.assign(context, { drawImage: replaced, kazariWrapped: true })
}

function paperOf(element: HTMLCanvasElement): Canvas {
  let paper = papers.get(element)
  if (!paper) papers.set(element, (paper = createCanvas(element.width, element.height)))
  return paper
}

function installElements(): void {
  const prototype = HTMLCanvasElement.prototype
  for (const side of ['width', 'height'] as const) {
    const own = Object.getOwnPropertyDescriptor(prototype, side)
    if (!own) throw new Error(`no ${side} on canvas elements`)
    Object.defineProperty(prototype, side, {
      configurable: true,
      get(this: HTMLCanvasElement) {
        return own.get?.call(this) as number
      },
      set(this: HTMLCanvasElement, value: number) {
        own.set?.call(this, value)
        const paper = papers.get(this)
        if (paper) paper[side] = this[side]
      },
    })
  }
  Object.assign(prototype, {
    getContext(this: HTMLCanvasElement, kind: string) {
      return kind === '2d' ? context2d(paperOf(this)) : null
    },
    toDataURL(this: HTMLCanvasElement) {
      return paperOf(this).toDataURL('image/png')
    },
  })
  HTMLImageElement.prototype.decode = async function decode(this: HTMLImageElement) {
    pictures.set(this, await loadImage(await bytesOf(this.src)))
  }
}

/** Small files are bundled into their address; the others have the project's own paths as theirs in tests. */
async function bytesOf(address: string): Promise<Buffer> {
  if (address.startsWith('data:')) return Buffer.from(await (await fetch(address)).arrayBuffer())
  const path = new URL(address, 'http://localhost/').pathname
  return readFile(path.startsWith(root) ? path : join(root, path))
}

/** An OffscreenCanvas is a Skia canvas with the browser's names for encoding. */
function OffscreenPaper(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height)
  const context = context2d(canvas)
  return Object.assign(canvas, {
    getContext: (kind: string) => (kind === '2d' ? context : null),
    transferToImageBitmap: () => Object.assign(canvas, { close: () => undefined }),
    convertToBlob: ({ type, quality = 0.92 }: { type: string; quality?: number }) => {
      const bytes =
        type === 'image/jpeg' ? canvas.toBuffer('image/jpeg', quality * 100) : canvas.toBuffer('image/png')
      return Promise.resolve(new Blob([new Uint8Array(bytes)], { type }))
    },
  })
}

if (typeof HTMLCanvasElement !== 'undefined') installElements()
Object.assign(globalThis, { OffscreenCanvas: OffscreenPaper, Path2D, DOMMatrix, DOMPoint, ImageData })

/** A plain picture to decorate, filled with one colour. */
export function plainPicture(width: number, height: number, colour: string): ImageBitmap {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = colour
  context.fillRect(0, 0, width, height)
  return Object.assign(canvas, { close: () => undefined })
}

/** A context to draw on and to read from. */
export function paper(width: number, height: number): CanvasRenderingContext2D {
  return context2d(createCanvas(width, height)) as unknown as CanvasRenderingContext2D
}

/** Red, green, blue and alpha of one pixel. */
export function pixelAt(context: CanvasRenderingContext2D, x: number, y: number): readonly number[] {
  return [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data]
}

/** Centre of what is painted, weighted by alpha, and how many pixels are; null on an empty canvas. */
export function inkCentre(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
): { readonly x: number; readonly y: number; readonly pixels: number } | null {
  const { data } = context.getImageData(0, 0, width, height)
  let [sumX, sumY, weight, pixels] = [0, 0, 0, 0]
  for (let index = 3; index < data.length; index += 4) {
    const alpha = data[index] ?? 0
    if (alpha === 0) continue
    const pixel = (index - 3) / 4
    sumX += ((pixel % width) + 0.5) * alpha
    sumY += (Math.floor(pixel / width) + 0.5) * alpha
    weight += alpha
    pixels++
  }
  return weight === 0 ? null : { x: sumX / weight, y: sumY / weight, pixels }
}

/** The pixels of an encoded picture. */
export async function decoded(
  bytes: Uint8Array,
): Promise<{ context: CanvasRenderingContext2D; width: number; height: number }> {
  const image = await loadImage(Buffer.from(bytes))
  const context = paper(image.width, image.height)
  context.drawImage(image as unknown as CanvasImageSource, 0, 0)
  return { context, width: image.width, height: image.height }
}
