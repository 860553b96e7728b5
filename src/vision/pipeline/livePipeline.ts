import type { FrameFace } from '../../contracts/framePort'
import { isPlausibleFace } from '../../domain/face/plausibility'
import { belongsTo, isSameFace, type FaceBox } from '../detector/boxes'
import type { FaceNets, TinySide } from '../detector/faceNets'
import { createDetectors, mergeBoxes } from './detectors'
import {
  boxOfPoints,
  createLandmarkReader,
  cropAround,
  cropOfBox,
  disagreement,
  landmarksOf,
  publicPoints,
  type FullPoints,
} from './landmarkCrops'
import type { RgbaPicture } from './sampler'

/** More faces than this are not followed live: each costs one crop a frame. */
const MOST_TRACKS = 10
/** Low, because a second, closer look decides. */
const DETECT_SCORE = 0.3
/** New faces looked at after one search: each costs three readings and a closer look. */
const MOST_FRESH = 5
/** Sides of the search, in turn: most faces are seen at 224, the ones that fill the frame at 128, small ones at 416. */
const SEARCH_SIDES_ALONE: readonly TinySide[] = [224, 416, 128]
const SEARCH_SIDES_FOLLOWING: readonly TinySide[] = [224, 416]
/** Between searches while somebody is followed, frames; within these a search may take a tenth of the tracking time. */
const SEARCH_EVERY = { least: 5, most: 15 } as const
const SEARCH_MS_PER_FRAME = 3
/** Who arrives seldom arrives alone: after a find the next search, at another side, comes this soon. */
const SEARCH_AFTER_FIND = 2
/** Each followed face is looked at by the detector this often, frames; a doubt is settled in the next frame. */
const CONFIRM_EVERY = 4
/** Movement within one frame, over the eye corner distance: from the first on the face is read again in a better crop … */
const FAST_STEP = 0.12
/** … and from the second on it may be another place altogether, so the detector is asked at once. */
const JUMP_STEP = 0.4
/** A frame later than this says nothing about where the next one will be. */
const LONGEST_PREDICTION_MS = 120
/** Share of the last velocity that is believed: heads stop and turn more often than they speed up. */
const VELOCITY_TRUST = 0.7

interface Track {
  readonly points: FullPoints
  /** Of the whole face, pixels per millisecond. */
  readonly velocityX: number
  readonly velocityY: number
  readonly score: number
  readonly framesSinceConfirmed: number
  /** Detector looks in a row that did not see this face. */
  readonly doubts: number
}

export interface LivePipeline {
  /** Faces of the next frame, points in its pixels; `searchBudget` 0…1 of the usual searches. Calls must not overlap. */
  follow(picture: RgbaPicture, capturedAtMs: number, searchBudget?: number): Promise<FrameFace[]>
  /** Lets go of every face. */
  forget(): void
}

const centreOf = (points: FullPoints) => {
  const box = boxOfPoints(points, 0)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

function moved(points: FullPoints, byX: number, byY: number): FullPoints {
  return points.map((value, index) => value + (index % 2 === 0 ? byX : byY))
}

/** Follows faces from frame to frame: no identity, no memory beyond the last frame's points. */
export function createLivePipeline(
  nets: FaceNets,
  now: () => number = () => performance.now(),
): LivePipeline {
  const detectors = createDetectors(nets)
  const reader = createLandmarkReader(nets)
  let tracks: readonly Track[] = []
  let lastCapturedAtMs = 0
  let lastSize = ''
  let framesUntilSearch = 0
  let searches = 0
  let budget = 1

  /** Every track in this frame's picture, or null for one that is lost. */
  async function advance(picture: RgbaPicture, elapsedMs: number): Promise<(Track | null)[]> {
    const expected = tracks.map((track) =>
      moved(
        track.points,
        track.velocityX * elapsedMs * VELOCITY_TRUST,
        track.velocityY * elapsedMs * VELOCITY_TRUST,
      ),
    )
    const found = await reader.read(picture, expected.map(cropAround))
    const fast = found.flatMap((points, index) =>
      disagreement(expected[index]!, points) > FAST_STEP ? [index] : [],
    )
    if (fast.length > 0) {
      const again = await reader.read(
        picture,
        fast.map((index) => cropAround(found[index]!)),
      )
      fast.forEach((index, at) => (found[index] = again[at]!))
    }
    return inTurn(
      picture,
      tracks.map((track, index) => judged(picture, track, expected[index]!, found[index]!, elapsedMs)),
    )
  }

  function judged(
    picture: RgbaPicture,
    track: Track,
    expected: FullPoints,
    points: FullPoints,
    elapsedMs: number,
  ): Track | null {
    const centre = centreOf(points)
    if (centre.x < 0 || centre.y < 0 || centre.x > picture.width || centre.y > picture.height) return null
    if (!isPlausibleFace(landmarksOf(points))) return null
    const before = centreOf(track.points)
    const perMs = elapsedMs > 0 ? 1 / elapsedMs : 0
    const jumped = disagreement(expected, points) > JUMP_STEP
    return {
      points,
      velocityX: (centre.x - before.x) * perMs,
      velocityY: (centre.y - before.y) * perMs,
      score: track.score,
      // A jump is due for a look now, whenever the last one was.
      framesSinceConfirmed: jumped ? CONFIRM_EVERY : track.framesSinceConfirmed + 1,
      doubts: jumped ? 1 : track.doubts,
    }
  }

  /** Lets the detector look at every track that is doubted, and at the one whose look is longest ago. */
  async function inTurn(picture: RgbaPicture, next: readonly (Track | null)[]): Promise<(Track | null)[]> {
    const longestAgo = Math.max(0, ...next.map((track) => track?.framesSinceConfirmed ?? 0))
    let turnTaken = longestAgo < CONFIRM_EVERY
    const result: (Track | null)[] = []
    for (const track of next) {
      const ownTurn = !turnTaken && track !== null && track.framesSinceConfirmed === longestAgo
      if (track === null || (!ownTurn && track.doubts === 0)) {
        result.push(track)
        continue
      }
      if (ownTurn) turnTaken = true
      const score = await detectors.confirm(
        picture,
        boxOfPoints(track.points, 0),
        cropAround(track.points).rollRad,
        2,
      )
      if (score > 0) result.push({ ...track, score, framesSinceConfirmed: 0, doubts: 0 })
      else result.push(track.doubts > 0 ? null : { ...track, doubts: 1 })
    }
    return result
  }

  async function search(picture: RgbaPicture, known: readonly Track[]): Promise<Track[]> {
    const sides = known.length > 0 ? SEARCH_SIDES_FOLLOWING : SEARCH_SIDES_ALONE
    const side = sides[searches++ % sides.length]!
    const startedAtMs = now()
    const whole = { x: 0, y: 0, width: picture.width, height: picture.height }
    const taken = known.map((track) => boxOfPoints(track.points, track.score))
    const seen = await detectors.tiny(picture, whole, side, DETECT_SCORE)
    const costMs = now() - startedAtMs
    framesUntilSearch = Math.min(
      SEARCH_EVERY.most,
      Math.max(SEARCH_EVERY.least, Math.round(costMs / SEARCH_MS_PER_FRAME)),
    )
    framesUntilSearch = Math.round(framesUntilSearch / budget)
    const fresh = mergeBoxes(seen)
      .filter((box) => !taken.some((other) => isSameFace(other, box)))
      .slice(0, Math.min(MOST_FRESH, MOST_TRACKS - known.length))
    if (fresh.length === 0) return []

    const rough = await reader.read(picture, fresh.map(cropOfBox))
    const better = await reader.read(picture, rough.map(cropAround))
    const points = await reader.read(picture, better.map(cropAround))
    const added: Track[] = []
    for (const [index, box] of fresh.entries()) {
      const found = points[index]!
      const place = boxOfPoints(found, box.score)
      if (!isPlausibleFace(landmarksOf(found)) || !belongsTo(place, box)) continue
      if (taken.some((other) => isSameFace(other, place))) continue
      if ((await detectors.confirm(picture, place, cropAround(found).rollRad, 2)) === 0) continue
      taken.push(place)
      added.push({
        points: found,
        velocityX: 0,
        velocityY: 0,
        score: box.score,
        framesSinceConfirmed: 0,
        doubts: 0,
      })
    }
    if (added.length > 0) framesUntilSearch = SEARCH_AFTER_FIND
    return added
  }

  return {
    async follow(picture, capturedAtMs, searchBudget = 1) {
      budget = searchBudget
      const size = `${picture.width}×${picture.height}`
      if (size !== lastSize) tracks = []
      lastSize = size
      const elapsedMs = Math.min(LONGEST_PREDICTION_MS, Math.max(0, capturedAtMs - lastCapturedAtMs))
      lastCapturedAtMs = capturedAtMs

      const advanced = tracks.length > 0 ? await advance(picture, elapsedMs) : []
      const next: Track[] = []
      const places: FaceBox[] = []
      for (const track of advanced) {
        if (track === null) continue
        const place = boxOfPoints(track.points, track.score)
        // Two tracks on one face: the one that has been followed longer comes first and stays.
        if (places.some((other) => isSameFace(other, place))) continue
        places.push(place)
        next.push(track)
      }
      // Somebody lost may have moved faster than the crop: look for them now rather than at the next turn.
      const lost = next.length < tracks.length
      if (next.length === 0 || lost || --framesUntilSearch <= 0) next.push(...(await search(picture, next)))
      tracks = next
      return tracks
        .filter((track) => track.doubts === 0)
        .map((track) => ({ points: publicPoints(track.points), score: Math.min(1, track.score) }))
    },
    forget() {
      tracks = []
      lastSize = ''
      framesUntilSearch = 0
    },
  }
}
