/** How much work following faces may be. The stage itself never gives way. */
export interface LiveQuality {
  /** Least time from one frame for vision to the next, milliseconds; 0: as many as come. */
  readonly trackingIntervalMs: number
  /** Longest side of a frame for vision, pixels. */
  readonly frameSide: number
  /** Of the usual searches for new faces, above 0 up to 1. */
  readonly searchBudget: number
}

/** What can give way, in the order in which it does. */
export const GIVES_WAY = ['rate', 'size', 'search'] as const
export type GivesWay = (typeof GIVES_WAY)[number]

/** From all there is to the least that still follows a face: rate first, then size, then search. */
export const QUALITY_STEPS: readonly LiveQuality[] = [
  { trackingIntervalMs: 0, frameSide: 640, searchBudget: 1 },
  { trackingIntervalMs: 50, frameSide: 640, searchBudget: 1 },
  { trackingIntervalMs: 80, frameSide: 640, searchBudget: 1 },
  { trackingIntervalMs: 125, frameSide: 640, searchBudget: 1 },
  { trackingIntervalMs: 125, frameSide: 480, searchBudget: 1 },
  { trackingIntervalMs: 125, frameSide: 320, searchBudget: 1 },
  { trackingIntervalMs: 125, frameSide: 320, searchBudget: 0.5 },
  { trackingIntervalMs: 125, frameSide: 320, searchBudget: 0.25 },
]
export const FULL_QUALITY = QUALITY_STEPS[0]!

/** What the last moment was like. */
export interface LiveLoad {
  /** Mean time between two paints of the stage, milliseconds; null while nothing is painted (a hidden window). */
  readonly paintIntervalMs: number | null
  /** Median time that vision took for a frame, milliseconds; null while it answers nothing. */
  readonly inferenceMs: number | null
  /** Median age of a frame when vision got it, milliseconds: high when this process itself comes late. */
  readonly queueAgeMs: number
  /** Share of the time in which vision computed: 1 is one core in full. */
  readonly coreShare: number
}

/** Plain data: it is replaced, never changed. */
export interface QualityState {
  /** Index into QUALITY_STEPS. */
  readonly step: number
  readonly badLooks: number
  readonly goodLooks: number
  /** Times the usual wait before something comes back: grows when a return did not last. */
  readonly patience: number
  /** Looks since something came back; null: nothing has, or what came back has proved itself. */
  readonly looksSinceReturn: number | null
}

export const FULL_STATE: QualityState = {
  step: 0,
  badLooks: 0,
  goodLooks: 0,
  patience: 1,
  looksSinceReturn: null,
}

/** Looks a second that the counts below are made for. */
export const LOOKS_A_SECOND = 4

/** The stage is to paint 24 times a second or more: at 26 something gives way already. */
const PAINT_LATE_MS = 1000 / 26
/** Something comes back only where the stage has room. */
const PAINT_FREE_MS = 1000 / 30
const CORE_FULL = 0.9
/** Share of a core that the next better step may be expected to need. */
const CORE_FREE = 0.65
const QUEUE_LATE_MS = 80
const QUEUE_FREE_MS = 50
/** Of a usual camera: what `as many as come` means. */
const CAMERA_INTERVAL_MS = 1000 / 30

/** Half a second of trouble, not one hiccup. */
const LOOKS_UNTIL_LESS = 2
const LOOKS_UNTIL_MORE = 6
/** What came back is taken away again within this many looks: it was too early. */
const PROOF_LOOKS = 40
const MOST_PATIENCE = 32

const isOverloaded = (load: LiveLoad): boolean =>
  (load.paintIntervalMs !== null && load.paintIntervalMs > PAINT_LATE_MS) ||
  load.coreShare > CORE_FULL ||
  load.queueAgeMs > QUEUE_LATE_MS

/** Whether one step more would fit as well, as far as this can be told beforehand. */
function hasRoom(load: LiveLoad, step: number): boolean {
  if (load.paintIntervalMs !== null && load.paintIntervalMs > PAINT_FREE_MS) return false
  if (load.queueAgeMs > QUEUE_FREE_MS) return false
  if (load.inferenceMs === null) return true
  const intervalMs = Math.max(CAMERA_INTERVAL_MS, QUALITY_STEPS[step - 1]!.trackingIntervalMs)
  return load.inferenceMs / intervalMs <= CORE_FREE
}

/**
 * The state after one more look, LOOKS_A_SECOND of them. One step at a time each way; what gave way last comes back first,
 * after a calm while that grows each time a return was followed by trouble.
 */
export function adaptQuality(state: QualityState, load: LiveLoad): QualityState {
  const proved = state.looksSinceReturn !== null && state.looksSinceReturn >= PROOF_LOOKS
  const looked: QualityState = {
    ...state,
    patience: proved ? Math.max(1, state.patience / 2) : state.patience,
    looksSinceReturn: proved || state.looksSinceReturn === null ? null : state.looksSinceReturn + 1,
  }
  if (isOverloaded(load)) {
    const badLooks = looked.badLooks + 1
    const isLast = looked.step === QUALITY_STEPS.length - 1
    if (badLooks < LOOKS_UNTIL_LESS || isLast) return { ...looked, badLooks, goodLooks: 0 }
    const tooEarly = looked.looksSinceReturn !== null
    return {
      step: looked.step + 1,
      badLooks: 0,
      goodLooks: 0,
      patience: tooEarly ? Math.min(MOST_PATIENCE, looked.patience * 2) : looked.patience,
      looksSinceReturn: null,
    }
  }
  if (looked.step === 0 || !hasRoom(load, looked.step)) return { ...looked, badLooks: 0, goodLooks: 0 }
  const goodLooks = looked.goodLooks + 1
  if (goodLooks < LOOKS_UNTIL_MORE * looked.patience) return { ...looked, badLooks: 0, goodLooks }
  return { ...looked, step: looked.step - 1, badLooks: 0, goodLooks: 0, looksSinceReturn: 0 }
}

export const qualityOf = ({ step }: QualityState): LiveQuality => QUALITY_STEPS[step]!

/** What has given way, in order. */
export function gaveWay(quality: LiveQuality): readonly GivesWay[] {
  const given: Readonly<Record<GivesWay, boolean>> = {
    rate: quality.trackingIntervalMs > FULL_QUALITY.trackingIntervalMs,
    size: quality.frameSide < FULL_QUALITY.frameSide,
    search: quality.searchBudget < FULL_QUALITY.searchBudget,
  }
  return GIVES_WAY.filter((kind) => given[kind])
}
