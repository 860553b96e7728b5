import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { DEMO_SIZE, demoGroupFrame } from '../../src/domain/demo/demoClip'
import { demoPictures, PORTRAIT } from './demoPortrait'

/** Camera frames of `people` persons side by side who sway, from the portrait of the demo. */
export async function groupFrames(people: number, frames: number): Promise<readonly Canvas[]> {
  const { portrait, room } = await demoPictures()
  return Array.from({ length: frames }, (_, index) => {
    const canvas = createCanvas(DEMO_SIZE.width, DEMO_SIZE.height)
    const context = canvas.getContext('2d')
    context.drawImage(room, 0, 0, canvas.width, canvas.height)
    for (const { transform, opacity } of demoGroupFrame(people, index, PORTRAIT)) {
      context.setTransform(...transform)
      context.globalAlpha = opacity
      context.drawImage(portrait, 0, 0, PORTRAIT.width, PORTRAIT.height)
    }
    return canvas
  })
}
