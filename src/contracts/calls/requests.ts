import type { CallSchemas } from './shape'

export const REQUEST_CALLS = {} as const satisfies CallSchemas
