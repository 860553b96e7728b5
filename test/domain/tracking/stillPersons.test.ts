import { describe, expect, it } from 'vitest'
import { sourcePoint } from '../../../src/domain/geometry/points'
import type { PersonId } from '../../../src/domain/ids'
import { personsOfStill } from '../../../src/domain/tracking/stillPersons'
import { counting, HEAD, landmarksOfHead, observed } from '../syntheticFace'

describe('personsOfStill', () => {
  it('names people from left to right, wholly present, with the points as found', () => {
    const heads = [700, 100, 400].map((x) => ({ ...HEAD, x }))
    const persons = personsOfStill(
      heads.map((head) => observed(head)),
      counting<PersonId>('p'),
    )
    expect(persons.map(({ id, presence }) => [id, presence])).toEqual([
      ['p0', 1],
      ['p1', 1],
      ['p2', 1],
    ])
    expect(persons.map(({ pose }) => Math.round(pose.eyesCentre.x))).toEqual([100, 400, 700])
    expect(persons[0]!.landmarks).toEqual(landmarksOfHead(heads[1]!))
  })

  it('leaves out points that are not finite', () => {
    const broken = { landmarks: landmarksOfHead(HEAD).map(() => sourcePoint(NaN, NaN)), score: 1 }
    expect(personsOfStill([broken, observed(HEAD)], counting<PersonId>('p'))).toHaveLength(1)
  })
})
