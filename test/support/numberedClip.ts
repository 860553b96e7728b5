import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'

/**
 * The number of a camera frame, written into its picture as a row of black and white blocks along the lower edge: read back
 * from whatever shows the frame, it says which frame that is without asking anybody's clock.
 */
export const NUMBER_STRIP = { blocks: 12, blockWidth: 32, height: 24 } as const

/** Bits after a white and a black block that show where white and black are. */
const BITS = NUMBER_STRIP.blocks - 2

/** Draws `number` (0…1023) into the lower left corner of the frame. */
export function drawNumber(context: SKRSContext2D, canvas: Canvas, number: number): void {
  const { blockWidth, height } = NUMBER_STRIP
  const values = [true, false, ...Array.from({ length: BITS }, (_, bit) => (number & (1 << bit)) !== 0)]
  for (const [index, white] of values.entries()) {
    context.fillStyle = white ? '#fff' : '#000'
    context.fillRect(index * blockWidth, canvas.height - height, blockWidth, height)
  }
}
