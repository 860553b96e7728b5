import { anchorSeat, anchorVisibility } from '../face/anchorSeat'
import type { AnchorName } from '../face/anchors'
import { multiply, rotation, scaling, translation, type Affine } from '../geometry/affine'
import { centroid, sourcePoint, type Point, type Size, type SourcePoint } from '../geometry/points'
import type { Adjustment, Scene, SceneItem } from '../scene/scene'
import type { Person } from '../tracking/person'
import { SLOTS, type Decoration, type DecorationPart, type StickerPart, type TintPart } from './decoration'
import { alongPlane, facePlane, inPlane } from './facePlane'
import type { PackIndex } from './packIndex'
import type { Placement } from './placement'
import { FEATHER, tintCentre, tintOutlines } from './tintOutlines'
import { personAsWearer, placeAsWearer, type Wearer } from './wearer'

/** Under this nothing would be seen: no placement is made. */
const INVISIBLE = 1 / 512

/**
 * Where every decoration of a scene goes on a picture of `picture` pixels, back to front: persons from far (small) to near,
 * on each by slot and then by scene order; over them what was placed on the picture by hand, in scene order.
 * Unknown decorations and art, hidden items and persons who are not there are left out.
 */
export function placeScene(
  scene: Scene,
  persons: readonly Person[],
  pack: PackIndex,
  picture: Size,
): readonly Placement[] {
  const farToNear = persons.toSorted((a, b) => a.pose.eyeDistance - b.pose.eyeDistance)
  const visible = scene.items.filter((item) => item.visible)
  const worn = farToNear.flatMap((person) => {
    const items = visible.filter(
      ({ target }) => target.kind === 'everyone' || (target.kind === 'person' && target.person === person.id),
    )
    const wearer = personAsWearer(person)
    return bySlot(items.flatMap((item) => placeItem(item, wearer, pack)))
  })
  const byHand = visible.flatMap((item) =>
    item.target.kind === 'picture' ? bySlot(placeItem(item, placeAsWearer(item.target, picture), pack)) : [],
  )
  return [...worn, ...byHand]
}

/** What an item hangs on and turns about, in source pixels: for the editor's handles and its line to the anchor. */
export interface ItemSeat {
  readonly anchor: SourcePoint
  readonly pivot: SourcePoint
}

/** The seat of an item on its owner, or on the picture where `owner` is null. Null for an unknown decoration. */
export function itemSeat(
  item: SceneItem,
  owner: Person | null,
  pack: PackIndex,
  picture: Size,
): ItemSeat | null {
  const decoration = pack.decoration(item.decoration)
  const wearer =
    item.target.kind === 'picture' ? placeAsWearer(item.target, picture) : owner && personAsWearer(owner)
  if (decoration === undefined || wearer === null) return null
  const parts = orientedParts(decoration, item.adjustment)
  const anchors = parts.map((part) =>
    part.kind === 'sticker'
      ? anchorSeat(wearer.landmarks, wearer.pose, part.anchor)
      : tintCentre(part.region, wearer),
  )
  const anchor = centroid(anchors)
  const pivot = moved(pivotOf(parts, wearer), item.adjustment, wearer)
  return { anchor: sourcePoint(anchor.x, anchor.y), pivot: sourcePoint(pivot.x, pivot.y) }
}

const bySlot = (placements: readonly Placement[]) =>
  placements.toSorted((a, b) => SLOTS.indexOf(a.slot) - SLOTS.indexOf(b.slot))

function placeItem(item: SceneItem, wearer: Wearer, pack: PackIndex): readonly Placement[] {
  const decoration = pack.decoration(item.decoration)
  if (decoration === undefined) return []
  const parts = orientedParts(decoration, item.adjustment)
  const pivot = pivotOf(parts, wearer)
  return parts.flatMap((part, index): readonly Placement[] => {
    const key = `${item.id}/${wearer.person ?? 'picture'}/${index}`
    const own =
      part.kind === 'sticker' ? part.opacity * anchorVisibility(wearer.pose, part.anchor) : part.strength
    const opacity = wearer.opacity * item.adjustment.opacity * own
    if (!(opacity > INVISIBLE)) return []
    const placed = { key, item: item.id, person: wearer.person, blend: part.blend, opacity }
    if (part.kind === 'tint') {
      const outlines = tintOutlines(part.region, wearer).map((outline) =>
        outline.map((point) => {
          const { x, y } = adjustedPoint(point, pivot, item.adjustment, wearer)
          return sourcePoint(x, y)
        }),
      )
      const featherPx = FEATHER[part.region] * wearer.pose.eyeDistance * item.adjustment.scale
      return [{ ...placed, kind: 'tint', slot: 'onSkin', outlines, colour: part.colour, featherPx }]
    }
    const art = pack.art(part.art)
    if (art === undefined) return []
    const seat = adjustedPoint(seatOf(part, wearer), pivot, item.adjustment, wearer)
    const transform = stickerTransform(part, art, seat, item.adjustment, wearer)
    return [{ ...placed, kind: 'art', slot: part.slot, art: part.art, transform }]
  })
}

/** Where a sticker's origin is put before any adjustment. The offset is on the face, so it follows the head fully. */
function seatOf(part: StickerPart, { landmarks, pose }: Wearer): Point {
  const anchor = anchorSeat(landmarks, pose, part.anchor)
  const offset = alongPlane(facePlane(pose), part.offset.x, part.offset.y)
  return { x: anchor.x + offset.x, y: anchor.y + offset.y }
}

/** A decoration of several parts is moved, turned and scaled as one: about the middle of its parts' seats. */
const pivotOf = (parts: readonly DecorationPart[], wearer: Wearer): Point =>
  centroid(
    parts.map((part) => (part.kind === 'sticker' ? seatOf(part, wearer) : tintCentre(part.region, wearer))),
  )

function moved(point: Point, { moveX, moveY }: Adjustment, { pose }: Wearer): Point {
  const move = alongPlane(facePlane(pose), moveX, moveY)
  return { x: point.x + move.x, y: point.y + move.y }
}

function adjustedPoint(point: Point, pivot: Point, adjustment: Adjustment, wearer: Wearer): Point {
  const plane = facePlane(wearer.pose)
  const arm = inPlane(plane, { x: point.x - pivot.x, y: point.y - pivot.y })
  const cos = Math.cos(adjustment.turnRad) * adjustment.scale
  const sin = Math.sin(adjustment.turnRad) * adjustment.scale
  const turned = alongPlane(plane, cos * arm.x - sin * arm.y, sin * arm.x + cos * arm.y)
  return moved({ x: pivot.x + turned.x, y: pivot.y + turned.y }, adjustment, wearer)
}

function stickerTransform(
  part: StickerPart,
  art: { readonly width: number; readonly height: number },
  seat: Point,
  adjustment: Adjustment,
  { pose }: Wearer,
): Affine {
  const { across, down } = facePlane(pose, part.followRoll, part.followYaw)
  const ontoPicture: Affine = [across.x, across.y, down.x, down.y, seat.x, seat.y]
  const turn = rotation((part.turnDeg * Math.PI) / 180 + adjustment.turnRad)
  const unit = (part.width * adjustment.scale) / art.width
  const size = scaling(adjustment.flipped ? -unit : unit, unit)
  const fromOrigin = translation(-part.origin.x * art.width, -part.origin.y * art.height)
  return multiply(ontoPicture, multiply(turn, multiply(size, fromOrigin)))
}

/** The parts as worn: flipped means mirrored about the middle of the face, so that a left cheek's heart goes to the right. */
function orientedParts(decoration: Decoration, { flipped }: Adjustment): readonly DecorationPart[] {
  return flipped ? decoration.parts.map(mirroredPart) : decoration.parts
}

function mirroredPart(part: DecorationPart): DecorationPart {
  if (part.kind === 'tint') return { ...part, region: MIRRORED_REGION[part.region] }
  const offset = { x: -part.offset.x, y: part.offset.y }
  return { ...part, anchor: mirroredAnchor(part.anchor), offset, turnDeg: -part.turnDeg }
}

const MIRRORED_REGION = {
  lips: 'lips',
  rightEyelid: 'leftEyelid',
  leftEyelid: 'rightEyelid',
} as const satisfies Record<TintPart['region'], TintPart['region']>

function mirroredAnchor(anchor: AnchorName): AnchorName {
  switch (anchor) {
    case 'leftEye':
      return 'rightEye'
    case 'rightEye':
      return 'leftEye'
    case 'leftCheek':
      return 'rightCheek'
    case 'rightCheek':
      return 'leftCheek'
    case 'leftEar':
      return 'rightEar'
    case 'rightEar':
      return 'leftEar'
    default:
      return anchor
  }
}
