import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign } from '../../../src/domain/tracking/assignment'

/** Most pairs first, then least cost, by trying everything. */
function best(
  costs: readonly (readonly (number | null)[])[],
  row = 0,
  taken = 0,
): { pairs: number; cost: number } {
  if (row === costs.length) return { pairs: 0, cost: 0 }
  let found = best(costs, row + 1, taken)
  costs[row]!.forEach((cost, column) => {
    if (cost === null || taken & (1 << column)) return
    const rest = best(costs, row + 1, taken | (1 << column))
    const pairs = rest.pairs + 1
    if (pairs > found.pairs || (pairs === found.pairs && rest.cost + cost < found.cost)) {
      found = { pairs, cost: rest.cost + cost }
    }
  })
  return found
}

describe('assign', () => {
  it('pairs as many as may be paired, at the least cost', () => {
    const cost = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null, freq: 3 })
    const table = fc
      .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cost, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(table, (costs) => {
        const columns = costs[0]?.length ?? 0
        const columnOf = assign(costs.length, columns, (row, column) => costs[row]![column]!)
        const pairs = columnOf.map((column, row) => ({ row, column })).filter(({ column }) => column >= 0)
        expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length)
        const total = pairs.reduce((sum, { row, column }) => sum + costs[row]![column]!, 0)
        expect({ pairs: pairs.length, cost: total }).toEqual(best(costs))
      }),
      { numRuns: 300 },
    )
  })
})
