import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { schemaFields, strangeFields, valueFields } from '../../../src/contracts/privacy/schemaFields'
import { settingsSchema } from '../../../src/contracts/settings'
import { asSchema, valuesOf } from '../schemaWalk'

const nested = z.strictObject({
  id: z.string(),
  who: z.strictObject({ name: z.string(), papers: z.array(z.string()).readonly() }).nullable(),
  moves: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), why: z.string() }),
      z.strictObject({ kind: z.literal('b'), days: z.int().optional() }),
    ]),
  ),
  counts: z.record(z.string(), z.number()),
})

describe('the fields of a schema', () => {
  test('are all of them, through lists, unions and what may be missing', () => {
    expect(schemaFields(nested)).toEqual([
      'id',
      'who.name',
      'who.papers[]',
      'moves[].kind',
      'moves[].why',
      'moves[].days',
      'counts{}',
    ])
  })

  test('of settings are their keys, so that a new setting appears by itself', () => {
    expect(schemaFields(settingsSchema).map((field) => field.replace('[]', ''))).toEqual(
      Object.keys(settingsSchema.shape),
    )
    expect(schemaFields(settingsSchema.extend({ tomorrow: z.string() }))).toContain('tomorrow')
  })

  test('cover every value the schema takes', () => {
    const known = schemaFields(settingsSchema)
    fc.assert(
      fc.property(valuesOf(asSchema(settingsSchema)), (value) => strangeFields(value, known).length === 0),
    )
  })
})

describe('fields that a value has', () => {
  test('and its schema does not know are found, however deep', () => {
    const known = schemaFields(nested)
    const right = { id: 'x', who: null, moves: [{ kind: 'a', why: '' }], counts: {} }
    expect(strangeFields(right, known)).toEqual([])
    const wrong = { ...right, face: [1, 2], who: { name: '', papers: [], eyes: 1 } }
    expect(strangeFields(wrong, known)).toEqual(['who.eyes', 'face[]'])
  })

  test('are named as the schema names them', () => {
    expect(valueFields({ a: [{ b: 1 }, { c: null }], d: [] })).toEqual(['a[].b', 'a[].c', 'd[]'])
  })
})
