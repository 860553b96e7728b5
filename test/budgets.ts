/**
 * Every threshold a test asserts about accuracy or speed of recovery, with the value observed beside it. Times of a
 * clock are in docs/performance.md: a test that depends on how busy the computer is proves nothing.
 */
export const BUDGETS = {
  /** Largest difference between our fused forwards and face-api's own, on the nets' raw outputs. Observed: 0.00004. */
  forwardDifference: 0.001,
  /** Mean point error of a followed face against the same face found on the still, in % of the eye corner distance. Observed: 3.4. */
  liveErrorPercent: 8,
  /** Frames after a face is gone until nothing is reported. Observed: 1. */
  framesUntilDropped: 6,
  /** Frames until every face of a group is followed. Observed: 3. */
  framesUntilAllFound: 12,
} as const
