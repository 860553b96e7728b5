import { partOf } from '../face/landmarks'
import { smoothLine } from '../geometry/curve'
import { centroid, distance, sourcePoint, type Point, type SourcePoint } from '../geometry/points'
import type { TintRegion } from './decoration'
import { alongPlane, facePlane } from './facePlane'
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

/**
 * The crescent from the edge of the upper lid to the crease above it, sized by the eye's own width. The crease is measured
 * from the line between the corners, so that a blink lowers the lid and shows more of the colour, as it does in a mirror.
 */
function eyelid(region: 'rightEyelid' | 'leftEyelid', { landmarks, pose }: Wearer): readonly SourcePoint[] {
  const eye = partOf(landmarks, region === 'rightEyelid' ? 'rightEye' : 'leftEye')
  // Both eyes are numbered from the left of the picture: corner, two on the lid, corner.
  const lid = eye.slice(0, 4)
  const start = lid[0]!
  const end = lid[3]!
  const width = distance(start, end)
  const plane = facePlane(pose)
  const unit = width / pose.eyeDistance
  const up = (height: number): Point => alongPlane(plane, 0, -height * unit)
  const upLength = Math.hypot(up(1).x, up(1).y) || 1
  const outward = region === 'rightEyelid' ? -1 : 1
  const isOuter = (i: number) => (region === 'rightEyelid' ? i === 0 : i === 3)
  const crease = lid.map((point, i): Point => {
    const corner = i === 0 || i === 3
    const t = [0, 1 / 3, 2 / 3, 1][i]!
    const onLine = { x: start.x + t * (end.x - start.x), y: start.y + t * (end.y - start.y) }
    const lift = ((point.x - onLine.x) * up(1).x + (point.y - onLine.y) * up(1).y) / (upLength * width)
    const height = corner ? (isOuter(i) ? 0.16 : 0.08) : Math.max(0.44, lift + 0.14)
    const side = alongPlane(plane, isOuter(i) ? outward * 0.14 * unit : 0, 0)
    const rise = up(height)
    const base = corner
      ? point
      : { x: point.x - (lift * width * up(1).x) / upLength, y: point.y - (lift * width * up(1).y) / upLength }
    return { x: base.x + rise.x + side.x, y: base.y + rise.y + side.y }
  })
  const upper = smoothLine(crease, STEPS)
  const lower = smoothLine(lid, STEPS)
  return branded([...lower, ...upper.toReversed()])
}

/** Centre of a region: the pivot of a tint that is moved by hand. */
export const tintCentre = (region: TintRegion, wearer: Wearer): Point =>
  centroid(tintOutlines(region, wearer)[0] ?? wearer.landmarks)
