import { join } from 'node:path'
import { writeTexturedClip, writeTexturedPhoto } from './content/clip.mjs'

/** Vision measures on a frame of this width; the search takes points in pixels of the clip. */
const VISION_WIDTH = 320

/** A clip for the camera and a photo to import, with a texture of this proof alone. Gives their places and their truths. */
export async function makeMedia(evidence) {
  const room = evidence.room('media')
  const seed = 1 + Math.floor(Math.random() * 0x7fffffff)
  const clip = join(room, 'camera.mjpeg')
  const photo = join(room, 'photo.jpg')
  const truths = [
    await writeTexturedClip(clip, { seed }),
    await writeTexturedPhoto(photo, { seed: seed + 1 }),
  ]
  return { clip, photo, truths, seed }
}

/** The points that vision gave in these runs, as the search wants them: one list a face and answer. */
export function landmarksOf(records, clipWidth) {
  return records.flatMap(({ landmarks }) =>
    landmarks.flatMap(({ from, faces }) =>
      faces.map(({ points }) =>
        from === 'worker' ? points.map((value) => (value * clipWidth) / VISION_WIDTH) : points,
      ),
    ),
  )
}
