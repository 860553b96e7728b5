import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { CALLS, type CallName } from '../../src/contracts/api'
import { CALL_NAMES } from '../../src/contracts/names'
import { emptyForm, formFaults } from '../../src/domain/privacy/request/form'
import { ok } from '../../src/domain/result'
import { createCallGuard, type CallHandlers } from '../../src/main/ipc/callGuard'
import {
  asSchema,
  bare,
  boundFault,
  isBytes,
  limitOf,
  placesIn,
  swapsOf,
  valuesOf,
  type Schema,
} from './schemaWalk'

const MEGABYTE = 'a'.repeat(1024 * 1024)
/** Texts that mean something to a spreadsheet, a page, a terminal or a reader; none of them is a program here. */
const LOADED_TEXTS = [
  '=HYPERLINK("http://evil.example","a")',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u202eexe.gpj',
  'a\u0000b\u001b[2J\u0007',
  '\ud800',
  '../../etc/passwd',
  '__proto__',
  "'; DROP TABLE requests; --",
]
const nested = (depth: number): unknown => (depth === 0 ? 1 : { value: [nested(depth - 1)] })
/** What no field of any call is. */
const STRANGERS: readonly unknown[] = [
  nested(500),
  Array.from({ length: 82 }, (_, index) => index / 82),
  10n,
  Symbol('a'),
  () => 1,
  new Float32Array(82),
]
/** Objects without a key of their own: as good as `{}`, and nothing else. */
const HOLLOW: readonly unknown[] = [new Map([['a', 1]]), new Date(0), Object.create({ inherited: 'a' })]

/** A field of a form that is typed: what was pasted by mistake is answered in its place, so that it gets as far as the form's rules. */
const isPasted = (schema: Schema) => limitOf(schema) > MEGABYTE.length && limitOf(schema) < Infinity
const isTextual = (schema: Schema) => ['string', 'enum', 'custom'].includes(bare(schema)._zod.def.type)
const manyOf = (value: unknown, length: number) => Array.from({ length }, () => value)
const typeOf = (schema: Schema) => bare(schema)._zod.def.type

const SEED = { seed: 41, numRuns: 150 }

/** Right arguments of a call, made from its schema alone. */
function rightArguments(name: CallName): readonly unknown[] {
  const schema = CALLS[name].argument
  const all = fc.sample(valuesOf(asSchema(schema)), SEED)
  const right = all.filter((value) => schema.safeParse(value).success)
  if (right.length === 0) throw new Error(`no right argument could be made for ${name}`)
  return right
}

/** Every argument of a call with one value of it replaced, for each replacement that `hostile` gives for its schema. */
function* attacks(name: CallName, hostile: (schema: Schema, value: unknown) => readonly unknown[]) {
  const schema = CALLS[name].argument
  const tried = new Set<string>()
  for (const right of rightArguments(name)) {
    for (const swap of swapsOf(asSchema(schema), right, hostile)) {
      // Each place once: what differs between two right arguments is nothing an attack depends on.
      const key = `${swap.path}#${swap.index}`
      if (tried.has(key)) continue
      tried.add(key)
      yield swap
    }
  }
}

/** The guard with handlers that must not be reached. */
function closedGuard() {
  const reached: string[] = []
  const lines: string[] = []
  const handlers = Object.fromEntries(
    CALL_NAMES.map((name) => [name, () => (reached.push(name), ok({}))]),
  ) as unknown as CallHandlers
  const guard = createCallGuard({
    handlers,
    gate: { allows: () => true, answered: () => true },
    deskIsOpen: () => true,
    log: (line) => lines.push(line),
    checkReplies: false,
  })
  return {
    reached,
    lines,
    call: (name: CallName, argument: unknown) => guard(name, { ownPage: true }, argument),
  }
}

const REFUSED = { ok: false, error: { code: 'bad-request' } }

describe.each(CALL_NAMES)('%s', (name) => {
  test('bounds every text and every list, and takes no key that nobody asked for', () => {
    const faults = placesIn(asSchema(CALLS[name].argument)).map(boundFault)
    expect(faults.filter((fault) => fault !== null)).toEqual([])
  })

  test('refuses a megabyte of text wherever a text can stand', async () => {
    const { call, reached, lines } = closedGuard()
    const huge = (schema: Schema) =>
      isTextual(schema) ? [isPasted(schema) ? 'a'.repeat(limitOf(schema) + 1) : MEGABYTE] : []
    for (const { path, value } of attacks(name, huge)) expect(await call(name, value), path).toEqual(REFUSED)
    expect(reached).toEqual([])
    for (const line of lines) expect(line.length).toBeLessThan(500)
  })

  test('refuses lists of a hundred thousand, and says so in one short line', async () => {
    const { call, reached, lines } = closedGuard()
    const many = (schema: Schema, value: unknown) =>
      typeOf(schema) === 'array' && Array.isArray(value)
        ? [manyOf(value[0], 100_000), manyOf(NaN, 100_000), manyOf(NaN, 150)]
        : []
    for (const { path, value } of attacks(name, many)) expect(await call(name, value), path).toEqual(REFUSED)
    expect(reached).toEqual([])
    for (const line of lines) expect(line.length).toBeLessThan(500)
  })

  test('refuses numbers that are none, and what is no value of any field', async () => {
    const { call, reached } = closedGuard()
    const wrong = (schema: Schema) => [
      ...(typeOf(schema) === 'number' ? [NaN, Infinity, -Infinity] : []),
      ...STRANGERS,
      ...(['object', 'record', 'union'].includes(typeOf(schema)) ? [] : HOLLOW),
    ]
    for (const { path, value, index } of attacks(name, wrong))
      expect(await call(name, value), `${path} ${index}`).toEqual(REFUSED)
    expect(reached).toEqual([])
  })

  test('refuses keys that reach for prototypes, and touches none', async () => {
    const { call } = closedGuard()
    const poisoned = (schema: Schema, value: unknown) =>
      typeOf(schema) === 'object'
        ? ['constructor', 'prototype', 'toString', 'anything'].map((key) => ({
            ...(value as object),
            [key]: { polluted: 1 },
          }))
        : []
    for (const { path, value } of attacks(name, poisoned))
      expect(await call(name, value), path).toEqual(REFUSED)
    const proto = (schema: Schema, value: unknown) =>
      typeOf(schema) === 'object'
        ? [
            JSON.parse(
              JSON.stringify(value).replace(/^\{/, '{"__proto__":{"polluted":1},').replace(',}', '}'),
            ) as unknown,
          ]
        : []
    for (const { value } of attacks(name, proto)) {
      const parsed = CALLS[name].argument.safeParse(value)
      if (parsed.success) expect(JSON.stringify(parsed.data)).not.toContain('polluted')
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('leaves loaded texts the texts they are, or refuses them', () => {
    const loaded = (schema: Schema) => (typeOf(schema) === 'string' ? LOADED_TEXTS : [])
    for (const { path, value, swapped } of attacks(name, loaded)) {
      const parsed = CALLS[name].argument.safeParse(value)
      if (parsed.success) expect(textsIn(parsed.data), path).toContain((swapped as string).trim())
    }
  })
})

/** Every text in a value, trimmed. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value.trim()]
    : typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
      ? Object.values(value).flatMap(textsIn)
      : []

test('pictures come in by these calls alone; every other one takes texts and numbers', () => {
  const takesBytes = CALL_NAMES.filter((name) =>
    placesIn(asSchema(CALLS[name].argument)).some(({ schema }) => isBytes(schema)),
  )
  expect(takesBytes).toEqual(['picture:admit', 'picture:save', 'batch:deliver'])
})

test('only the guided form and the letters entered by hand look at long texts, to answer each in its place', () => {
  const forms = CALL_NAMES.filter((name) =>
    placesIn(asSchema(CALLS[name].argument)).some(
      ({ schema }) => typeOf(schema) === 'string' && isPasted(schema),
    ),
  )
  expect(forms).toEqual(['request:save-draft', 'request:seal', 'request:preview', 'desk:enter'])
  const pasted = { ...emptyForm('en'), kind: 'complaint', description: MEGABYTE } as const
  expect(formFaults(pasted)).toContainEqual(
    expect.objectContaining({ field: 'description', code: 'too-long' }),
  )
})

describe('the check itself finds', () => {
  const open = z.object({ a: z.string() })
  test.each([
    ['a text without an end', z.strictObject({ note: z.string() }), '.note: a text of any length'],
    ['one whose pattern has no end', z.string().regex(/^R-.*$/), ': a text of any length'],
    [
      'one deep inside',
      z.strictObject({ a: z.array(z.string().optional()).max(2) }),
      '.a[]: a text of any length',
    ],
    ['a list without an end', z.array(z.int()), ': a list of any length'],
    ['an object that takes any key', open, ': takes keys that nobody asked for'],
    ['one in a branch', z.union([z.literal(1), open]), '|1: takes keys that nobody asked for'],
    ['a record without an end', z.record(z.string().max(3), z.int()), ': any number of keys'],
    ['anything', z.strictObject({ a: z.unknown() }), '.a: takes unknown'],
    ['dates', z.date(), ': takes date'],
  ])('%s', (_what, schema, fault) => {
    expect(placesIn(asSchema(schema)).map(boundFault)).toContain(fault)
  })
})
