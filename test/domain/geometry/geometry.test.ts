import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  apply,
  invert,
  multiply,
  rotation,
  scaling,
  translation,
  type Affine,
} from '../../../src/domain/geometry/affine'
import { smoothLine } from '../../../src/domain/geometry/curve'
import { distance } from '../../../src/domain/geometry/points'
import { smoothStep } from '../../../src/domain/geometry/smoothStep'
import { solveLinear } from '../../../src/domain/geometry/solveLinear'
import {
  choleskyColumns,
  combine,
  invertSymmetric,
  times,
  type Matrix3,
} from '../../../src/domain/geometry/vector3'

const number = fc.double({ min: -100, max: 100, noNaN: true })
const point = fc.record({ x: number, y: number })

describe('affine maps', () => {
  const map: fc.Arbitrary<Affine> = fc
    .tuple(number, number, number, fc.double({ min: 0.1, max: 5, noNaN: true }))
    .map(([x, y, turn, size]) =>
      multiply(translation(x, y), multiply(rotation(turn), scaling(size, -size / 2))),
    )

  it('are undone by their inverse', () => {
    fc.assert(
      fc.property(map, point, (m, p) => {
        expect(distance(apply(invert(m)!, apply(m, p)), p)).toBeLessThan(1e-6)
      }),
    )
    expect(invert(scaling(0))).toBeNull()
  })

  it('apply the right one first when multiplied', () => {
    fc.assert(
      fc.property(map, map, point, (m, n, p) => {
        expect(distance(apply(multiply(m, n), p), apply(m, apply(n, p)))).toBeLessThan(1e-6)
      }),
    )
  })

  it('turn clockwise on a screen whose y points down', () => {
    const turned = apply(rotation(Math.PI / 2), { x: 1, y: 0 })
    expect(distance(turned, { x: 0, y: 1 })).toBeLessThan(1e-12)
  })
})

describe('smooth lines', () => {
  it('pass through every point, in order, and keep straight lines straight', () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 6 }),
        (points, steps) => {
          const line = smoothLine(points, steps)
          expect(line).toHaveLength((points.length - 1) * steps + 1)
          points.forEach((p, i) => expect(line[i * steps]).toEqual(p))
        },
      ),
    )
    const straight = smoothLine(
      [0, 1, 2, 3].map((x) => ({ x, y: 2 * x })),
      5,
    )
    for (const { x, y } of straight) expect(y).toBeCloseTo(2 * x, 9)
    expect(smoothLine([], 3)).toEqual([])
  })
})

describe('smoothStep', () => {
  it('rises from 0 to 1 between its ends and never falls', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(smoothStep(-50, 50, low)).toBeLessThanOrEqual(smoothStep(-50, 50, high))
      }),
    )
    expect([smoothStep(2, 4, 1), smoothStep(2, 4, 3), smoothStep(2, 4, 5)]).toEqual([0, 0.5, 1])
  })
})

describe('equations', () => {
  const rowOf4 = fc.tuple(number, number, number, number)

  it('are solved when they can be', () => {
    fc.assert(
      fc.property(fc.tuple(rowOf4, rowOf4, rowOf4, rowOf4), rowOf4, (rows, wanted) => {
        // A heavy diagonal keeps every such system solvable.
        const factors = rows.map((row, i) => row.map((value, j) => value + (i === j ? 500 : 0)))
        const right = factors.map((row) => row.reduce((sum, factor, j) => sum + factor * wanted[j]!, 0))
        const solution = solveLinear(factors.map((row, i) => [...row, right[i]!]))!
        solution.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 6))
      }),
    )
  })

  it('need a pivot from another row sometimes, and have no answer other times', () => {
    expect(
      solveLinear([
        [0, 1, 5],
        [1, 0, 7],
      ]),
    ).toEqual([7, 5])
    expect(
      solveLinear([
        [1, 2, 3],
        [2, 4, 6],
      ]),
    ).toBeNull()
  })
})

describe('symmetric matrices of three', () => {
  const m: Matrix3 = [
    [4, 1, 0.5],
    [1, 3, -0.2],
    [0.5, -0.2, 2],
  ]

  it('times their inverse leave a row as it was', () => {
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const back = times(times([a, b, c], m), invertSymmetric(m))
        for (const [i, value] of [a, b, c].entries()) expect(back[i]).toBeCloseTo(value, 6)
      }),
    )
  })

  it('are the square of their root: row · root has the length that the matrix gives the row', () => {
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const row = combine(1, [a, b, c], 0, [0, 0, 0])
        const rooted = times(row, choleskyColumns(m))
        const through = times(row, m)
        const square = rooted.reduce((sum, value) => sum + value * value, 0)
        expect(square).toBeCloseTo(
          row.reduce((sum, value, i) => sum + value * through[i]!, 0),
          4,
        )
      }),
    )
  })
})
