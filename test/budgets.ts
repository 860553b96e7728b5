/**
 * Every threshold a test asserts about accuracy or speed of recovery, with the value observed beside it. Times of a
 * clock are in docs/performance.md: a test that depends on how busy the computer is proves nothing.
 */
export const BUDGETS = {
  /** Largest difference between our fused forwards and face-api's own, on the nets' raw outputs. Observed: 0.00004. */
  forwardDifference: 0.001,
  /** Mean difference of a followed face's points from those found on the still, in % of the eye corner distance. Observed: 0.56. */
  liveErrorPercent: 3,
  /** Frames after a face is gone until nothing is reported. Observed: 0 on a plain wall, 0 in a room. */
  framesUntilDropped: 6,
  /** Frames until every face of a group is followed. Observed: 2 for five faces of 27 pixels, 1 for four. */
  framesUntilAllFound: 6,
  /** Characters of a followed person's state as text. Observed: 7,913. */
  trackerStateCharacters: 16_000,
  /** Growth of the heap within an hour of following, MiB. Observed: 0.07. */
  trackerHeapGrowthMib: 2,
  /** Of clips with an exact truth (test/cli/clip/scenes.test.ts), on wasm. Identity switches and reused ids: none, ever. */
  clips: {
    all: {
      recall: 0.99,
      errorPercent: 3.3,
      falsePerFrame: 0,
      jitterPx: 0.2,
      lagMs: 10,
      dropMs: 200,
    },
    /** Where a scene needs more room than all. */
    scenes: {} as Readonly<
      Record<
        string,
        Partial<Record<'recall' | 'errorPercent' | 'falsePerFrame' | 'jitterPx' | 'lagMs' | 'dropMs', number>>
      >
    >,
  },
  /** Bytes of shared memory that a kiosk's next visit may begin with above the first. Observed: 12,288, with 531 million more during a visit. */
  sharedMemoryAfterVisitBytes: 2_000_000,
} as const
