import type { FrameFace } from '../../contracts/framePort'
import type { Size } from '../../domain/geometry/points'
import { isPlausibleFace } from '../../domain/face/plausibility'
import { belongsTo, isSameFace, overlap, type FaceBox } from '../detector/boxes'
import type { FaceNets } from '../detector/faceNets'
import { likenessOfLooks } from './cropLook'
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
  type Reading,
} from './landmarkCrops'
import {
  carried,
  centreOf,
  confirmed,
  isInside,
  newTrack,
  rescaled,
  scaleBetween,
  type LostTrack,
  type Track,
} from './liveTrack'
import { contains, type RgbaPicture } from './sampler'
import { createPyramid, type Pyramid } from './pyramid'
import { createSceneWatch } from './sceneChange'
import { createSearchPlan, type Situation } from './searchPlan'

/** More faces than this are not followed live: each costs one crop a frame. */
const MOST_TRACKS = 10
/** Low, because a second, closer look decides. */
const DETECT_SCORE = 0.3
/** Score of the closer look under which one look is not enough. */
const FAINT_SCORE = 0.45
/** New faces looked at after one search: each costs three readings and a closer look. */
const MOST_FRESH = 5
/**
 * Each followed face is looked at by the detector this often: seldom while its crop looks as it did when it was confirmed, else
 * soon. A doubt is settled in the next frame.
 */
const CONFIRM_EVERY_MS = { same: 500, changed: 100 } as const
/** Likeness of two looks (cropLook.ts) from which they are the same. A real head that talks, leans and turns: 0.95 or more in nine frames of ten. */
const SAME_LOOK = 0.9
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
/** Whoever was lost within the frame may come out anywhere near for so long. */
const MISSED_FOR_MS = 1500
/**
 * How far within the frame the middle of a face must be, over its larger side. The points of a face that is cut by the edge are
 * read too far inwards by about a tenth, so that who is half out seems to stay; who comes in must be in a little further.
 */
const EDGE_ROOM = { stays: 0.08, comes: 0.16 } as const
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

const frameOf = (pyramid: Pyramid): RgbaPicture => pyramid.level(0)

/** Whether the crop still looks as it did when the detector last saw a face in it. */
const looksTheSame = ({ look, confirmedLook }: Track): boolean =>
  likenessOfLooks(look, confirmedLook) >= SAME_LOOK

/** By how much the detector's next look at this face is late, milliseconds; negative before its time. */
function overdueMs(track: Track, atMs: number): number {
  return atMs - track.confirmedAtMs - CONFIRM_EVERY_MS[looksTheSame(track) ? 'same' : 'changed']
}

/** Follows faces from frame to frame: no identity, no memory beyond where faces were within the last moment. */
export function createLivePipeline(
  nets: FaceNets,
  now: () => number = () => performance.now(),
): LivePipeline {
  const detectors = createDetectors(nets)
  const reader = createLandmarkReader(nets)
  const watch = createSceneWatch()
  const plan = createSearchPlan()
  let tracks: readonly Track[] = []
  let lost: readonly LostTrack[] = []
  let lastCapturedAtMs = 0
  let lastSize: Size | null = null
  let pyramid: Pyramid | null = null
  let newScene = false
  let missedUntilMs = -Infinity
  let budget = 1

  function letGo() {
    tracks = []
    lost = []
    missedUntilMs = -Infinity
    plan.restart()
  }

  /** Every track, and after them every lost one, in this frame's picture, or null for one that is not there. */
  async function advance(pyramid: Pyramid, atMs: number, elapsedMs: number): Promise<(Track | null)[]> {
    const expected = [
      ...tracks.map((track) => carried(track, elapsedMs * VELOCITY_TRUST)),
      ...lost.map(({ track }) => track.points),
    ]
    const found = await reader.readWithLooks(pyramid, expected.map(cropAround))
    const fast = found.flatMap(({ points }, index) =>
      index < tracks.length && disagreement(expected[index]!, points) > FAST_STEP ? [index] : [],
    )
    if (fast.length > 0) {
      const again = await reader.readWithLooks(
        pyramid,
        fast.map((index) => cropAround(found[index]!.points)),
      )
      fast.forEach((index, at) => (found[index] = again[at]!))
    }
    const followed = await inTurn(
      pyramid,
      tracks.map((track, index) => judged(pyramid, track, expected[index]!, found[index]!, elapsedMs)),
      atMs,
    )
    const back: (Track | null)[] = []
    for (const [index, { track }] of lost.entries())
      back.push(
        await returned(pyramid, track, found[tracks.length + index]!.points, [...followed, ...back], atMs),
      )
    return [...followed, ...back]
  }

  function judged(
    pyramid: Pyramid,
    track: Track,
    expected: FullPoints,
    { points, look }: Reading,
    elapsedMs: number,
  ): Track | null {
    if (!isInside(frameOf(pyramid), points, EDGE_ROOM.stays)) return null
    const next = { ...track, points, look }
    // Fitting a head to the points takes a tenth of the net's time: what looks as it did was a face a moment ago.
    if (!looksTheSame(next) && !isPlausibleFace(landmarksOf(points))) return null
    const centre = centreOf(points)
    const before = centreOf(track.points)
    const perMs = elapsedMs > 0 ? 1 / elapsedMs : 0
    return {
      ...next,
      velocityX: (centre.x - before.x) * perMs,
      velocityY: (centre.y - before.y) * perMs,
      doubts: disagreement(expected, points) > JUMP_STEP ? 1 : track.doubts,
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
    if (!isInside(frameOf(pyramid), points, EDGE_ROOM.comes) || !isPlausibleFace(landmarksOf(points)))
      return null
    const place = boxOfPoints(points, track.score)
    const before = boxOfPoints(track.points, track.score)
    const ratio = place.width / before.width
    if (!isSameFace(before, place) || ratio > BACK_SIZE_RATIO || ratio < 1 / BACK_SIZE_RATIO) return null
    if (others.some((other) => other !== null && isSameFace(boxOfPoints(other.points, 0), place))) return null
    // Once more in its own crop: the first one was of a place that was guessed.
    const [better] = await reader.readWithLooks(pyramid, [cropAround(points)])
    if (!isPlausibleFace(landmarksOf(better!.points))) return null
    const { rollRad } = cropAround(better!.points)
    const score = await detectors.confirm(pyramid, boxOfPoints(better!.points, 0), rollRad, 1)
    return score === 0 ? null : confirmed({ ...track, ...better! }, score, atMs)
  }

  /** Lets the detector look at every track that is doubted, and at the one whose look is most overdue. */
  async function inTurn(
    pyramid: Pyramid,
    next: readonly (Track | null)[],
    atMs: number,
  ): Promise<(Track | null)[]> {
    const overdue = next.map((track) => (track === null ? -Infinity : overdueMs(track, atMs)))
    const most = Math.max(-Infinity, ...overdue)
    let turnTaken = most < 0
    const result: (Track | null)[] = []
    for (const [index, track] of next.entries()) {
      const ownTurn = !turnTaken && overdue[index] === most
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
      if (score > 0) result.push(confirmed(track, score, atMs))
      else result.push(track.doubts > 0 ? null : { ...track, doubts: 1 })
    }
    return result
  }

  /** What moves beside the faces that are followed, and beside the bodies under them. */
  const situationOf = (places: readonly FaceBox[], atMs: number): Situation => ({
    isFollowing: places.length > 0,
    changed: watch.changedBeside(places),
    isMissing: atMs < missedUntilMs,
  })

  /** Looks for faces nobody follows yet, as planned. */
  async function search(
    pyramid: Pyramid,
    known: readonly Track[],
    situation: Situation,
    atMs: number,
    isUnknown: boolean,
  ): Promise<Track[]> {
    const looks = plan.next(frameOf(pyramid), situation, isUnknown)
    const seen: FaceBox[] = []
    for (const look of looks) {
      const startedAtMs = now()
      seen.push(...(await detectors.tiny(pyramid, look.region, look.side, DETECT_SCORE)))
      plan.took(look, now() - startedAtMs)
    }
    const last = looks.at(-1)!
    const taken = known.map((track) => boxOfPoints(track.points, track.score))
    const fresh = mergeBoxes(seen)
      .filter((box) => !taken.some((other) => isSameFace(other, box)))
      .slice(0, Math.min(MOST_FRESH, MOST_TRACKS - known.length))
    const added = fresh.length > 0 ? await newcomers(pyramid, fresh, taken, atMs, isUnknown) : []
    // Where something moves, what is no face yet may be one in the next frame.
    const isHopeful = fresh.length > 0 && situation.changed !== null
    plan.done(last, added.length > 0 ? 'found' : isHopeful ? 'hopeful' : 'nothing', atMs, budget)
    if (situation.changed === null || contains(last.region, situation.changed)) watch.searched()
    return added
  }

  /** Those of the boxes that are faces. */
  async function newcomers(
    pyramid: Pyramid,
    fresh: readonly FaceBox[],
    followed: readonly FaceBox[],
    atMs: number,
    isUnknown: boolean,
  ): Promise<Track[]> {
    const taken = [...followed]
    const rough = await reader.read(pyramid, fresh.map(cropOfBox))
    const better = await reader.read(pyramid, rough.map(cropAround))
    const readings = await reader.readWithLooks(pyramid, better.map(cropAround))
    const added: Track[] = []
    for (const [index, box] of fresh.entries()) {
      const { points, look } = readings[index]!
      const place = boxOfPoints(points, box.score)
      if (!isPlausibleFace(landmarksOf(points)) || !belongsTo(place, box)) continue
      if (!isInside(frameOf(pyramid), points, EDGE_ROOM.comes)) continue
      if (taken.some((other) => isSameFace(other, place))) continue
      const score = await detectors.confirm(pyramid, place, cropAround(points).rollRad, 2)
      if (score === 0) continue
      taken.push(place)
      // Who comes in and is seen faintly is shown after another look, in the next frame.
      const isSure = isUnknown || score >= FAINT_SCORE
      added.push({ ...newTrack({ points, look }, box.score, atMs), doubts: isSure ? 0 : 1 })
    }
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
        if (atMs - lostAtMs > LOOK_AGAIN_MS || !isInside(frameOf(pyramid), track.points, 0)) return false
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
      const situation = situationOf(places, capturedAtMs)
      if (isLost || plan.isDue(situation, capturedAtMs))
        next.push(...(await search(pyramid, next, situation, capturedAtMs, newScene || isUnknown)))
      lost = stillLost(pyramid, advanced, next, capturedAtMs, elapsedMs)
      if (lost.some(({ lostAtMs }) => lostAtMs === capturedAtMs)) missedUntilMs = capturedAtMs + MISSED_FOR_MS
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
