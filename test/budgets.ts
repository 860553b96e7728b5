/**
 * Every threshold a test asserts about accuracy or speed of recovery, with the value observed beside it. Times of a
 * clock are in docs/performance.md: a test that depends on how busy the computer is proves nothing.
 */
export const BUDGETS = {
  /** Largest difference between our fused forwards and face-api's own, on the nets' raw outputs. Observed: 0.00004. */
  forwardDifference: 0.001,
  /** Mean difference of a followed face's points from those found on the still, in % of the eye corner distance. Observed: 0.56. */
  liveErrorPercent: 3,
  /** Largest difference of a 20-pixel face's points from those found on the large photo, %. Observed: 12.8, of a face that looks aside; most 4. */
  smallFaceErrorPercent: 15,
  /** The same of a face that fills the picture. Observed: 3.07. */
  closeUpErrorPercent: 6,
  /** The same of faces in photos turned by 15, 30 and 45 degrees both ways. Observed: 0.90. */
  leaningErrorPercent: 3,
  /** Largest difference of a slice's error, measured again, from what docs/fairness.md says, %. Observed: 0.05, by rounding. */
  fairnessSheetPercent: 0.15,
  /** Frames after a face is gone until nothing is reported. Observed: 0 on a plain wall, 0 in a room. */
  framesUntilDropped: 6,
  /** Frames until every face of a group is followed. Observed: 2 for five faces of 27 pixels, 1 for four. */
  framesUntilAllFound: 6,
  /** Bytes of shared memory that a kiosk's next visit may begin with above the first. Observed: 12,288, with 531 million more during a visit. */
  sharedMemoryAfterVisitBytes: 2_000_000,
} as const
