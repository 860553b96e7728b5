import { describe, expect, test } from 'vitest'
import { CALLS, EVENTS } from '../../src/contracts/api'
import { ERROR_CODES, wireErrorSchema } from '../../src/contracts/errors'
import { CALL_NAMES, EVENT_NAMES } from '../../src/contracts/names'
import { DEFAULT_SETTINGS, settingsSchema } from '../../src/contracts/settings'
import {
  visionOrderSchema,
  visionReportSchema,
  visionStartSchema,
  visionStatusSchema,
} from '../../src/contracts/vision'

test('the preload knows every call and every event of the contract, and no other', () => {
  expect([...CALL_NAMES].sort()).toEqual(Object.keys(CALLS).sort())
  expect([...EVENT_NAMES].sort()).toEqual(Object.keys(EVENTS).sort())
})

test('calls are noun:verb, events noun:past', () => {
  for (const name of CALL_NAMES) expect(name).toMatch(/^[a-z]+:[a-z]+(?:-[a-z]+)*$/)
  for (const name of EVENT_NAMES) expect(name).toMatch(/^[a-z]+:[a-z]+ed$/)
})

describe('what crosses a process is exactly what was agreed', () => {
  const ready = { engine: 'wasm', passedOver: [], selfTestMs: 1, warmUpMs: 1, confined: false }
  const valid = [
    ['settings', settingsSchema, DEFAULT_SETTINGS],
    ['a wire error', wireErrorSchema, { code: 'disk-full', params: { name: 'a.png', limit: 30 } }],
    ['a status', visionStatusSchema, { state: 'ready', ...ready }],
    ['a restart', visionStatusSchema, { state: 'restarting', cause: 'stalled', attempt: 1, retryInMs: 500 }],
    ['a report', visionReportSchema, { kind: 'ready', ...ready }],
    ['a pulse', visionReportSchema, { kind: 'alive', framesDone: 0, framesRefused: 0, tensors: 0 }],
    ['an order', visionOrderSchema, { kind: 'port' }],
    [
      'a start',
      visionStartSchema,
      { assetsDir: '/a', nativeDir: null, onnxDir: null, engine: 'auto', avoid: ['gpu'] },
    ],
  ] as const

  test.each(valid)('%s', (_what, schema, value) => {
    expect(schema.safeParse(value).success).toBe(true)
    expect(schema.safeParse({ ...value, landmarks: [1, 2] }).success).toBe(false)
    for (const key of Object.keys(value)) {
      const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
      if (key !== 'params') expect(schema.safeParse(rest).success).toBe(false)
      expect(schema.safeParse({ ...value, [key]: { deep: [Number.NaN] } }).success).toBe(false)
    }
  })

  test('numbers that are not finite never pass', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
      expect(visionReportSchema.safeParse({ kind: 'ready', ...ready, warmUpMs: bad }).success).toBe(false)
    }
  })

  test('every failure can be said', () => {
    for (const code of ERROR_CODES) expect(wireErrorSchema.safeParse({ code }).success).toBe(true)
    expect(wireErrorSchema.safeParse({ code: 'oops' }).success).toBe(false)
  })
})
