import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
import type { FrameFace } from '../../contracts/framePort'
import type { FaceObservation } from '../../domain/face/landmarks'
import { liveFrameSize } from '../../domain/live/liveFrameSize'
import { FULL_QUALITY } from '../../domain/live/liveQuality'
import { sourcePoint, type Point, type Size, type SourcePoint } from '../../domain/geometry/points'
import { personId } from '../../domain/ids'
import { createTracker, forgetFaces, observeFaces, personsAt } from '../../domain/tracking/tracker'
import type { FaceNets } from '../../vision/detector/faceNets'
import { createLivePipeline } from '../../vision/pipeline/livePipeline'
import type { RgbaPicture } from '../../vision/pipeline/sampler'

export interface ShownFace {
  readonly id: string
  /** Pixels of the clip's frames. */
  readonly points: readonly Point[]
  /** Whether what this person wears is more there than not: fading ones are listed until they are gone. */
  readonly visible: boolean
}

export interface ShownFrame {
  readonly t: number
  readonly faces: readonly ShownFace[]
}

/** As the rule of a photo taken at this moment: half faded is out of the picture. */
const VISIBLE_FROM = 0.5

/** Shrinks camera frames as the app's grab worker does, on one canvas that is kept. */
export function createGrabber(
  side = FULL_QUALITY.frameSide,
): (jpeg: Buffer) => Promise<{ small: RgbaPicture; size: Size }> {
  let canvas: Canvas | null = null
  return async (jpeg) => {
    const image = await loadImage(jpeg)
    const small = liveFrameSize(image, side)
    if (canvas?.width !== small.width || canvas.height !== small.height)
      canvas = createCanvas(small.width, small.height)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0, small.width, small.height)
    const { data } = context.getImageData(0, 0, small.width, small.height)
    return {
      small: { ...small, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) },
      size: { width: image.width, height: image.height },
    }
  }
}

/** Faces of vision's frame as the tracker wants them; a pixel of the frame covers `across` × `down` pixels of the source. */
export const observationsOf = (
  faces: readonly FrameFace[],
  across: number,
  down: number,
): readonly FaceObservation<SourcePoint>[] =>
  faces.map(({ points, score }) => ({
    score,
    landmarks: Array.from({ length: points.length / 2 }, (_, index) =>
      sourcePoint(points[2 * index]! * across, points[2 * index + 1]! * down),
    ),
  }))

export interface ClipFollower {
  /** What the app would show at the frame's own moment, and the milliseconds that the faces took (without decoding). */
  next(jpeg: Buffer, t: number): Promise<{ readonly shown: ShownFrame; readonly milliseconds: number }>
}

/** The live pipeline and the tracker of the app, one frame after another and none left out. */
export function createClipFollower(
  nets: FaceNets,
  now: () => number = () => performance.now(),
): ClipFollower {
  const live = createLivePipeline(nets, now)
  const grab = createGrabber()
  let tracker = createTracker()
  let persons = 0
  const newId = () => personId(`person-${++persons}`)
  return {
    async next(jpeg, t) {
      const { small, size } = await grab(jpeg)
      const atMs = t * 1000
      const startedAtMs = performance.now()
      const faces = await live.follow(small, atMs)
      const across = size.width / small.width
      const down = size.height / small.height
      const observations = observationsOf(faces, across, down)
      if (live.isNewScene()) tracker = forgetFaces(tracker)
      tracker = observeFaces(tracker, observations, size, atMs, newId)
      const shown = personsAt(tracker, atMs)
      const milliseconds = performance.now() - startedAtMs
      return {
        milliseconds,
        shown: {
          t,
          faces: shown.map(({ id, landmarks, presence }) => ({
            id,
            points: landmarks,
            visible: presence >= VISIBLE_FROM,
          })),
        },
      }
    },
  }
}
