import { canonicalLandmarks } from '../../../src/domain/face/meanFace'
import { sourcePoint, type SourcePoint } from '../../../src/domain/geometry/points'
import { itemId, personId } from '../../../src/domain/ids'
import { NO_ADJUSTMENT, type ItemTarget, type Scene, type SceneItem } from '../../../src/domain/scene/scene'
import type { Person } from '../../../src/domain/tracking/person'
import { personsOfStill } from '../../../src/domain/tracking/stillPersons'

/** Somebody frontal at a place, turned about the middle of the eyes. */
export function personOf(name: string, x: number, y: number, eyeDistance: number, rollRad = 0): Person {
  const centre = sourcePoint(x, y)
  const cos = Math.cos(rollRad)
  const sin = Math.sin(rollRad)
  const landmarks = canonicalLandmarks(centre, eyeDistance).map((point): SourcePoint => {
    const [dx, dy] = [point.x - x, point.y - y]
    return sourcePoint(x + cos * dx - sin * dy, y + sin * dx + cos * dy)
  })
  const [person] = personsOfStill([{ landmarks, score: 1 }], () => personId(name))
  if (!person) throw new Error('no person')
  return person
}

export function itemOf(id: string, decoration: string, target: ItemTarget = { kind: 'everyone' }): SceneItem {
  return { id: itemId(id), decoration, target, adjustment: NO_ADJUSTMENT, visible: true }
}

export const sceneOf = (...items: readonly SceneItem[]): Scene => ({ items })
