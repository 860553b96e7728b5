import fc from 'fast-check'
import { CALLS, type CallName } from '../../../src/contracts/api'
import { CALL_NAMES } from '../../../src/contracts/names'
import { CALL_GATES } from '../../../src/main/ipc/callGates'
import { asSchema, valuesOf } from '../../contracts/schemaWalk'
import { HEAVY, HOLLOW, hostileValue, SOLID } from '../../support/hostileValues'
import type { Chance } from '../../support/seeded'

/** How a page makes one argument: a right one, with one place of it replaced. Plain data, so that it can be sent anywhere. */
export interface Recipe {
  readonly channel: string
  /** Right arguments of the contract as data; bytes as `{ $bytes: length }`. */
  readonly right: unknown
  /** Where the hostile value goes; empty for the whole argument, null for none: the argument stays right. */
  readonly at: readonly (string | number)[] | null
  readonly hostile: string | null
}

/** Calls that only tell something: sent in any form they change nothing. */
export const TELLING: readonly CallName[] = [
  'app:info',
  'settings:read',
  'policy:read',
  'policy:official',
  'policy:changes',
  'policy:versions',
  'policy:text',
  'policy:compare',
  'data:inventory',
  'data:erasure',
  'consent:read',
  'consent:list',
  'vision:status',
  'privacy:read',
  'request:list',
  'request:read',
  'request:read-draft',
  'desk:status',
  'desk:public',
  'entrustment:public',
]

/**
 * Calls whose right form comes at the wrong time in an app that is agreed to, whose desk is set up and locked, that is
 * neither a kiosk nor a batch run and has no request: nothing may come of them but a refusal.
 */
export const UNTIMELY: readonly CallName[] = [
  ...CALL_NAMES.filter((name) => CALL_GATES[name] === 'desk' || CALL_GATES[name].startsWith('purpose:')),
  'batch:next',
  'batch:deliver',
  'session:end',
  'request:letter',
  'request:file',
  'request:hand-over',
  'request:withdraw',
  'desk:set-up',
  'picture:reveal',
]

/** Calls that need an answer first: untimely before the notice was answered. */
export const BEFORE_THE_ANSWER: readonly CallName[] = CALL_NAMES.filter((name) =>
  ['given', 'answered'].includes(CALL_GATES[name]),
)

const asData = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { $bytes: value.byteLength }
  if (Array.isArray(value)) return value.map(asData)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asData(each)]))
  return value
}

/** The argument a recipe is for. Run by its text inside pages as well: nothing from outside but its parameters. */
export function cook(recipe: Recipe, hostile: (kind: string) => unknown): unknown {
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(copy)
    if ('$bytes' in value) return new Uint8Array(Number(value.$bytes)).fill(1)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each)]))
  }
  const right = copy(recipe.right)
  if (recipe.at === null || recipe.hostile === null) return right
  const value = hostile(recipe.hostile)
  const last = recipe.at.at(-1)
  if (last === undefined) return value
  let holder = right as Record<string | number, unknown>
  for (const step of recipe.at.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>
  holder[last] = value
  return right
}

const rights = new Map<CallName, readonly unknown[]>()
/** Right arguments of a call, made from its schema alone, as data. */
export function rightArguments(name: CallName): readonly unknown[] {
  const known = rights.get(name)
  if (known) return known
  const schema = CALLS[name].argument
  const made = fc
    .sample(valuesOf(asSchema(schema)), { seed: 41, numRuns: 40 })
    .filter((value) => schema.safeParse(value).success)
    .map(asData)
  if (made.length === 0) throw new Error(`no right argument could be made for ${name}`)
  rights.set(name, made)
  return made
}

/** Every place of an argument that something else can stand in, the whole of it first. */
function placesOf(
  value: unknown,
  at: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null || '$bytes' in value) return [at]
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each, index) => [index, each] as const)
    : Object.entries(value)
  return [at, ...entries.flatMap(([key, each]) => placesOf(each, [...at, key])), [...at, 'surprise']]
}

export const rightRecipe = (name: CallName, luck: Chance): Recipe => ({
  channel: name,
  right: luck.pick(rightArguments(name)),
  at: null,
  hostile: null,
})

/** A call with a wrong argument: for one that acts, wrong for certain, whatever is lost on the way. */
export function wrongRecipe(luck: Chance): Recipe {
  for (;;) {
    const name = luck.pick(CALL_NAMES)
    const tells = TELLING.includes(name)
    const right = luck.pick(rightArguments(name))
    const at = luck.pick(placesOf(right))
    const kinds: readonly string[] =
      luck.next() < 1 / 50 ? HEAVY : tells && luck.next() < 0.3 ? HOLLOW : SOLID
    const recipe: Recipe = { channel: name, right, at, hostile: luck.pick(kinds) }
    if (HOLLOW.some((kind) => kind === recipe.hostile)) return recipe
    if (!CALLS[name].argument.safeParse(cook(recipe, hostileValue)).success) return recipe
  }
}

const UNKNOWN = [
  'ELECTRON_BROWSER_REQUIRE',
  'ELECTRON_BROWSER_GET_BUILTIN',
  'electron-store-get-data',
  'app:info ',
  'APP:INFO',
  'app:quit',
  'constructor',
  '__proto__',
  'toString',
  'kazari:vision-port',
  'data:erase\u0000',
  '',
  'x'.repeat(400),
] as const

/** A channel that nobody answers. */
export const unknownRecipe = (luck: Chance): Recipe => ({
  channel: luck.next() < 0.5 ? luck.pick(UNKNOWN) : `${luck.pick(CALL_NAMES)}-${luck.below(1000)}`,
  right: {},
  at: [],
  hostile: luck.pick(SOLID),
})
