import type { z } from 'zod'

/** Argument and reply of each call of one area. */
export type CallSchemas = Record<string, { readonly argument: z.ZodType; readonly reply: z.ZodType }>
