/**
 * Own drawings are made on the face: 100 units are one eye distance, (0, 0) is midway between the eye centres of an
 * upright frontal face, x to the right of the picture, y down. Their seats then follow from where they were drawn.
 */
export const UNITS_PER_EYE_DISTANCE = 100

const rounded = (value) => Math.round(value * 1000) / 1000 + 0

/**
 * The `offset`, `origin` and `width` of one part. `where` names the spot of the art that matters (`origin`, fractions),
 * the place on the face where it goes (`at`) and its `width`, both in eye distances; without `at`, the art sits where it was drawn.
 * `anchors` are the anchors of the upright frontal face, in eye distances.
 */
export function seat(part, art, anchors) {
  const origin = part.origin ?? [0.5, 0.5]
  const drawn = art.drawnBox?.map((value) => value / UNITS_PER_EYE_DISTANCE)
  const at = part.at ?? (drawn && [drawn[0] + drawn[2] * origin[0], drawn[1] + drawn[3] * origin[1]])
  const width = part.width ?? drawn?.[2]
  if (!at || !width) throw new Error(`${art.id}: neither drawn on the face nor given a place`)
  const anchor = anchors[part.anchor]
  if (!anchor) throw new Error(`${art.id}: no anchor ${part.anchor}`)
  return {
    offset: { x: rounded(at[0] - anchor.x), y: rounded(at[1] - anchor.y) },
    origin: { x: rounded(origin[0]), y: rounded(origin[1]) },
    width: rounded(width),
  }
}
