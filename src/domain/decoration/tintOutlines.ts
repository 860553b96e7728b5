import { partOf } from '../face/landmarks'
import { smoothLine } from '../geometry/curve'
import { centroid, distance, sourcePoint, type Point, type SourcePoint } from '../geometry/points'
import type { TintRegion } from './decoration'
import { alongPlane, facePlane, inPlane } from './facePlane'
import type { Wearer } from './wearer'

/** Pieces between two landmarks: outlines stay smooth when a face fills a 4,000 pixel picture. */
const STEPS = 4
/** Mean opening of the lips, eye distances, under which they count as closed: a hole would be noise. */
const CLOSED_LIPS = 0.02

/** The closed outlines of a region in source pixels, to be filled by the even-odd rule. */
export function tintOutlines(region: TintRegion, wearer: Wearer): readonly (readonly SourcePoint[])[] {
  switch (region) {
    case 'lips':
      return lips(wearer)
    case 'rightEyelid':
    case 'leftEyelid':
      return [eyelid(region, wearer)]
  }
}

/** Softness of a region's edge, eye distances: lips have an edge, eye shadow has none. */
export const FEATHER: Readonly<Record<TintRegion, number>> = {
  lips: 0.02,
  rightEyelid: 0.06,
  leftEyelid: 0.06,
}

const branded = (points: readonly Point[]) => points.map(({ x, y }) => sourcePoint(x, y))

/** The corners stay corners; the lines between them are smooth. */
function closedBetweenCorners(upper: readonly Point[], lower: readonly Point[]): readonly SourcePoint[] {
  return branded([...smoothLine(upper, STEPS).slice(0, -1), ...smoothLine(lower, STEPS).slice(0, -1)])
}

function lips({ landmarks, pose }: Wearer): readonly (readonly SourcePoint[])[] {
  const outer = partOf(landmarks, 'outerLip')
  const inner = partOf(landmarks, 'innerLip')
  const outline = closedBetweenCorners(outer.slice(0, 7), [...outer.slice(6), ...outer.slice(0, 1)])
  const down = facePlane(pose).down
  const length = Math.hypot(down.x, down.y)
  const opening = (upper: Point, lower: Point) =>
    ((lower.x - upper.x) * down.x + (lower.y - upper.y) * down.y) / (length * pose.eyeDistance)
  // iBUG 61…63 against 67…65, each under the other.
  const mean = [1, 2, 3].reduce((sum, i) => sum + opening(inner[i]!, inner[8 - i]!), 0) / 3
  if (mean < CLOSED_LIPS) return [outline]
  return [outline, closedBetweenCorners(inner.slice(0, 5), [...inner.slice(4), ...inner.slice(0, 1)])]
}

/** Of the crescent, in widths of the eye: its height at the two corners and in the middle, and how far it is drawn out. */
const CREASE = { outer: 0.16, inner: 0.08, middle: 0.44, overLid: 0.14, wing: 0.14 }
/** Width of an average eye in eye distances; one that is seen from the side looks narrower than it is. */
const EYE_WIDTH = 0.38

/**
 * The crescent from the edge of the upper lid to the crease above it, sized by the eye's own width. The crease is measured
 * from the line between the corners, so that a blink lowers the lid and shows more of the colour, as it does in a mirror.
 */
function eyelid(region: 'rightEyelid' | 'leftEyelid', { landmarks, pose }: Wearer): readonly SourcePoint[] {
  // Both eyes are numbered from the left of the picture: corner, two on the lid, corner.
  const lid = partOf(landmarks, region === 'rightEyelid' ? 'rightEye' : 'leftEye').slice(0, 4)
  const start = lid[0]!
  const end = lid[3]!
  const width = Math.max(EYE_WIDTH, distance(start, end) / pose.eyeDistance)
  const plane = facePlane(pose)
  const outward = region === 'rightEyelid' ? -1 : 1
  const crease = lid.map((point, i): Point => {
    const isCorner = i === 0 || i === 3
    const isOuter = i === (region === 'rightEyelid' ? 0 : 3)
    const t = i / 3
    const line = { x: start.x + t * (end.x - start.x), y: start.y + t * (end.y - start.y) }
    const lidHeight = -inPlane(plane, { x: point.x - line.x, y: point.y - line.y }).y / width
    const middle = Math.max(CREASE.middle, lidHeight + CREASE.overLid)
    const height = isCorner ? (isOuter ? CREASE.outer : CREASE.inner) : middle - lidHeight
    const offset = alongPlane(plane, isOuter ? outward * CREASE.wing * width : 0, -height * width)
    return { x: point.x + offset.x, y: point.y + offset.y }
  })
  return branded([...smoothLine(lid, STEPS), ...smoothLine(crease, STEPS).toReversed()])
}

/** Centre of a region: the pivot of a tint that is moved by hand. */
export const tintCentre = (region: TintRegion, wearer: Wearer): Point =>
  centroid(tintOutlines(region, wearer)[0] ?? wearer.landmarks)
