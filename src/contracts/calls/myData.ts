import type { CallSchemas } from './shape'

export const MY_DATA_CALLS = {} as const satisfies CallSchemas
