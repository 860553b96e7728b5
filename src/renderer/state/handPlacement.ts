import type { PackIndex } from '../../domain/decoration/packIndex'
import { itemSeat } from '../../domain/decoration/place'
import { centroid, type Size } from '../../domain/geometry/points'
import { itemId } from '../../domain/ids'
import { NO_ADJUSTMENT, type ItemTarget } from '../../domain/scene/scene'

type PictureTarget = Extract<ItemTarget, { kind: 'picture' }>

/**
 * Where something placed by hand begins: near the middle, each a little lower right of the one before,
 * with an eye distance of an eighth of the picture's width.
 */
export function handPlace(itemCount: number): PictureTarget {
  const step = (itemCount % 5) * 0.04
  return { kind: 'picture', x: 0.5 + step, y: 0.45 + step, width: 0.125 }
}

/**
 * The same, moved so that what is seen is in the middle: a crown sits far above the eyes that the target names
 * and would begin beyond the picture's edge. Decorations of one look keep their places to each other.
 */
export function centredHandPlace(
  decorations: readonly string[],
  itemCount: number,
  pack: PackIndex,
  picture: Size | null,
): PictureTarget {
  const target = handPlace(itemCount)
  if (picture === null) return target
  const pivots = decorations.flatMap((decoration) => {
    const item = { id: itemId('seat'), decoration, target, adjustment: NO_ADJUSTMENT, visible: true }
    const seat = itemSeat(item, null, pack, picture)
    return seat === null ? [] : [seat.pivot]
  })
  if (pivots.length === 0) return target
  const seen = centroid(pivots)
  return {
    ...target,
    x: 2 * target.x - seen.x / picture.width,
    y: 2 * target.y - seen.y / picture.height,
  }
}
