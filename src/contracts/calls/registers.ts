import type { CallSchemas } from './shape'

export const REGISTER_CALLS = {} as const satisfies CallSchemas
