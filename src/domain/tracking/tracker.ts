import type { FaceObservation } from '../face/landmarks'
import { distance, type Size, type SourcePoint } from '../geometry/points'
import type { PersonId } from '../ids'
import { assign } from './assignment'
import { carriedTo, followSighting, predictCentre, startMotion, type Motion } from './motion'
import type { Person } from './person'
import {
  ARRIVAL_LEVEL,
  GONE,
  HOLD_MS,
  arrivedAt,
  missed,
  presenceAt,
  replaced,
  seen,
  type Presence,
} from './presence'
import { sightingOf, withoutDoubles, type Sighting } from './sighting'

/** After this long unseen, somebody who comes back is somebody new. */
const FORGET_AFTER_MS = 1200
/** A face that nobody knows yet must be this sure; a known one may be less (hysteresis). */
const START_SCORE = 0.4
/** So sure that it is shown at once. */
const SURE_SCORE = 0.45
/** Who went out through the edge of the frame is gone: the next one to come in there may be anybody. */
const FORGET_OUTSIDE_MS = 200
/** Nearer to the edge than this, eye distances, is on the way out. */
const EDGE = 0.6
/** Who is not seen any more and would be beyond the edge within this time, a frame or two, is out. */
const OUT_SOON_MS = 50
/** An unconfirmed face that is not seen again within this time was none. Two frames of a slow computer. */
const UNCONFIRMED_MS = 600
/** A track unseen for longer took no part in a cut. */
const CUT_WINDOW_MS = 250

/** How far a face may be from where it was expected, eye distances: at once, and more for each second unseen. */
const GATE = { near: 0.9, perSecond: 2.5, far: 2.4 }
/** How much its size may differ, as a natural logarithm, likewise. */
const SIZE_GATE = { near: 0.35, perSecond: 1, far: 0.8 }
/** Added for somebody out of sight: the one in front keeps the face that both could claim. */
const UNSEEN_COST = 0.25

interface Track {
  readonly id: PersonId
  readonly motion: Motion
  readonly seenAtMs: number
  /** Seen at least twice: one false alarm is never shown. */
  readonly confirmed: boolean
  readonly presence: Presence
}

/** Everybody followed now. Plain data: it is replaced, never changed. */
export interface TrackerState {
  readonly tracks: readonly Track[]
  readonly frame: Size | null
  readonly atMs: number
}

export const createTracker = (): TrackerState => ({ tracks: [], frame: null, atMs: -Infinity })

/** Nobody is known any more: the camera was switched, consent was withdrawn. */
export const forgetFaces = (state: TrackerState): TrackerState => ({ ...createTracker(), atMs: state.atMs })

/**
 * The state after one frame of `frame` pixels captured at `atMs`, on which `observations` were found (source pixels).
 * A frame that is not newer than the last is ignored; another frame size starts anew, since old positions mean nothing there.
 */
export function observeFaces(
  state: TrackerState,
  observations: readonly FaceObservation<SourcePoint>[],
  frame: Size,
  atMs: number,
  newId: () => PersonId,
): TrackerState {
  if (!(atMs > state.atMs)) return state
  const isSameFrame = state.frame?.width === frame.width && state.frame.height === frame.height
  const known = isSameFrame ? state.tracks.filter((track) => isKept(track, frame, atMs)) : []
  const sightings = withoutDoubles(observations.map(sightingOf).filter((sighting) => sighting !== null))
  const matches = assign(known.length, sightings.length, (i, j) =>
    matchCost(known[i]!, sightings[j]!, state.atMs, atMs),
  )

  const recent = known.filter((track) => track.confirmed && atMs - track.seenAtMs <= CUT_WINDOW_MS)
  const stayed = recent.filter((track) => matches[known.indexOf(track)]! >= 0)
  const isFull = sightings.length > 0 && stayed.length === 0 && recent.length > 0
  const isCut = recent.length >= 2 && sightings.length >= 2 && stayed.length <= recent.length / 3
  const isTaken = new Set(isCut ? [] : matches)

  const followed = isCut
    ? []
    : known.map((track, i): Track => {
        const sighting = sightings[matches[i]!]
        if (sighting === undefined) {
          const presence = isFull ? replaced(track.presence, atMs) : presenceOfMissed(track, frame, atMs)
          return { ...track, presence }
        }
        const motion = followSighting(track.motion, sighting, atMs)
        const presence = track.confirmed ? seen(track.presence, atMs) : arrivedAt(ARRIVAL_LEVEL, atMs)
        return { ...track, motion, presence, seenAtMs: atMs, confirmed: true }
      })
  const arrived = sightings
    .filter((sighting, j) => !isTaken.has(j) && sighting.score >= START_SCORE)
    .map((sighting): Track => {
      const isSure = sighting.score >= SURE_SCORE
      return {
        id: newId(),
        motion: startMotion(sighting, atMs),
        seenAtMs: atMs,
        confirmed: isSure,
        presence: arrivedAt(isSure ? ARRIVAL_LEVEL : 0, atMs),
      }
    })
  return { tracks: [...followed, ...arrived], frame, atMs }
}

function isKept(track: Track, frame: Size, atMs: number): boolean {
  const unseenMs = atMs - track.seenAtMs
  if (unseenMs > FORGET_OUTSIDE_MS && isOnTheWayOut(track, frame, atMs)) return false
  return unseenMs <= (track.confirmed ? FORGET_AFTER_MS : UNCONFIRMED_MS)
}

/** Whether this face should be beyond the frame's edge by now, or nearer to it than `room` eye distances. */
function isOnTheWayOut({ motion }: Track, { width, height }: Size, atMs: number, room = EDGE): boolean {
  const { x, y } = predictCentre(motion, atMs)
  const edge = room * motion.eyeDistance
  return x < edge || y < edge || x > width - edge || y > height - edge
}

function presenceOfMissed(track: Track, frame: Size, atMs: number): Presence {
  if (isOnTheWayOut(track, frame, atMs + OUT_SOON_MS, 0)) return GONE
  const holdMs = isOnTheWayOut(track, frame, atMs) ? 0 : HOLD_MS
  return missed(track.presence, track.seenAtMs, atMs, holdMs)
}

function matchCost(track: Track, sighting: Sighting, lastFrameMs: number, atMs: number): number | null {
  const unseenS = (atMs - track.seenAtMs) / 1000
  const expected = predictCentre(track.motion, atMs)
  const unit = Math.sqrt(track.motion.eyeDistance * sighting.eyeDistance)
  const gate = Math.min(GATE.far, GATE.near + GATE.perSecond * unseenS)
  const away = distance(expected, sighting.centre) / unit / gate
  const sizeGate = Math.min(SIZE_GATE.far, SIZE_GATE.near + SIZE_GATE.perSecond * unseenS)
  const grown = Math.abs(Math.log(sighting.eyeDistance / track.motion.eyeDistance)) / sizeGate
  if (away > 1 || grown > 1) return null
  return away * away + grown * grown + (track.seenAtMs < lastFrameMs ? UNSEEN_COST : 0)
}

/**
 * Everybody to be decorated at `nowMs` (same clock as the frames), in order of arrival: smoothed, carried on by their own
 * speed from the newest frame to now, by `longestAheadMs` at most (one frame of the camera), with presence faded in and out.
 */
export function personsAt(state: TrackerState, nowMs: number, longestAheadMs?: number): readonly Person[] {
  return state.tracks.flatMap((track): readonly Person[] => {
    if (!track.confirmed) return []
    const presence = presenceAt(track.presence, nowMs)
    if (presence <= 0 && nowMs > track.presence.holdUntilMs) return []
    const { landmarks, pose } = carriedTo(track.motion, nowMs, longestAheadMs)
    return [{ id: track.id, landmarks, pose, presence }]
  })
}
