import type { CallSchemas } from './shape'

export const DESK_CALLS = {} as const satisfies CallSchemas
