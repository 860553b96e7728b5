import type { SsdOutput } from './faceNets'

/** An upright rectangle in pixels of the picture that was searched; score in 0…1. */
export interface FaceBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly score: number
}

/** Where the net's square input lies in the picture: its corner, and picture pixels for each input pixel. */
export interface InputRegion {
  readonly x: number
  readonly y: number
  readonly pixelsPerInput: number
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))
const logit = (probability: number) => Math.log(probability / (1 - probability))

/** TinyFaceDetector's anchors, widths and heights in cells (face-api 1.7.15). */
const TINY_ANCHORS: readonly (readonly [number, number])[] = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
]

/** Boxes of TinyFaceDetector's raw cells that score at least `minScore` (YOLO v2 decoding, Redmon & Farhadi 2016). */
export function tinyBoxes(
  cells: Float32Array,
  side: number,
  region: InputRegion,
  minScore: number,
): FaceBox[] {
  const threshold = logit(minScore)
  const boxes: FaceBox[] = []
  const perRow = Math.round(Math.sqrt(cells.length / (TINY_ANCHORS.length * 5)))
  const cellPixels = (side / perRow) * region.pixelsPerInput
  for (let at = 0; at < cells.length; at += 5) {
    const logitHere = cells[at + 4] as number
    if (logitHere < threshold) continue
    const entry = at / 5
    const anchor = TINY_ANCHORS[entry % TINY_ANCHORS.length] as readonly [number, number]
    const cell = Math.floor(entry / TINY_ANCHORS.length)
    const centreX = ((cell % perRow) + sigmoid(cells[at] as number)) * cellPixels
    const centreY = (Math.floor(cell / perRow) + sigmoid(cells[at + 1] as number)) * cellPixels
    const width = Math.exp(cells[at + 2] as number) * anchor[0] * cellPixels
    const height = Math.exp(cells[at + 3] as number) * anchor[1] * cellPixels
    boxes.push({
      x: region.x + centreX - width / 2,
      y: region.y + centreY - height / 2,
      width,
      height,
      score: sigmoid(logitHere),
    })
  }
  return boxes
}

/** Boxes of SSD's raw predictions that score at least `minScore` (Liu et al. 2016; variances 10 and 5). */
export function ssdBoxes(
  output: SsdOutput,
  anchors: Float32Array,
  side: number,
  region: InputRegion,
  minScore: number,
): FaceBox[] {
  const threshold = logit(minScore)
  const scale = side * region.pixelsPerInput
  const boxes: FaceBox[] = []
  for (let row = 0; row * 4 < output.boxes.length; row++) {
    const logitHere = output.classes[row * 3 + 1] as number
    if (logitHere < threshold) continue
    const [top, left, bottom, right] = anchors.subarray(row * 4, row * 4 + 4) as unknown as number[] & {
      length: 4
    }
    const [ty, tx, th, tw] = output.boxes.subarray(row * 4, row * 4 + 4) as unknown as number[] & {
      length: 4
    }
    const anchorHeight = bottom! - top!
    const anchorWidth = right! - left!
    const height = Math.exp(th! / 5) * anchorHeight
    const width = Math.exp(tw! / 5) * anchorWidth
    const centreY = (ty! / 10) * anchorHeight + top! + anchorHeight / 2
    const centreX = (tx! / 10) * anchorWidth + left! + anchorWidth / 2
    boxes.push({
      x: region.x + (centreX - width / 2) * scale,
      y: region.y + (centreY - height / 2) * scale,
      width: width * scale,
      height: height * scale,
      score: sigmoid(logitHere),
    })
  }
  return boxes
}

/** Shared area of two rectangles. */
function sharedArea(a: FaceBox, b: FaceBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

/** Intersection over union, 0…1. */
export function overlap(a: FaceBox, b: FaceBox): number {
  const shared = sharedArea(a, b)
  return shared / (a.width * a.height + b.width * b.height - shared)
}

/**
 * Whether two rectangles are one face, though one may be tight and the other loose: they overlap much, or their
 * centres lie closer than half a face. Containment would not do: a loose box holds a close neighbour's whole face.
 */
export function isSameFace(a: FaceBox, b: FaceBox): boolean {
  if (overlap(a, b) > 0.4) return true
  const size = (Math.sqrt(a.width * a.height) + Math.sqrt(b.width * b.height)) / 2
  const acrossPx = a.x + a.width / 2 - b.x - b.width / 2
  const downPx = a.y + a.height / 2 - b.y - b.height / 2
  return Math.hypot(acrossPx, downPx) < 0.4 * size
}

/** Whether most of a rectangle lies in a larger one. Of boxes of points only, which are tight: then it is a part of that face. */
export function isPartOf(part: FaceBox, whole: FaceBox): boolean {
  const area = part.width * part.height
  return area < whole.width * whole.height && sharedArea(part, whole) > 0.8 * area
}

/** Whether points found from this box are of the face in it: they may be fewer and tighter, but not elsewhere. */
export function belongsTo(place: FaceBox, box: FaceBox): boolean {
  const x = place.x + place.width / 2
  const y = place.y + place.height / 2
  const inside = x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
  return inside && overlap(place, box) > 0.12
}

/** Greedy non-maximum suppression: best score first, later boxes that overlap a kept one by more than `limit` go. */
export function suppressOverlaps(boxes: readonly FaceBox[], limit: number): FaceBox[] {
  const kept: FaceBox[] = []
  for (const box of [...boxes].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(box, other) <= limit)) kept.push(box)
  }
  return kept
}
