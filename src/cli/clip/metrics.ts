import { centroid, distance, type Point } from '../../domain/geometry/points'
import { assign } from '../../domain/tracking/assignment'
import type { Landmarks } from '../../domain/face/landmarks'
import type { ShownFace, ShownFrame } from './followClip'
import { lagOf, type PersonFrame } from './lag'
import type { TrueFace } from './scene'

/** What came of one clip, against its truth. A number that the clip says nothing about is null. */
export interface ClipMetrics {
  readonly frames: number
  /** Share of the clear faces that were shown. */
  readonly recall: number | null
  /** Faces shown where nobody is, for each frame; a face that is partly seen or hidden is somebody. */
  readonly falsePerFrame: number
  /** Mean distance of the 41 points from the true ones, % of the distance between the outer eye corners. */
  readonly errorPercent: number | null
  /** Of faces that do not move: root mean square distance of the points from their own mean place, pixels. */
  readonly jitterPx: number | null
  /** Of faces that move: by how much the truth would have to be delayed to fit best, milliseconds. */
  readonly lagMs: number | null
  /** Times a person who never went out of sight for long was given another id. */
  readonly switches: number
  /** Times an id that had been one person's was given to another. */
  readonly reuses: number
  /** Frames in which somebody was still shown who is no longer there. */
  readonly ghostFrames: number
  /** Longest time from the first frame without a person until nothing of them is left, milliseconds. */
  readonly dropMs: number | null
}

const RIGHT_OUTER_CORNER = 9
const LEFT_OUTER_CORNER = 18
/** A face farther off than this, over the distance between the outer eye corners, is shown somewhere else. */
const FOUND_BELOW = 0.5
/** Who was behind something for longer may come back as somebody new; who was outside the frame, sooner. */
const SAME_PERSON_WITHIN_S = { hidden: 0.6, outside: 0.25 } as const
/** A face settles for so long before its calm is judged, and is judged for at least so long. */
const SETTLE_S = 0.7
const CALM_S = 0.7

const cornersOf = (points: Landmarks) => distance(points[RIGHT_OUTER_CORNER]!, points[LEFT_OUTER_CORNER]!)

/** Mean point distance over the true eye corner distance. */
export function errorOf(points: readonly Point[], truth: Landmarks): number {
  let sum = 0
  for (const [index, point] of truth.entries()) sum += distance(point, points[index]!)
  return sum / truth.length / cornersOf(truth)
}

interface Tally {
  found: number
  wanted: number
  falseFaces: number
  errors: number[]
}

/** The visible faces of a frame paired with the true ones; entry i is the true face's index of shown face i, or −1. */
function pair(shown: readonly ShownFace[], truth: readonly TrueFace[]): readonly number[] {
  return assign(shown.length, truth.length, (i, j) => {
    const error = errorOf(shown[i]!.points, truth[j]!.points)
    return error < FOUND_BELOW ? error : null
  })
}

export function clipMetrics(
  shownFrames: readonly ShownFrame[],
  truthFrames: readonly (readonly TrueFace[])[],
): ClipMetrics {
  const tally: Tally = { found: 0, wanted: 0, falseFaces: 0, errors: [] }
  const persons = new Map<string, PersonFrame[]>()
  for (const [index, { t, faces }] of shownFrames.entries()) {
    const truth = truthFrames[index]!
    const visible = faces.filter((face) => face.visible)
    const places = pair(visible, truth)
    tally.falseFaces += places.filter((place) => place < 0).length
    for (const [at, face] of truth.entries()) {
      const shown = visible[places.indexOf(at)] ?? null
      if (face.sight === 'clear') {
        tally.wanted++
        if (shown !== null) {
          tally.found++
          tally.errors.push(errorOf(shown.points, face.points))
        }
      }
      const frames = persons.get(face.person) ?? []
      persons.set(face.person, frames)
      frames.push({ t, truth: face, shown })
    }
  }
  const all = [...persons.values()]
  const lags = all.map(lagOf).filter((lag) => lag !== null)
  const vanished = vanishings(shownFrames, truthFrames, persons)
  return {
    frames: shownFrames.length,
    recall: tally.wanted > 0 ? tally.found / tally.wanted : null,
    falsePerFrame: tally.falseFaces / shownFrames.length,
    errorPercent: tally.errors.length > 0 ? (100 * sum(tally.errors)) / tally.errors.length : null,
    jitterPx: jitterOf(all),
    lagMs: lags.length > 0 ? sum(lags) / lags.length : null,
    ...identities(persons),
    ghostFrames: sum(vanished.map(({ ghostFrames }) => ghostFrames)),
    dropMs: vanished.length > 0 ? Math.max(...vanished.map(({ dropMs }) => dropMs)) : null,
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Stretches of frames over which the truth does not move and the face is clear and shown under one id. */
function restsOf(frames: readonly PersonFrame[]): readonly (readonly PersonFrame[])[] {
  const rests: PersonFrame[][] = [[]]
  for (const [index, frame] of frames.entries()) {
    const before = frames[index - 1]
    const rests_ = rests.at(-1)!
    const isAtRest =
      frame.truth.sight === 'clear' &&
      frame.shown !== null &&
      (rests_.length === 0 ||
        (before !== undefined &&
          before.shown?.id === frame.shown.id &&
          frame.t - before.t < 0.2 &&
          errorOf(before.truth.points, frame.truth.points) < 1e-6))
    if (isAtRest) rests_.push(frame)
    else rests.push(frame.truth.sight === 'clear' && frame.shown !== null ? [frame] : [])
  }
  return rests.filter((rest) => rest.length > 0 && rest.at(-1)!.t - rest[0]!.t >= SETTLE_S + CALM_S)
}

function jitterOf(persons: readonly (readonly PersonFrame[])[]): number | null {
  let squares = 0
  let count = 0
  for (const rest of persons.flatMap(restsOf)) {
    const calm = rest.filter(({ t }) => t - rest[0]!.t >= SETTLE_S)
    for (const index of rest[0]!.truth.points.keys()) {
      const path = calm.map(({ shown }) => shown!.points[index]!)
      const middle = centroid(path)
      squares += sum(path.map((point) => distance(point, middle) ** 2))
      count += path.length
    }
  }
  return count > 0 ? Math.sqrt(squares / count) : null
}

function identities(persons: ReadonlyMap<string, readonly PersonFrame[]>) {
  let switches = 0
  let reuses = 0
  /** Every first moment at which an id was shown on a person. */
  const meetings: { id: string; person: string; t: number }[] = []
  for (const [person, frames] of persons) {
    let id: string | null = null
    let inSightAt = -Infinity
    let wasOutside = false
    for (const { t, truth, shown } of frames) {
      if (truth.sight === 'outside' || truth.sight === 'hidden') {
        wasOutside ||= truth.sight === 'outside'
        continue
      }
      // Frames far outside are not in the truth at all.
      const goneS = t - inSightAt
      const isLong = goneS > (wasOutside ? SAME_PERSON_WITHIN_S.outside : SAME_PERSON_WITHIN_S.hidden)
      if (isLong) id = null
      inSightAt = t
      wasOutside = false
      if (shown === null) continue
      if (id !== null && id !== shown.id) switches++
      if (id !== shown.id) meetings.push({ id: shown.id, person, t })
      id = shown.id
    }
  }
  const ownerOf = new Map<string, string>()
  for (const { id, person } of meetings.toSorted((a, b) => a.t - b.t)) {
    const owner = ownerOf.get(id)
    if (owner !== undefined && owner !== person) reuses++
    ownerOf.set(id, person)
  }
  return { switches, reuses }
}

const canBeSeen = ({ sight }: TrueFace) => sight === 'clear' || sight === 'partly'

interface Vanishing {
  readonly ghostFrames: number
  readonly dropMs: number
}

/** For every moment from which a person can no longer be seen: for how long their last id goes on being shown. */
function vanishings(
  shownFrames: readonly ShownFrame[],
  truthFrames: readonly (readonly TrueFace[])[],
  persons: ReadonlyMap<string, readonly PersonFrame[]>,
): readonly Vanishing[] {
  const found: Vanishing[] = []
  for (const [person, frames] of persons) {
    const byTime = new Map(frames.map((frame) => [frame.t, frame]))
    let id: string | null = null
    let wasInSight = false
    for (const [index, { t }] of shownFrames.entries()) {
      const frame = byTime.get(t)
      const isInSight = frame !== undefined && canBeSeen(frame.truth)
      if (wasInSight && !isInSight && id !== null) {
        found.push(vanishing(shownFrames, truthFrames, index, person, id))
        id = null
      }
      wasInSight = isInSight
      if (isInSight && frame.shown !== null) id = frame.shown.id
    }
  }
  return found
}

function vanishing(
  shownFrames: readonly ShownFrame[],
  truthFrames: readonly (readonly TrueFace[])[],
  from: number,
  person: string,
  id: string,
): Vanishing {
  let ghostFrames = 0
  let dropMs = 0
  for (let index = from; index < shownFrames.length; index++) {
    const { t, faces } = shownFrames[index]!
    const isBack = truthFrames[index]!.some((face) => face.person === person && canBeSeen(face))
    const shown = faces.find((face) => face.id === id)
    if (isBack || shown === undefined) break
    // An id that went on to somebody who can be seen is no ghost but a reuse, and counted there.
    const others = truthFrames[index]!.filter((face) => face.person !== person && canBeSeen(face))
    if (others.some((face) => errorOf(shown.points, face.points) < FOUND_BELOW)) break
    if (shown.visible) ghostFrames++
    dropMs = Math.round(1000 * (t - shownFrames[from]!.t + shownFrames[1]!.t - shownFrames[0]!.t))
  }
  return { ghostFrames, dropMs }
}
