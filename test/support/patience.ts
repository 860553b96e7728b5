/** How long a test waits for what has to come: nothing is measured by it, it only ends a wait that would never end. */
export const PATIENCE = { timeout: 30_000 } as const
