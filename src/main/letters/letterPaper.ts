/** A rectangle on the sheet, millimetres from its upper left corner. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A4. Source: ISO 216. */
export const SHEET = { width: 210, height: 297 } as const

/**
 * The window of a long envelope no. 3 (JIS S 5502: 235 × 120 mm, used lengthwise) as the trade sells it: 90 × 45 mm, 20 mm from
 * the left and 12 mm from the upper edge. Japan Post asks for at least 80 × 45 mm, 12 mm away from the edges.
 */
const ENVELOPE = { width: 235, height: 120, seam: 2 } as const
const ENVELOPE_WINDOW: Area = { left: 20, top: 12, width: 90, height: 45 }

/** Where the sheet is folded in three for that envelope, from the upper edge. */
export const FOLDS = [99, 198] as const

/** How far the folded sheet can slide in the envelope, from touching the left and upper seam to touching the others. */
const SLIDE = {
  right: ENVELOPE.width - 2 * ENVELOPE.seam - SHEET.width,
  down: ENVELOPE.height - 2 * ENVELOPE.seam - FOLDS[0],
} as const

/**
 * What the window shows wherever the sheet has slid to: Japan Post's rule for addresses behind windows. 69 × 28 mm, 18 mm from
 * the left and 10 mm from the top.
 */
export const ALWAYS_SHOWN: Area = {
  left: ENVELOPE_WINDOW.left - ENVELOPE.seam,
  top: ENVELOPE_WINDOW.top - ENVELOPE.seam,
  width: ENVELOPE_WINDOW.width - SLIDE.right,
  height: ENVELOPE_WINDOW.height - SLIDE.down,
}

/** What the window can show at all; nothing but the address stands there. */
export const EVER_SHOWN: Area = {
  left: 0,
  top: 0,
  width: ENVELOPE_WINDOW.left - ENVELOPE.seam + ENVELOPE_WINDOW.width,
  height: ENVELOPE_WINDOW.top - ENVELOPE.seam + ENVELOPE_WINDOW.height,
}

/** Left and right edge of the text. */
export const MARGIN = 20

/** The address: inside what is always shown, on the text's left edge. */
export const ADDRESS: Area = {
  left: MARGIN,
  top: ALWAYS_SHOWN.top + 2,
  width: ALWAYS_SHOWN.left + ALWAYS_SHOWN.width - MARGIN - 1,
  height: ALWAYS_SHOWN.height - 3,
}

/** Day, number and sender: right of what the window can ever show. */
export const SENDER = { left: EVER_SHOWN.width + 4, top: ADDRESS.top, right: MARGIN } as const

/** Where the title stands at the earliest: on a letter for the post, on one that is not posted, on further pages. */
export const FLOW_TOP = { posted: 76, plain: 40, further: 26 } as const

/** Lowest end of the footer, from the lower edge: printers leave 5 mm white, and this is more. */
export const FOOT = 12
/** White between the text and the footer. */
export const ABOVE_FOOT = 6

/** CSS pixels of a millimetre. */
export const PX_PER_MM = 96 / 25.4
