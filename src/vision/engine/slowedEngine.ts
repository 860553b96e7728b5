import type { FaceNets } from '../detector/faceNets'

/** Added to each call of a net while slowed: a face followed with a look of the detector costs about 150 ms a frame. */
const SLOWED_BY_MS = 90

/** In the test build alone: what a much slower computer does to face finding. */
export interface SlowedNets {
  readonly nets: FaceNets
  /** Slows down, or goes on as fast as it can again. */
  toggle(): void
}

/** Computes for nothing, as a slow processor would: a mere wait would leave the core to others. */
function keepBusy(milliseconds: number): void {
  const untilMs = performance.now() + milliseconds
  while (performance.now() < untilMs);
}

/** The same nets; while slowed each call keeps its core busy for SLOWED_BY_MS more. */
export function slowedNets(nets: FaceNets): SlowedNets {
  let slow = false
  const pause = () => {
    if (slow) keepBusy(SLOWED_BY_MS)
  }
  return {
    nets: {
      ssdAnchors: nets.ssdAnchors,
      landmarks(crops, count) {
        pause()
        return nets.landmarks(crops, count)
      },
      tiny(picture, side) {
        pause()
        return nets.tiny(picture, side)
      },
      ssd(picture) {
        pause()
        return nets.ssd(picture)
      },
    },
    toggle() {
      slow = !slow
    },
  }
}
