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
  /** Bytes of shared memory that a visit adds at least, else finding none of it later says nothing. Observed: 368,000,000 and more. */
  sharedMemoryOfVisitBytes: 100_000_000,
  /**
   * Bytes of shared memory that a kiosk's next visit may have above the first. A page at rest shares 24.6 to 32.2 million, by how its
   * tiles fell; none of the files of the visit before may be among them, whatever their size.
   */
  sharedMemoryAfterVisitBytes: 16_000_000,
  /** Time of a later page of a hundred thousand requests, as a share of the first look in the same run. Observed: 0.03. */
  laterInboxPageShare: 0.2,
} as const
