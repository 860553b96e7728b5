import { z } from 'zod'

/**
 * Names of all fields a schema knows, in its order: `requester.party.name`, `evidence[]`, `values{}`. What is inside
 * unions counts for all of them; a text that is a document of its own (`z.json`) is one field.
 */
export function schemaFields(schema: z.ZodType): readonly string[] {
  return [...new Set(walk(schema, ''))]
}

function walk(schema: z.core.$ZodType, path: string): readonly string[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, inner]) =>
      walk(inner, path === '' ? key : `${path}.${key}`),
    )
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((option) => walk(option, path))
  if (schema instanceof z.ZodArray) return walk(schema.element, `${path}[]`)
  if (schema instanceof z.ZodTuple) return schema.def.items.flatMap((item) => walk(item, `${path}[]`))
  if (schema instanceof z.ZodRecord) return walk(schema.valueType, `${path}{}`)
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly)
    return walk(schema.unwrap(), path)
  if (schema instanceof z.ZodDefault) return walk(schema.def.innerType, path)
  return path === '' ? [] : [path]
}

/** Names of all fields a value really has, written the same way; an empty list or text is a field too. */
export function valueFields(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [`${path}[]`] : value.flatMap((entry) => valueFields(entry, `${path}[]`))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) =>
      valueFields(inner, path === '' ? key : `${path}.${key}`),
    )
  return path === '' ? [] : [path]
}

/** Fields a value has and its schema does not know; null where a field has fields is no field of its own. */
export function strangeFields(value: unknown, known: readonly string[]): readonly string[] {
  const isKnown = (field: string): boolean =>
    known.some((name) => name === field || name.startsWith(`${field}.`) || name.startsWith(`${field}[`))
  return [...new Set(valueFields(value))].filter((field) => !isKnown(field))
}
