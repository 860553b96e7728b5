import type { FrameFace } from '../../contracts/framePort'
import type { Size } from '../../domain/geometry/points'
import { isPlausibleFace } from '../../domain/face/plausibility'
import { belongsTo, isSameFace, overlap, type FaceBox } from '../detector/boxes'
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
import { carried, centreOf, isInside, rescaled, scaleBetween, type LostTrack, type Track } from './liveTrack'
import type { Region, RgbaPicture } from './sampler'
import { createPyramid, type Pyramid } from './pyramid'
import { createSceneWatch } from './sceneChange'

/** More faces than this are not followed live: each costs one crop a frame. */
const MOST_TRACKS = 10
/** Low, because a second, closer look decides. */
const DETECT_SCORE = 0.3
/** New faces looked at after one search: each costs three readings and a closer look. */
const MOST_FRESH = 5
/** One look of a search: the whole frame, or its left or right part, as a square of this side. */
interface Look {
  readonly part: 'whole' | 'left' | 'right'
  readonly side: TinySide
}
/** Most faces are seen in the whole at 224, the ones that fill the frame at 128, smaller ones at 320 and 416, the smallest in parts. */
const LOOKS_ALONE: readonly Look[] = [
  { part: 'whole', side: 224 },
  { part: 'whole', side: 416 },
  { part: 'whole', side: 128 },
  { part: 'left', side: 416 },
  { part: 'whole', side: 224 },
  { part: 'right', side: 416 },
]
const LOOKS_FOLLOWING: readonly Look[] = [
  { part: 'whole', side: 224 },
  { part: 'whole', side: 416 },
  { part: 'whole', side: 320 },
  { part: 'left', side: 416 },
  { part: 'whole', side: 224 },
  { part: 'right', side: 416 },
]
/** Where nothing is known of the scene. Such a frame takes several times as long as another, once. */
const LOOKS_AT_FIRST: readonly Look[] = [
  { part: 'whole', side: 224 },
  { part: 'whole', side: 416 },
  { part: 'whole', side: 320 },
  { part: 'whole', side: 128 },
  { part: 'left', side: 416 },
  { part: 'right', side: 416 },
]

/** Between searches while somebody is followed, milliseconds. */
const SEARCH_EVERY_MS = { least: 100, most: 500 } as const
/** Share of the time that searches may take while somebody is followed: nobody comes without a movement beside those who are there. */
const SEARCH_SHARE = { calm: 0.02, moving: 0.1 } as const
/** Of the last looks the quickest for its size tells what one costs: the others were held up by something else. */
const COSTS_KEPT = 8
/** Who arrives seldom arrives alone: after a find the next search, at another side, comes in the next frame. */
const SEARCH_AFTER_FIND_MS = 1
/** Each followed face is looked at by the detector this often; a doubt is settled in the next frame. */
const CONFIRM_EVERY_MS = 120
/** Movement within one frame, over the eye corner distance: from the first on the face is read again in a better crop … */
const FAST_STEP = 0.12
/** … and from the second on it may be another place altogether, so the detector is asked at once. */
const JUMP_STEP = 0.4
/** A frame later than this says nothing about where the next one will be. */
const LONGEST_PREDICTION_MS = 120
/** Share of the last velocity that is believed: heads stop and turn more often than they speed up. */
const VELOCITY_TRUST = 0.7
/** A face that was lost is looked for where it should be by now for so long: a hand or another head passes in that time. */
const LOOK_AGAIN_MS = 600
/** Time constant of a lost face's speed, which nobody can see any more. */
const COAST_MS = 250
/** How much larger or smaller a lost face may be when it is back. */
const BACK_SIZE_RATIO = 1.35
/** A lost face this much under a seen one is taken for it. */
const SAME_PLACE = 0.6
/** Likeness of two frames (sceneChange.ts) under which they are of two scenes. Observed: ≥ 0.81 with a board carried past close by, ≤ 0.42 at cuts. */
const CUT_BELOW = 0.5

export interface LivePipeline {
  /** Faces of the next frame, points in its pixels; `searchBudget` 0…1 of the usual searches. Calls must not overlap. */
  follow(picture: RgbaPicture, capturedAtMs: number, searchBudget?: number): Promise<FrameFace[]>
  /** Whether the last frame began another scene: whoever was seen before it is not who is seen now. */
  readonly isNewScene: () => boolean
  /** Lets go of every face. */
  forget(): void
}

/** The parts of a frame that is wider than high are squares that overlap. */
function partOf({ width, height }: RgbaPicture, part: Look['part']): Region {
  const across = part === 'whole' ? width : Math.min(width, Math.max(height, Math.ceil(width * 0.56)))
  return { x: part === 'right' ? width - across : 0, y: 0, width: across, height }
}

const frameOf = (pyramid: Pyramid): RgbaPicture => pyramid.level(0)

/** Follows faces from frame to frame: no identity, no memory beyond where faces were within the last moment. */
export function createLivePipeline(
  nets: FaceNets,
  now: () => number = () => performance.now(),
): LivePipeline {
  const detectors = createDetectors(nets)
  const reader = createLandmarkReader(nets)
  const watch = createSceneWatch()
  let tracks: readonly Track[] = []
  let lost: readonly LostTrack[] = []
  let lastCapturedAtMs = 0
  let lastSize: Size | null = null
  let pyramid: Pyramid | null = null
  let newScene = false
  let searchDueAtMs = { calm: 0, moving: 0 }
  let searches = 0
  const costsPerPixelMs: number[] = []
  let budget = 1

  function letGo() {
    tracks = []
    lost = []
    searchDueAtMs = { calm: 0, moving: 0 }
  }

  /** Every track, and after them every lost one, in this frame's picture, or null for one that is not there. */
  async function advance(pyramid: Pyramid, atMs: number, elapsedMs: number): Promise<(Track | null)[]> {
    const expected = [
      ...tracks.map((track) => carried(track, elapsedMs * VELOCITY_TRUST)),
      ...lost.map(({ track }) => track.points),
    ]
    const found = await reader.read(pyramid, expected.map(cropAround))
    const fast = found.flatMap((points, index) =>
      index < tracks.length && disagreement(expected[index]!, points) > FAST_STEP ? [index] : [],
    )
    if (fast.length > 0) {
      const again = await reader.read(
        pyramid,
        fast.map((index) => cropAround(found[index]!)),
      )
      fast.forEach((index, at) => (found[index] = again[at]!))
    }
    const followed = await inTurn(
      pyramid,
      tracks.map((track, index) => judged(pyramid, track, expected[index]!, found[index]!, atMs, elapsedMs)),
      atMs,
    )
    const back: (Track | null)[] = []
    for (const [index, { track }] of lost.entries())
      back.push(await returned(pyramid, track, found[tracks.length + index]!, [...followed, ...back], atMs))
    return [...followed, ...back]
  }

  function judged(
    pyramid: Pyramid,
    track: Track,
    expected: FullPoints,
    points: FullPoints,
    atMs: number,
    elapsedMs: number,
  ): Track | null {
    if (!isInside(frameOf(pyramid), points) || !isPlausibleFace(landmarksOf(points))) return null
    const centre = centreOf(points)
    const before = centreOf(track.points)
    const perMs = elapsedMs > 0 ? 1 / elapsedMs : 0
    const jumped = disagreement(expected, points) > JUMP_STEP
    return {
      points,
      velocityX: (centre.x - before.x) * perMs,
      velocityY: (centre.y - before.y) * perMs,
      score: track.score,
      // A jump is due for a look now, whenever the last one was.
      confirmedAtMs: jumped ? atMs - CONFIRM_EVERY_MS : track.confirmedAtMs,
      doubts: jumped ? 1 : track.doubts,
    }
  }

  /** A lost face where it was expected, if one is there again. */
  async function returned(
    pyramid: Pyramid,
    track: Track,
    points: FullPoints,
    others: readonly (Track | null)[],
    atMs: number,
  ): Promise<Track | null> {
    if (!isInside(frameOf(pyramid), points) || !isPlausibleFace(landmarksOf(points))) return null
    const place = boxOfPoints(points, track.score)
    const before = boxOfPoints(track.points, track.score)
    const ratio = place.width / before.width
    if (!isSameFace(before, place) || ratio > BACK_SIZE_RATIO || ratio < 1 / BACK_SIZE_RATIO) return null
    if (others.some((other) => other !== null && isSameFace(boxOfPoints(other.points, 0), place))) return null
    // Once more in its own crop: the first one was of a place that was guessed.
    const [better] = await reader.read(pyramid, [cropAround(points)])
    if (!isPlausibleFace(landmarksOf(better!))) return null
    const score = await detectors.confirm(pyramid, boxOfPoints(better!, 0), cropAround(better!).rollRad, 1)
    if (score === 0) return null
    return { ...track, points: better!, score, confirmedAtMs: atMs, doubts: 0 }
  }

  /** Lets the detector look at every track that is doubted, and at the one whose look is longest ago. */
  async function inTurn(
    pyramid: Pyramid,
    next: readonly (Track | null)[],
    atMs: number,
  ): Promise<(Track | null)[]> {
    const longestAgo = Math.min(Infinity, ...next.map((track) => track?.confirmedAtMs ?? Infinity))
    let turnTaken = atMs - longestAgo < CONFIRM_EVERY_MS
    const result: (Track | null)[] = []
    for (const track of next) {
      const ownTurn = !turnTaken && track !== null && track.confirmedAtMs === longestAgo
      if (track === null || (!ownTurn && track.doubts === 0)) {
        result.push(track)
        continue
      }
      if (ownTurn) turnTaken = true
      const score = await detectors.confirm(
        pyramid,
        boxOfPoints(track.points, 0),
        cropAround(track.points).rollRad,
        2,
      )
      if (score > 0) result.push({ ...track, score, confirmedAtMs: atMs, doubts: 0 })
      else result.push(track.doubts > 0 ? null : { ...track, doubts: 1 })
    }
    return result
  }

  function isSearchDue(places: readonly FaceBox[], atMs: number): boolean {
    return atMs >= searchDueAtMs.calm || (atMs >= searchDueAtMs.moving && watch.hasChangedBeside(places))
  }

  /** Looks for faces nobody follows yet, at one side in turn or, where nothing is known of the scene, at all of them. */
  async function search(
    pyramid: Pyramid,
    known: readonly Track[],
    atMs: number,
    thorough: boolean,
  ): Promise<Track[]> {
    const inTurnLooks = known.length > 0 ? LOOKS_FOLLOWING : LOOKS_ALONE
    const looks = thorough ? LOOKS_AT_FIRST : [inTurnLooks[searches++ % inTurnLooks.length]!]
    const seen: FaceBox[] = []
    for (const { part, side } of looks) {
      const startedAtMs = now()
      seen.push(...(await detectors.tiny(pyramid, partOf(frameOf(pyramid), part), side, DETECT_SCORE)))
      costsPerPixelMs.push((now() - startedAtMs) / (side * side))
      if (costsPerPixelMs.length > COSTS_KEPT) costsPerPixelMs.shift()
    }
    const { side } = looks.at(-1)!
    const costMs = Math.min(...costsPerPixelMs) * side * side
    const waitMs = (share: number) =>
      Math.min(SEARCH_EVERY_MS.most, Math.max(SEARCH_EVERY_MS.least, costMs / share)) / budget
    searchDueAtMs = { calm: atMs + waitMs(SEARCH_SHARE.calm), moving: atMs + waitMs(SEARCH_SHARE.moving) }
    watch.searched()

    const taken = known.map((track) => boxOfPoints(track.points, track.score))
    const fresh = mergeBoxes(seen)
      .filter((box) => !taken.some((other) => isSameFace(other, box)))
      .slice(0, Math.min(MOST_FRESH, MOST_TRACKS - known.length))
    if (fresh.length === 0) return []

    const rough = await reader.read(pyramid, fresh.map(cropOfBox))
    const better = await reader.read(pyramid, rough.map(cropAround))
    const points = await reader.read(pyramid, better.map(cropAround))
    const added: Track[] = []
    for (const [index, box] of fresh.entries()) {
      const found = points[index]!
      const place = boxOfPoints(found, box.score)
      if (!isPlausibleFace(landmarksOf(found)) || !belongsTo(place, box)) continue
      if (taken.some((other) => isSameFace(other, place))) continue
      if ((await detectors.confirm(pyramid, place, cropAround(found).rollRad, 2)) === 0) continue
      taken.push(place)
      added.push({
        points: found,
        velocityX: 0,
        velocityY: 0,
        score: box.score,
        confirmedAtMs: atMs,
        doubts: 0,
      })
    }
    if (added.length > 0) searchDueAtMs = { calm: atMs + SEARCH_AFTER_FIND_MS, moving: atMs }
    return added
  }

  /** Those that are gone since the last frame or not long before, carried on to now, without those that are back. */
  function stillLost(
    pyramid: Pyramid,
    advanced: readonly (Track | null)[],
    next: readonly Track[],
    atMs: number,
    elapsedMs: number,
  ): readonly LostTrack[] {
    const places = next.map((track) => boxOfPoints(track.points, 0))
    const justLost = tracks.flatMap((track, index) =>
      advanced[index] === null ? [{ track, lostAtMs: atMs }] : [],
    )
    const coasting = Math.exp(-elapsedMs / COAST_MS)
    return [...lost, ...justLost]
      .map(({ track, lostAtMs }) => ({
        lostAtMs,
        track: {
          ...track,
          points: carried(track, elapsedMs * coasting),
          velocityX: track.velocityX * coasting,
          velocityY: track.velocityY * coasting,
        },
      }))
      .filter(({ track, lostAtMs }) => {
        if (atMs - lostAtMs > LOOK_AGAIN_MS || !isInside(frameOf(pyramid), track.points)) return false
        const place = boxOfPoints(track.points, 0)
        return !places.some((other) => overlap(other, place) > SAME_PLACE)
      })
      .slice(0, MOST_TRACKS)
  }

  return {
    async follow(picture, capturedAtMs, searchBudget = 1) {
      budget = searchBudget
      const isUnknown = lastSize === null
      const ratio = lastSize === null ? 1 : scaleBetween(lastSize, picture)
      lastSize = { width: picture.width, height: picture.height }
      pyramid = createPyramid(picture, pyramid)
      const elapsedMs = Math.min(LONGEST_PREDICTION_MS, Math.max(0, capturedAtMs - lastCapturedAtMs))
      lastCapturedAtMs = capturedAtMs
      const isCut = watch.likeness(picture) < CUT_BELOW
      newScene = isCut || ratio === null
      if (newScene) letGo()
      else if (ratio !== null && ratio !== 1) {
        tracks = tracks.map((track) => rescaled(track, ratio))
        lost = lost.map(({ track, lostAtMs }) => ({ track: rescaled(track, ratio), lostAtMs }))
      }

      const advanced = tracks.length + lost.length > 0 ? await advance(pyramid, capturedAtMs, elapsedMs) : []
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
      const isLost = next.length < tracks.length
      if (next.length === 0 || isLost || isSearchDue(places, capturedAtMs))
        next.push(...(await search(pyramid, next, capturedAtMs, newScene || isUnknown)))
      lost = stillLost(pyramid, advanced, next, capturedAtMs, elapsedMs)
      tracks = next
      return tracks
        .filter((track) => track.doubts === 0)
        .map((track) => ({ points: publicPoints(track.points), score: Math.min(1, track.score) }))
    },
    isNewScene: () => newScene,
    forget() {
      letGo()
      watch.forget()
      lastSize = null
      pyramid = null
    },
  }
}
