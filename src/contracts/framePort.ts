import { LANDMARK_COUNT } from '../domain/face/landmarks'

/**
 * The port between a renderer and vision. Its messages are checked by hand, not by a schema library,
 * because they come up to sixty times a second: wrong lengths, extra keys and numbers that are not finite are refused and counted.
 * ArrayBuffers are posted as copies: a transfer list arrives empty across processes (docs/adr).
 */
export const FRAME_PROTOCOL = 1

/** Width to which the camera's picture is shrunk for vision, pixels: enough for the nets' inputs of all but small faces (docs/adr). */
export const LIVE_FRAME_WIDTH = 320
/** Longest side of a live frame, pixels. */
export const LIVE_FRAME_LIMIT = 640
/** Longest side of a still picture handed to vision, pixels: beyond it faces are larger than any net's input anyway. */
export const STILL_FRAME_LIMIT = 4096
/** Most faces reported for one frame. */
export const FACES_LIMIT = 32

/** RGBA, row by row, 4 bytes a pixel, of an upright, unmirrored frame. */
export interface FrameRequest {
  readonly protocol: typeof FRAME_PROTOCOL
  /** `live`: follow faces from frame to frame. `still`: find every face of one picture with care. */
  readonly kind: 'live' | 'still'
  readonly frame: number
  /** Renderer clock (`performance.now()`), milliseconds. */
  readonly capturedAtMs: number
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Landmarks of one face: x0, y0, x1, y1 … in pixels of the request's frame. */
export interface FrameFace {
  readonly points: Float32Array
  readonly score: number
}

export type FrameReply =
  | {
      readonly protocol: typeof FRAME_PROTOCOL
      readonly kind: 'faces'
      readonly frame: number
      readonly capturedAtMs: number
      readonly inferenceMs: number
      /** This frame began another scene (a hard cut): whoever was seen before it is not who is seen now. */
      readonly newScene: boolean
      readonly faces: readonly FrameFace[]
    }
  | {
      readonly protocol: typeof FRAME_PROTOCOL
      readonly kind: 'refused'
      readonly frame: number
      readonly reason: 'bad-frame' | 'engine-failed' | 'not-ready'
    }

const REQUEST_KEYS = ['capturedAtMs', 'frame', 'height', 'kind', 'pixels', 'protocol', 'width']
const FACES_KEYS = ['capturedAtMs', 'faces', 'frame', 'inferenceMs', 'kind', 'newScene', 'protocol']
const REFUSED_KEYS = ['frame', 'kind', 'protocol', 'reason']
const REFUSALS = ['bad-frame', 'engine-failed', 'not-ready']

function hasExactly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const own = Object.keys(value)
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key))
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

/** The request when every field is as declared, else null. Does not copy the pixels. */
export function readFrameRequest(value: unknown): FrameRequest | null {
  if (!hasExactly(value, REQUEST_KEYS)) return null
  const { protocol, kind, frame, capturedAtMs, width, height, pixels } = value
  if (protocol !== FRAME_PROTOCOL || (kind !== 'live' && kind !== 'still')) return null
  if (!isCount(frame) || !isTime(capturedAtMs) || !isCount(width) || !isCount(height)) return null
  const limit = kind === 'live' ? LIVE_FRAME_LIMIT : STILL_FRAME_LIMIT
  if (width < 16 || height < 16 || width > limit || height > limit) return null
  if (!(pixels instanceof Uint8Array) || pixels.byteLength !== width * height * 4) return null
  return { protocol, kind, frame, capturedAtMs, width, height, pixels }
}

function isFace(value: unknown): value is FrameFace {
  if (!hasExactly(value, ['points', 'score'])) return false
  const { points, score } = value
  if (typeof score !== 'number' || !(score >= 0 && score <= 1)) return false
  return (
    points instanceof Float32Array && points.length === LANDMARK_COUNT * 2 && points.every(Number.isFinite)
  )
}

/** The reply when every field is as declared, else null: a 42nd point, a NaN or an extra key is refused. */
export function readFrameReply(value: unknown): FrameReply | null {
  if (hasExactly(value, REFUSED_KEYS)) {
    const { protocol, kind, frame, reason } = value
    if (protocol !== FRAME_PROTOCOL || kind !== 'refused' || !isCount(frame)) return null
    if (typeof reason !== 'string' || !REFUSALS.includes(reason)) return null
    return { protocol, kind, frame, reason: reason as 'bad-frame' | 'engine-failed' | 'not-ready' }
  }
  if (!hasExactly(value, FACES_KEYS)) return null
  const { protocol, kind, frame, capturedAtMs, inferenceMs, newScene, faces } = value
  if (protocol !== FRAME_PROTOCOL || kind !== 'faces' || !isCount(frame)) return null
  if (!isTime(capturedAtMs) || !isTime(inferenceMs) || typeof newScene !== 'boolean') return null
  if (!Array.isArray(faces) || faces.length > FACES_LIMIT || !faces.every(isFace)) return null
  return { protocol, kind, frame, capturedAtMs, inferenceMs, newScene, faces }
}
