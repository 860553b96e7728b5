/** How a net wants its pixels: (value − mean) ÷ divisor, per channel, of RGB in 0…255. Outside the picture is black. */
export interface PixelFormat {
  readonly mean: readonly [red: number, green: number, blue: number]
  readonly divisor: number
}

/** Side of the square crop the landmark net reads, pixels. */
export const LANDMARK_SIDE = 112
export const LANDMARK_PIXELS: PixelFormat = { mean: [122.782, 117.001, 104.298], divisor: 255 }
/** Sides TinyFaceDetector is run at; any multiple of 32 would do. */
export type TinySide = 128 | 160 | 224 | 320 | 416
export const TINY_PIXELS: PixelFormat = { mean: [117.001, 114.697, 97.404], divisor: 255 }
/** SSD's anchors are fixed for this side. */
export const SSD_SIDE = 512
export const SSD_PIXELS: PixelFormat = { mean: [127.5, 127.5, 127.5], divisor: 127.5 }

/** Numbers the landmark net returns for one face: x, y of 68 points as fractions of the crop. */
export const LANDMARK_OUTPUT = 136

/** Raw predictions of SSD: one row for each anchor. */
export interface SsdOutput {
  /** ty, tx, th, tw. */
  readonly boxes: Float32Array
  /** Logits of background, face and a class the weights never learned. */
  readonly classes: Float32Array
}

/**
 * The three nets on one engine. Inputs are RGB floats in each net's own pixel format, row by row, and may be reused
 * by the caller as soon as the call has returned its promise.
 */
export interface FaceNets {
  /** `count` crops of 112 × 112 in one call → 136 numbers each. */
  landmarks(crops: Float32Array, count: number): Promise<Float32Array>
  /** side × side → (cells × cells × 5 anchors × [x, y, w, h, score]), raw. */
  tiny(picture: Float32Array, side: TinySide): Promise<Float32Array>
  /** 512 × 512. */
  ssd(picture: Float32Array): Promise<SsdOutput>
  /** SSD's anchors: top, left, bottom, right as fractions of the input. */
  readonly ssdAnchors: Float32Array
}
