import { expect, test } from 'vitest'
import { transitionSchema } from '../../../src/contracts/privacy/deskRecords'
import { CLERK, WELL_DONE, WELL_REFUSED } from '../../domain/privacy/desk/cases'

test('every move the desk can make crosses unchanged, and nothing beside it', () => {
  for (const move of [...Object.values(WELL_DONE), ...WELL_REFUSED]) {
    const transition = { atMs: 1, actor: CLERK, move }
    expect(transitionSchema.parse(JSON.parse(JSON.stringify(transition)))).toEqual(transition)
    expect(transitionSchema.safeParse({ ...transition, landmarks: [1, 2] }).success).toBe(false)
    expect(transitionSchema.safeParse({ ...transition, move: { ...move, picture: 'x' } }).success).toBe(false)
    expect(transitionSchema.safeParse({ ...transition, atMs: 0.5 }).success).toBe(false)
  }
})
