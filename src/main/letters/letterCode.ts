import { encode } from 'uqr'
import { QR_LIMIT_BYTES } from '../../domain/privacy/letters/letter'
import { Html } from './markup'

/** Millimetres of one module: below the smallest, office printers and cameras of telephones lose some. Source: ISO/IEC 18004, DENSO WAVE. */
const MODULE = { smallest: 0.33, largest: 0.6 } as const
/** Wished width of a code, millimetres; one that holds much is wider. */
const WISHED_WIDTH = 36
/** White that a code needs around it, modules. Source: ISO/IEC 18004. */
const QUIET = 4

/** A code as one path, a unit a module, and how wide it must be printed. */
export interface LetterCode {
  readonly svg: Html
  /** With the white around it. */
  readonly widthMm: number
  /** Of the white on one side. */
  readonly quietMm: number
}

/** Makes the code with error correction M (15 % may be lost). Throws for a text over the limit: a fault of whoever wrote the letter. */
export function letterCode(text: string): LetterCode {
  const bytes = new TextEncoder().encode(text)
  if (bytes.byteLength > QR_LIMIT_BYTES) throw new Error('the text of a code is over its limit')
  const { size, data } = encode([...bytes], { ecc: 'M', border: QUIET, boostEcc: false })
  const path = data
    .flatMap((row, y) => runs(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`))
    .join('')
  const module = Math.min(MODULE.largest, Math.max(MODULE.smallest, WISHED_WIDTH / size))
  return {
    svg: new Html(
      `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true"><path d="${path}"/></svg>`,
    ),
    widthMm: module * size,
    quietMm: module * QUIET,
  }
}

/** Neighbouring dark modules of a row. */
function runs(row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] {
  const found: { from: number; length: number }[] = []
  for (const [x, dark] of row.entries()) {
    const last = found.at(-1)
    if (!dark) continue
    if (last && last.from + last.length === x) last.length += 1
    else found.push({ from: x, length: 1 })
  }
  return found
}
