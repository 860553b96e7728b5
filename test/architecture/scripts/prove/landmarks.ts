import { randomFrom } from '../../../../scripts/prove/content/texture.mjs'

/** Points as vision answers and the tracker smooths them: 41 of a face that moves a little, with all their digits. */
export function someLandmarks(frames: number): number[][] {
  const random = randomFrom(5)
  const home = Array.from({ length: 82 }, (_, at) => (at % 2 === 0 ? 260 : 200) + 120 * random())
  return Array.from({ length: frames }, (_, frame) => home.map((value) => value + frame * 0.7 + random()))
}
