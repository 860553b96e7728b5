import { z } from 'zod'
import { LEAK_KINDS } from './leakKinds'

/** What a proof may ask of the app: one JSON object a line on its standard input. */

const name = z.string().min(1).max(400)
const path = z.string().min(1).max(4096)
const withinMs = z.number().int().positive().max(180_000).default(30_000)
const point = z.strictObject({ x: z.number().finite(), y: z.number().finite() })

/** Something on the page, as a screen reader would name it. */
export const targetSchema = z.strictObject({
  role: z.string().min(1).max(40),
  name,
  /** `pattern`: a regular expression. */
  match: z.enum(['exact', 'pattern']).default('exact'),
  /** Which one, when several have this name. */
  nth: z.number().int().nonnegative().max(200).default(0),
})
export type Target = z.infer<typeof targetSchema>

const id = z.number().int().nonnegative()

export const commandSchema = z.discriminatedUnion('do', [
  z.strictObject({ id, do: z.literal('press'), target: targetSchema, withinMs }),
  z.strictObject({
    id,
    do: z.literal('fill'),
    target: targetSchema,
    text: z.string().min(1).max(10_000),
    withinMs,
  }),
  z.strictObject({ id, do: z.literal('key'), key: z.string().min(1).max(20) }),
  z.strictObject({ id, do: z.literal('drag'), target: targetSchema, by: point, withinMs }),
  z.strictObject({ id, do: z.literal('wait-for'), target: targetSchema, withinMs }),
  z.strictObject({ id, do: z.literal('wait-gone'), target: targetSchema, withinMs }),
  z.strictObject({ id, do: z.literal('wait-text'), text: name, withinMs }),
  z.strictObject({ id, do: z.literal('wait-no-text'), text: name, withinMs }),
  z.strictObject({ id, do: z.literal('choose-files'), paths: z.array(path).max(64) }),
  z.strictObject({ id, do: z.literal('choose-place'), path: path.nullable() }),
  z.strictObject({
    id,
    do: z.literal('call'),
    name: z.string().max(60),
    argument: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ id, do: z.literal('pids') }),
  z.strictObject({ id, do: z.literal('facts') }),
  z.strictObject({ id, do: z.literal('landmarks') }),
  z.strictObject({ id, do: z.literal('screen-text') }),
  z.strictObject({ id, do: z.literal('leak'), kind: z.enum(LEAK_KINDS) }),
  z.strictObject({ id, do: z.literal('crash'), process: z.enum(['renderer', 'vision', 'gpu', 'main']) }),
  z.strictObject({
    id,
    do: z.literal('fill-memory'),
    megabytes: z.number().int().positive().max(4096),
    withinMs,
  }),
  z.strictObject({ id, do: z.literal('quit') }),
])
/** Whom an answer is for, of a command that is not understood otherwise. */
export const addressed = z.object({ id })
export type Command = z.infer<typeof commandSchema>
