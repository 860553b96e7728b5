import { createCanvas, DOMMatrix, ImageData, Path2D, type Canvas } from '@napi-rs/canvas'
import jsQR from 'jsqr'
import { join } from 'node:path'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
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
  /** Every font of the file. */
  readonly fonts: readonly PdfFont[]
}

export interface PdfFont {
  readonly name: string
  /** Whether the file brings its outlines along. */
  readonly embedded: boolean
}

const MM_PER_POINT = 25.4 / 72
/** A code is read as an office scanner would see it. */
const SCAN_DOTS_PER_INCH = 300
const DOTS_PER_MM = SCAN_DOTS_PER_INCH / 25.4
/** Size of the smallest code that can be read, and where every code has some of its columns. */
const CODE_MM = { smallest: 15, within: 40 } as const
/** Share of it that pictures for people keep. */
const LOOK_SHARE = 0.45

// pdf.js draws with what it finds here, and must find the parts of the one canvas it draws on.
Object.assign(globalThis, { DOMMatrix, ImageData, Path2D })
const { getDocument, Util } = await import('pdfjs-dist/legacy/build/pdf.mjs')

/**
 * Text without any space: where lines break is the page's business. One shape in the font is two characters, and a PDF keeps
 * the shape.
 */
export const spaceless = (text: string): string =>
  text.normalize('NFKC').replaceAll(/\s+/gu, '').replaceAll('\u2027', '\u30fb')

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
  const fonts = new Map<string, PdfFont>()
  for (let number = 1; number <= document.numPages; number++)
    pages.push(await readPage(await document.getPage(number), fonts))
  return {
    pages,
    info: metadata.info as Readonly<Record<string, unknown>>,
    fonts: [...fonts.values()],
  }
}

async function readPage(page: PDFPageProxy, fonts: Map<string, PdfFont>): Promise<PdfPage> {
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
  const scan = await draw(page)
  for (const name of Object.keys(content.styles)) {
    const font = page.commonObjs.get(name) as { name?: string; missingFile?: boolean; isType3Font?: boolean }
    fonts.set(name, {
      name: font.name ?? name,
      embedded: font.isType3Font === true || font.missingFile === false,
    })
  }
  return {
    widthMm: paper.width * MM_PER_POINT,
    heightMm: paper.height * MM_PER_POINT,
    runs,
    text: spaceless(runs.map(({ text }) => text).join('')),
    png: pictureOf(scan),
    code: codeOf(scan, runs),
  }
}

async function draw(page: PDFPageProxy): Promise<Canvas> {
  const viewport = page.getViewport({ scale: SCAN_DOTS_PER_INCH / 72 })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  await page.render({
    canvas: null,
    canvasContext: canvas.getContext('2d') as unknown as CanvasRenderingContext2D,
    viewport,
    background: '#fff',
  }).promise
  return canvas
}

function pictureOf(scan: Canvas): Buffer {
  const canvas = createCanvas(Math.round(scan.width * LOOK_SHARE), Math.round(scan.height * LOOK_SHARE))
  canvas.getContext('2d').drawImage(scan, 0, 0, canvas.width, canvas.height)
  return canvas.toBuffer('image/png')
}

/** What the QR code in the left half of a scan says, or null. It is looked for where no text covers it: nothing else could read it either. */
function codeOf(scan: Canvas, runs: readonly TextRun[]): string | null {
  const width = Math.round(scan.width / 2)
  for (const { top, bottom } of freeOfText(runs, scan.height / DOTS_PER_MM)) {
    const from = Math.floor(top * DOTS_PER_MM)
    const height = Math.min(scan.height, Math.ceil(bottom * DOTS_PER_MM)) - from
    const { data } = scan.getContext('2d').getImageData(0, from, width, height)
    const found = jsQR(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' })
    if (found) return found.data
  }
  return null
}

/** Strips across the page, millimetres from its top, in which no text begins in the columns of a code. */
function freeOfText(
  runs: readonly TextRun[],
  heightMm: number,
): readonly { readonly top: number; readonly bottom: number }[] {
  const lines = runs
    .filter(({ left }) => left < CODE_MM.within)
    .map(({ top, bottom }) => ({ top, bottom }))
    .toSorted((one, other) => one.top - other.top)
  const strips: { top: number; bottom: number }[] = []
  let from = 0
  for (const { top, bottom } of [...lines, { top: heightMm, bottom: heightMm }]) {
    if (top - from >= CODE_MM.smallest) strips.push({ top: from, bottom: top })
    from = Math.max(from, bottom)
  }
  return strips
}
