import { createCanvas } from '@napi-rs/canvas'
import jsQR from 'jsqr'
import { join } from 'node:path'
import { getDocument, Util, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { root } from './app'

/** A run of text as it stands on a page, millimetres from the upper left corner. */
export interface TextRun {
  readonly text: string
  readonly left: number
  readonly right: number
  /** Of the letters: from the ascenders to the descenders. */
  readonly top: number
  readonly bottom: number
}

export interface PdfPage {
  readonly widthMm: number
  readonly heightMm: number
  readonly runs: readonly TextRun[]
  /** All text, in the order of the file, without space. */
  readonly text: string
  /** The page as a picture. */
  readonly png: Buffer
  /** What its QR code says, or null. */
  readonly code: string | null
}

export interface PdfFile {
  readonly pages: readonly PdfPage[]
  readonly info: Readonly<Record<string, unknown>>
  /** Every font of the file, with whether its outlines are in it. */
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[]
}

const MM_PER_POINT = 25.4 / 72
const DOTS_PER_POINT = 200 / 72

/** Text without any space: where lines break is the page's business. */
export const spaceless = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/gu, '')

/** Opens a PDF as its reader would, with a reader that is not Chromium's. */
export async function readPdf(bytes: Uint8Array<ArrayBuffer>): Promise<PdfFile> {
  const document = await getDocument({
    data: bytes.slice(),
    cMapUrl: join(root, 'node_modules/pdfjs-dist/cmaps/'),
    standardFontDataUrl: join(root, 'node_modules/pdfjs-dist/standard_fonts/'),
    useSystemFonts: false,
  }).promise
  const metadata = await document.getMetadata()
  const pages: PdfPage[] = []
  for (let number = 1; number <= document.numPages; number++)
    pages.push(await readPage(await document.getPage(number)))
  const source = Buffer.from(bytes).toString('latin1')
  const fonts = [...source.matchAll(/\/Type\s*\/FontDescriptor[\s\S]*?>>/g)].map(([descriptor]) => ({
    name: /\/FontName\s*\/(?:[A-Z]{6}\+)?(\S+)/.exec(descriptor)?.[1] ?? '',
    embedded: /\/FontFile[23]?\s/.test(descriptor),
  }))
  return { pages, info: metadata.info as Readonly<Record<string, unknown>>, fonts }
}

async function readPage(page: PDFPageProxy): Promise<PdfPage> {
  const paper = page.getViewport({ scale: 1 })
  const content = await page.getTextContent()
  const runs = content.items.flatMap((item): TextRun[] => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [, , , , x, y] = Util.transform(paper.transform, item.transform) as number[]
    const style = content.styles[item.fontName]
    const size = item.height
    const baseline = y ?? 0
    return [
      {
        text: item.str,
        left: (x ?? 0) * MM_PER_POINT,
        right: ((x ?? 0) + item.width) * MM_PER_POINT,
        top: (baseline - size * Math.min(style?.ascent || 0.88, 0.88)) * MM_PER_POINT,
        bottom: (baseline + size * 0.12) * MM_PER_POINT,
      },
    ]
  })
  const viewport = page.getViewport({ scale: DOTS_PER_POINT })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  await page.render({
    canvas: null,
    canvasContext: canvas.getContext('2d') as unknown as CanvasRenderingContext2D,
    viewport,
    background: '#fff',
  }).promise
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  return {
    widthMm: paper.width * MM_PER_POINT,
    heightMm: paper.height * MM_PER_POINT,
    runs,
    text: spaceless(runs.map(({ text }) => text).join('')),
    png: canvas.toBuffer('image/png'),
    code: jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null,
  }
}
