import { facePlane, inPlane } from '../decoration/facePlane'
import type { Size } from '../geometry/points'
import type { Person } from '../tracking/person'
import type { SceneCommand } from './commands'
import type { SceneItem } from './scene'

/** What a hand did to an item since it took hold of it, in source pixels: its pivot's way, a factor, a clockwise turn. */
export interface Gesture {
  readonly dxPx: number
  readonly dyPx: number
  readonly scale: number
  readonly turnRad: number
}

/**
 * The command that makes an item follow a gesture. `placementOwner` is the person on whom it was touched: for an item that
 * everyone wears, the move on this one face becomes the same move on every other. Null for items on the picture.
 */
export function gestureCommand(
  item: SceneItem,
  placementOwner: Person | null,
  picture: Size,
  gesture: Gesture,
): SceneCommand {
  const { adjustment, target } = item
  const change = { scale: adjustment.scale * gesture.scale, turnRad: adjustment.turnRad + gesture.turnRad }
  if (target.kind === 'picture') {
    const x = target.x + gesture.dxPx / picture.width
    const y = target.y + gesture.dyPx / picture.height
    return { kind: 'movePictureItem', item: item.id, x, y, change }
  }
  if (placementOwner === null) return { kind: 'adjust', item: item.id, change }
  const move = inPlane(facePlane(placementOwner.pose), { x: gesture.dxPx, y: gesture.dyPx })
  return {
    kind: 'adjust',
    item: item.id,
    change: { ...change, moveX: adjustment.moveX + move.x, moveY: adjustment.moveY + move.y },
  }
}
