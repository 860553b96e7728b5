import { itemSeat } from '../../domain/decoration/place'
import type { PackIndex } from '../../domain/decoration/packIndex'
import type { ArtPlacement, Placement } from '../../domain/decoration/placement'
import { apply, multiply, rotation, translation } from '../../domain/geometry/affine'
import type { Point, Size } from '../../domain/geometry/points'
import type { ItemId, PersonId } from '../../domain/ids'
import type { Scene, SceneItem } from '../../domain/scene/scene'
import type { Person } from '../../domain/tracking/person'

/** What a hand takes hold of: one item on one person (or on the picture), all its parts together. */
export interface HandleBox {
  /** Stable while the item sits on the same person. */
  readonly key: string
  readonly item: SceneItem
  readonly owner: Person | null
  /** Where the item turns and scales about, in source pixels: the origin of `shapes`. */
  readonly pivot: Point
  readonly anchor: Point
  readonly turnRad: number
  /** Closed outlines to hit, one for each part, relative to the pivot and turned back by `turnRad`. */
  readonly shapes: readonly { readonly key: string; readonly outline: readonly Point[] }[]
}

/** Clockwise turn of a placed art; a flipped one is turned as its mirror image is seen. */
function turnOf({ transform: [a, b, c, d] }: ArtPlacement): number {
  const flipped = a * d - b * c < 0
  return flipped ? Math.atan2(-b, -a) : Math.atan2(b, a)
}

/** The closed outline of what is placed, in source pixels: four corners of an art, or the outer edge of a tint. */
export function outlineOf(placement: Placement, pack: PackIndex): readonly Point[] {
  if (placement.kind === 'tint') return placement.outlines[0] ?? []
  const art = pack.art(placement.art)
  if (!art) return []
  const { width, height } = art
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ]
  return corners.map((corner) => apply(placement.transform, corner))
}

/** The boxes of everything placed, in painting order of their frontmost part, so that the one in front is hit first. */
export function handleBoxes(
  placements: readonly Placement[],
  scene: Scene,
  persons: readonly Person[],
  pack: PackIndex,
  picture: Size,
): readonly HandleBox[] {
  const groups = new Map<string, { item: ItemId; person: PersonId | null; parts: Placement[] }>()
  for (const placement of placements) {
    const key = `${placement.item}/${placement.person ?? 'picture'}`
    const parts = groups.get(key)?.parts ?? []
    groups.delete(key)
    groups.set(key, { item: placement.item, person: placement.person, parts: [...parts, placement] })
  }
  return [...groups].flatMap(([key, group]): readonly HandleBox[] => {
    const item = scene.items.find(({ id }) => id === group.item)
    const owner = persons.find(({ id }) => id === group.person) ?? null
    const seat = item && itemSeat(item, owner, pack, picture)
    if (!item || !seat) return []
    const firstArt = group.parts.find((part) => part.kind === 'art')
    const turnRad = firstArt ? turnOf(firstArt) : (owner?.pose.rollRad ?? 0) + item.adjustment.turnRad
    const intoBox = multiply(rotation(-turnRad), translation(-seat.pivot.x, -seat.pivot.y))
    const shapes = group.parts.map((part) => ({
      key: part.key,
      outline: outlineOf(part, pack).map((point) => apply(intoBox, point)),
    }))
    return [{ key, item, owner, pivot: seat.pivot, anchor: seat.anchor, turnRad, shapes }]
  })
}
