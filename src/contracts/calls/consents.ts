import type { CallSchemas } from './shape'

export const CONSENT_CALLS = {} as const satisfies CallSchemas
