import fc from 'fast-check'
import type { z } from 'zod'

/** What of zod's own description of a schema is read here. */
interface Check {
  readonly _zod: {
    readonly def: {
      readonly check: string
      readonly minimum?: number
      readonly maximum?: number
      readonly length?: number
      readonly value?: number
      readonly inclusive?: boolean
      readonly pattern?: RegExp
    }
  }
}
interface Definition {
  readonly type: string
  readonly checks?: readonly Check[]
  readonly pattern?: RegExp
  readonly shape?: Readonly<Record<string, Schema>>
  readonly catchall?: Schema
  readonly element?: Schema
  readonly items?: readonly Schema[]
  readonly innerType?: Schema
  readonly in?: Schema
  readonly options?: readonly Schema[]
  readonly keyType?: Schema
  readonly valueType?: Schema
  readonly values?: readonly unknown[]
  readonly entries?: Readonly<Record<string, unknown>>
  readonly getter?: () => Schema
  readonly format?: string
}
export interface Schema {
  readonly _zod: { readonly def: Definition }
}

export const asSchema = (schema: z.ZodType): Schema => schema

/** `files[].name`: object keys, `[]` for entries of a list, `{}` for values of a record, `|2` for the branch of a union. */
export type Path = string

export interface Place {
  readonly path: Path
  readonly schema: Schema
}

/** The schema inside `optional`, `nullable`, `default`, `readonly` and the like; any other as it is. */
export function bare(schema: Schema): Schema {
  const { type, innerType, in: input, getter } = schema._zod.def
  if (type === 'lazy' && getter) return bare(getter())
  if (type === 'pipe' && input) return bare(input)
  return innerType ? bare(innerType) : schema
}

/** Schemas directly inside one, each with how its path goes on. */
function inside(schema: Schema): readonly Place[] {
  const { shape, element, items, options, keyType, valueType } = bare(schema)._zod.def
  return [
    ...Object.entries(shape ?? {}).map(([key, each]) => ({ path: `.${key}`, schema: each })),
    ...(element ? [{ path: '[]', schema: element }] : []),
    ...(items ?? []).map((each, index) => ({ path: `[${index}]`, schema: each })),
    ...(options ?? []).map((each, index) => ({ path: `|${index}`, schema: each })),
    ...(keyType ? [{ path: '{key}', schema: keyType }] : []),
    ...(valueType ? [{ path: '{}', schema: valueType }] : []),
  ]
}

/** A schema and every schema in it. */
export function placesIn(schema: Schema, path: Path = ''): readonly Place[] {
  return [{ path, schema }, ...inside(schema).flatMap((each) => placesIn(each.schema, path + each.path))]
}

const checksOf = (schema: Schema) => (bare(schema)._zod.def.checks ?? []).map((check) => check._zod.def)
/** Most a text or a list may hold, as its schema says; Infinity where it does not. */
export const limitOf = (schema: Schema): number =>
  Math.min(...checksOf(schema).map((check) => check.maximum ?? check.length ?? Infinity), Infinity)
const least = (schema: Schema): number =>
  Math.max(...checksOf(schema).map((check) => check.minimum ?? check.length ?? 0), 0)

const patternsOf = (schema: Schema): readonly RegExp[] => {
  const own = bare(schema)._zod.def.pattern
  return [...(own ? [own] : []), ...checksOf(schema).flatMap(({ pattern }) => (pattern ? [pattern] : []))]
}

/** Begins with ^, ends with $, repeats nothing without an end. */
const isBounded = ({ source }: RegExp): boolean =>
  source.startsWith('^') &&
  source.endsWith('$') &&
  !/(?<!\\)[*+]|\{\d+,\}/.test(source.replaceAll(/\[[^\]]*\]/g, '[]'))

/** Texts whose form only a function knows: one of each kind. */
const FORMS: readonly string[] = [
  '2021-01-01',
  'face-decoration',
  'news',
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}-7Q4M-20K9`),
]
const fitting = (schema: Schema): readonly string[] =>
  FORMS.filter((form) => (schema as unknown as z.ZodType).safeParse(form).success)
const takes = (schema: Schema, forms: readonly string[]): boolean =>
  fitting(schema).length > 0 &&
  forms.every((form) => !(schema as unknown as z.ZodType).safeParse(form.repeat(1000)).success)

/** Whether a place takes bytes. */
export const isBytes = (schema: Schema): boolean =>
  bare(schema)._zod.def.type === 'custom' &&
  (bare(schema) as unknown as z.ZodType).safeParse(new Uint8Array([1])).success

/** Why hostile input could get through at this place; null where it cannot. */
export function boundFault({ path, schema }: Place): string | null {
  const { type, catchall, checks } = bare(schema)._zod.def
  switch (type) {
    case 'string':
      return limitOf(schema) < Infinity || patternsOf(schema).some(isBounded)
        ? null
        : `${path}: a text of any length`
    case 'array':
      return limitOf(schema) < Infinity ? null : `${path}: a list of any length`
    case 'object':
      return catchall?._zod.def.type === 'never' ? null : `${path}: takes keys that nobody asked for`
    case 'record':
      return (checks ?? []).length > 0 ? null : `${path}: any number of keys`
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'null':
    case 'union':
    case 'tuple':
      return null
    case 'custom':
      return isBytes(schema) || takes(schema, FORMS) ? null : `${path}: takes what its shape does not say`
    default:
      return `${path}: takes ${type}`
  }
}

/** Values that a schema takes. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const definition = schema._zod.def
  const { type, innerType, in: input, getter } = definition
  switch (type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return innerType ? fc.option(valuesOf(innerType), { nil: undefined }) : fc.constant(undefined)
    case 'nullable':
      return innerType ? fc.option(valuesOf(innerType), { nil: null }) : fc.constant(null)
    case 'lazy':
      return getter ? valuesOf(getter()) : fc.constant(undefined)
    case 'pipe':
      return input ? valuesOf(input) : fc.constant(undefined)
    case 'string':
      return textOf(schema)
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'literal':
      return fc.constantFrom(...(definition.values ?? []))
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries ?? {}))
    case 'custom':
      return isBytes(schema)
        ? fc.uint8Array({ minLength: 1, maxLength: 64 })
        : fc.constantFrom(...fitting(schema))
    case 'array':
      return definition.element
        ? fc.array(valuesOf(definition.element), {
            minLength: least(schema),
            maxLength: Math.min(limitOf(schema), least(schema) + 3),
          })
        : fc.constant([])
    case 'tuple':
      return fc.tuple(...(definition.items ?? []).map(valuesOf))
    case 'union':
      return fc.oneof(...(definition.options ?? []).map(valuesOf))
    case 'record':
      return definition.keyType && definition.valueType
        ? fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), valuesOf(definition.valueType), { maxKeys: 2 })
        : fc.constant({})
    case 'object':
      return fc
        .record(
          Object.fromEntries(
            Object.entries(definition.shape ?? {}).map(([key, each]) => [key, valuesOf(each)]),
          ),
        )
        .map((value) => Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)))
    default:
      if (innerType) return valuesOf(innerType)
      throw new Error(`no values for a schema of type ${type}`)
  }
}

function textOf(schema: Schema): fc.Arbitrary<string> {
  const known = fitting(schema)
  const isRefined = checksOf(schema).some(({ check }) => check === 'custom')
  if (isRefined && known.length > 0) return fc.constantFrom(...known)
  const [pattern] = patternsOf(schema)
  if (pattern) return fc.stringMatching(pattern)
  const minLength = least(schema)
  return fc.string({ minLength, maxLength: Math.min(limitOf(schema), minLength + 20) })
}

function numberOf(schema: Schema): fc.Arbitrary<number> {
  const checks = checksOf(schema)
  const isWhole =
    bare(schema)._zod.def.format === 'safeint' || checks.some(({ check }) => check === 'number_format')
  const edge = (check: string, inward: number): number | undefined => {
    const found = checks.find((each) => each.check === check && each.value !== undefined)
    return found?.value === undefined ? undefined : found.value + (found.inclusive === false ? inward : 0)
  }
  const min = edge('greater_than', isWhole ? 1 : Number.EPSILON)
  const max = edge('less_than', isWhole ? -1 : -Number.EPSILON)
  return isWhole
    ? fc.integer({ min: min ?? -1000, max: Math.min(max ?? 1000, Math.max(min ?? 0, 0) + 2 ** 30) })
    : fc.double({ min: min ?? -1000, max: max ?? 1000, noNaN: true })
}

export interface Swap {
  readonly path: Path
  /** The whole value with one part replaced. */
  readonly value: unknown
  readonly swapped: unknown
  /** Which of the replacements. */
  readonly index: number
}

/** A right value with one part replaced at a time, at every place its schema describes. */
export function* swapsOf(
  schema: Schema,
  right: unknown,
  replacements: (schema: Schema, value: unknown) => readonly unknown[],
  path: Path = '',
): Generator<Swap> {
  for (const [index, swapped] of replacements(schema, right).entries())
    yield { path, value: swapped, swapped, index }
  const { type, shape, element, options, valueType } = bare(schema)._zod.def
  if (type === 'union') {
    const taken = (options ?? []).findIndex(
      (option) => (option as unknown as z.ZodType).safeParse(right).success,
    )
    const option = options?.[taken]
    if (option) yield* swapsOf(option, right, replacements, `${path}|${taken}`)
    return
  }
  if (typeof right !== 'object' || right === null) return
  for (const [key, value] of Object.entries(right)) {
    const part =
      type === 'object'
        ? shape?.[key]
        : type === 'array'
          ? element
          : type === 'record'
            ? valueType
            : undefined
    if (!part) continue
    const step = type === 'object' ? `.${key}` : '[]'
    for (const swap of swapsOf(part, value, replacements, path + step)) {
      const whole = Array.isArray(right)
        ? right.with(Number(key), swap.value)
        : { ...right, [key]: swap.value }
      yield { ...swap, value: whole }
    }
  }
}
