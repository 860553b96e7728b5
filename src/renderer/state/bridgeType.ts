import type { KazariBridge } from '../../contracts/api'

/** How a store asks main and listens to it: the preload's bridge in the app, a fake with the same contract in tests. */
export type Bridge = KazariBridge
