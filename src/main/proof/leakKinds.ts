/** Ways of breaking the guarantee on purpose. A proof that finds none of them proves nothing. */
export const LEAK_KINDS = [
  'landmarks-in-local-storage',
  'frame-in-indexed-db',
  'page-download',
  'jpeg-written-and-unlinked',
  'raw-frame-in-cache-file',
  'landmarks-in-log',
  'landmarks-on-console',
  'pdf-in-temporary-directory',
  'fetch',
  'stun',
  'web-transport',
  'dns-prefetch',
  'node-http',
  'node-udp',
  'node-lookup',
] as const
export type LeakKind = (typeof LEAK_KINDS)[number]

/** Walls that a leak needs to be down before the window opens: `--kazari-proof-leak=NAME`. */
export const FALLEN_WALLS = [
  'persistent-partition',
  'frame-buffers-in-tmp',
  'crash-reporter',
  'console-in-log-file',
  'downloads-allowed',
  'open-network',
] as const
export type FallenWall = (typeof FALLEN_WALLS)[number]
