import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import type { AnnotatedFace } from '../../src/cli/annotations'
import { labOf, skinColorOf, skinLookOf } from '../../src/cli/fairness/skin'

/** A face whose cheeks lie in the middle of a picture of one colour. */
async function seenIn(color: string) {
  const canvas = createCanvas(100, 100)
  const context = canvas.getContext('2d')
  context.fillStyle = color
  context.fillRect(0, 0, 100, 100)
  const face: AnnotatedFace = Array.from({ length: 41 }, (_, index) => ({
    x: index === 18 ? 70 : 30,
    y: index < 21 ? 40 : 60,
  }))
  return skinColorOf(await loadImage(canvas.toBuffer('image/png')), face)
}

describe('skin as it looks in a picture', () => {
  test('colours are measured as the standard says', () => {
    const close = (measured: readonly number[], expected: readonly number[]) =>
      measured.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 0))
    close(labOf(255, 255, 255), [100, 0, 0])
    close(labOf(255, 0, 0), [53.2, 80.1, 67.2])
    close(labOf(0, 0, 255), [32.3, 79.2, -107.9])
  })

  test('lighter skin has the larger angle, and the limits are those of the source', async () => {
    const [light, medium, dark] = await Promise.all(['#f3d9c4', '#c68f65', '#5c3a26'].map(seenIn))
    expect([light, medium, dark].map((color) => skinLookOf(color!.angleDeg!))).toEqual([
      'light',
      'medium',
      'dark',
    ])
  })

  test('a picture without colours, or in blue light, has no angle', async () => {
    expect(await seenIn('#9a9a9a')).toEqual({ isGrey: true, angleDeg: null })
    expect(await seenIn('#a09ad8')).toEqual({ isGrey: false, angleDeg: null })
  })
})
