import { z } from 'zod'
import { blockMeasureSchema } from './letterLayout'

/**
 * Runs in the hidden window, in a world of its own beside a page that may not run anything: waits for the fonts, then
 * tells the size of every marked element and where the lines of its text start. Null when a font or a style sheet did not
 * come: a letter without them would look like one, and be wrong.
 */
export const MEASURE_SCRIPT = `(async () => {
  document.body.getBoundingClientRect()
  await document.fonts.ready
  const fonts = [...document.fonts].map((font) => font.status)
  if (fonts.includes('error') || !fonts.includes('loaded') || document.styleSheets.length !== 2) return null
  const lineStarts = (element) => {
    const node = element.firstChild
    if (node === null || node.nodeType !== Node.TEXT_NODE) return []
    const starts = []
    const range = document.createRange()
    let lineTop = -Infinity
    let offset = 0
    for (const sign of node.data) {
      range.setStart(node, offset)
      range.setEnd(node, offset + sign.length)
      const box = range.getClientRects()[0]
      if (box && box.top > lineTop + 1) {
        starts.push(offset)
        lineTop = box.top
      }
      offset += sign.length
    }
    return starts
  }
  return [...document.querySelectorAll('[data-measure]')].map((element) => {
    const box = element.getBoundingClientRect()
    const text = element.querySelector('.lines') ?? element
    return {
      name: element.dataset.measure,
      top: box.top,
      bottom: box.bottom,
      height: box.height,
      lineHeight: parseFloat(getComputedStyle(text).lineHeight) || 0,
      lineStarts: lineStarts(text),
    }
  })
})()`

/** What the script tells. */
export const measuredSchema = z
  .array(blockMeasureSchema.extend({ name: z.string(), top: z.number(), bottom: z.number() }))
  .nullable()
export type Measured = NonNullable<z.infer<typeof measuredSchema>>
