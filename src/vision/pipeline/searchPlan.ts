import type { TinySide } from '../detector/faceNets'
import type { Region, RgbaPicture } from './sampler'

/** One look of a search: a region of the frame, brought to a square of this side. */
export interface Look {
  readonly region: Region
  readonly side: TinySide
}

/** The whole frame, its left or its right part. */
type Part = 'whole' | 'left' | 'right'
type PlannedLook = readonly [part: Part, side: TinySide]

/** Most faces are seen in the whole at 224, the ones that fill the frame at 128, smaller ones at 320 and 416, the smallest in parts. */
const LOOKS_ALONE: readonly PlannedLook[] = [
  ['whole', 224],
  ['whole', 416],
  ['whole', 128],
  ['left', 416],
  ['whole', 224],
  ['right', 416],
]
const LOOKS_FOLLOWING: readonly PlannedLook[] = [
  ['whole', 224],
  ['whole', 416],
  ['whole', 320],
  ['left', 416],
  ['whole', 224],
  ['right', 416],
]
/** Where nothing is known of the scene. Such a frame takes several times as long as another, once. */
const LOOKS_AT_FIRST: readonly PlannedLook[] = [
  ['whole', 224],
  ['whole', 416],
  ['whole', 320],
  ['whole', 128],
  ['left', 416],
  ['right', 416],
]

/** Between searches while somebody is followed, milliseconds. */
const SEARCH_EVERY_MS = { least: { calm: 100, moving: 30 }, most: 500 } as const
/** Share of the time that searches may take while somebody is followed: nobody comes without a movement beside those who are there. */
const SEARCH_SHARE = { calm: 0.02, moving: 0.1 } as const
/** Of the last looks the quickest for its size tells what one costs: the others were held up by something else. */
const COSTS_KEPT = 8
/** Who arrives seldom arrives alone: after a find the next search, at another side, comes in the next frame. */
const AFTER_FIND_MS = 1
/** Searches in a row that hope alone may bring forward: what moves and never holds is a poster behind somebody. */
const MOST_HOPES = 3
/** A place that changed is looked at by itself, at 128 up to so many pixels and at 224 beyond; nearly the whole frame is no place. */
const PLACE_PIXELS = 260
const LARGEST_PLACE = 0.7

/** What is known when a search is considered. */
export interface Situation {
  /** Whether anybody is followed. */
  readonly isFollowing: boolean
  /** Where something has moved beside those who are followed, in pixels of the frame; null for nowhere. */
  readonly changed: Region | null
  /** Somebody was lost within the frame not long ago and may come out anywhere near. */
  readonly isMissing: boolean
}

/** What a search gave: `hopeful` is a place that moves and may hold a face, though it does not hold yet. */
export type Outcome = 'found' | 'hopeful' | 'nothing'

export interface SearchPlan {
  isDue(situation: Situation, atMs: number): boolean
  /** The looks of the next search: one in turn or, where nothing is known of the scene, all. */
  next(frame: RgbaPicture, situation: Situation, isUnknown: boolean): readonly Look[]
  /** A look has taken so many milliseconds. */
  took(look: Look, milliseconds: number): void
  /** The search that ended with this look is over; `budget` 0…1 of the usual searches. */
  done(look: Look, outcome: Outcome, atMs: number, budget: number): void
  /** The next frame is searched, whatever was planned. */
  restart(): void
}

/** The parts of a frame that is wider than high are squares that overlap. */
function partOf({ width, height }: RgbaPicture, part: Part): Region {
  const across = part === 'whole' ? width : Math.min(width, Math.max(height, Math.ceil(width * 0.56)))
  return { x: part === 'right' ? width - across : 0, y: 0, width: across, height }
}

/** Decides when and where a live frame is searched for faces nobody follows yet, within a share of the time. */
export function createSearchPlan(): SearchPlan {
  let dueAtMs = { calm: 0, moving: 0 }
  let turn = 0
  let isPlaceNext = true
  let hopes = 0
  const costsPerPixelMs: number[] = []

  const placeOf = (frame: RgbaPicture, { isFollowing, changed }: Situation): Region | null =>
    isFollowing &&
    changed !== null &&
    Math.max(changed.width / frame.width, changed.height / frame.height) < LARGEST_PLACE
      ? changed
      : null

  return {
    isDue: ({ isFollowing, changed, isMissing }, atMs) =>
      !isFollowing || atMs >= dueAtMs.calm || (atMs >= dueAtMs.moving && (isMissing || changed !== null)),
    next(frame, situation, isUnknown) {
      const look = ([part, side]: PlannedLook): Look => ({ region: partOf(frame, part), side })
      if (isUnknown) return LOOKS_AT_FIRST.map(look)
      const place = placeOf(frame, situation)
      const isOfPlace = place !== null && isPlaceNext
      isPlaceNext = !isOfPlace
      if (isOfPlace)
        return [{ region: place, side: Math.max(place.width, place.height) <= PLACE_PIXELS ? 128 : 224 }]
      const looks = situation.isFollowing ? LOOKS_FOLLOWING : LOOKS_ALONE
      return [look(looks[turn++ % looks.length]!)]
    },
    took({ side }, milliseconds) {
      costsPerPixelMs.push(milliseconds / (side * side))
      if (costsPerPixelMs.length > COSTS_KEPT) costsPerPixelMs.shift()
    },
    done({ side }, outcome, atMs, budget) {
      hopes = outcome === 'hopeful' ? hopes + 1 : 0
      if (outcome === 'found' || (outcome === 'hopeful' && hopes <= MOST_HOPES)) {
        dueAtMs = { calm: atMs + AFTER_FIND_MS, moving: atMs }
        return
      }
      const costMs = Math.min(...costsPerPixelMs) * side * side
      const { least, most } = SEARCH_EVERY_MS
      const due = (kind: 'calm' | 'moving') =>
        atMs + Math.min(most, Math.max(least[kind], costMs / SEARCH_SHARE[kind])) / budget
      dueAtMs = { calm: due('calm'), moving: due('moving') }
    },
    restart() {
      dueAtMs = { calm: 0, moving: 0 }
    },
  }
}
