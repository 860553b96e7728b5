import type { FaceBox } from '../detector/boxes'
import { SSD_SIDE, type TinySide } from '../detector/faceNets'
import { mergeBoxes, type Detectors } from './detectors'
import { lightOf } from './frameLight'
import type { Pyramid } from './pyramid'
import type { Region } from './sampler'
import { fromCrop, type SquareCrop } from './squareCrop'

/** A place that may hold a face, found in a copy of the picture turned by −rollRad: the face leans about that much. */
export interface Candidate extends FaceBox {
  readonly rollRad: number
}

/**
 * SSD's first look. Measured on 42 faces: at 0.3 it sees all of 16 pixels of its input, at 0.1 all of 12 pixels and
 * nine in ten of 10. The rest of what it sees at 0.1 is nothing, which the close look sorts out.
 */
const SSD_SCORE = 0.1
const TINY_SCORE = 0.5
/** Sides of TinyFaceDetector's looks at the whole picture: it sees what fills the picture, where SSD is unsure. */
const CLOSE_UP_SIDES: readonly TinySide[] = [128, 224]
/** A lean that no upright look sees well: from here to either side the detectors bear another 25°. */
export const LEAN_RAD = (40 * Math.PI) / 180
/** Longer side from which the picture is searched in tiles as well, and from which only where the first look hints at faces. */
const TILED_FROM = { four: 800, hinted: 2400 } as const
const TILE_SHARE_OVERLAP = 0.2
/** A picture of less light (0…1) is noisy: shown this much smaller, the noise averages out and SSD sees faces it else does not. */
const DARK = { scene: 0.12, smaller: 1.5 } as const
/** A hint: too faint or too small to be a candidate by itself, pixels of SSD's input. Of faces of 8 pixels half leave one. */
const HINT = { score: 0.03, largestSide: 16 } as const

/** Overlapping squares (cut at the picture's edge) that cover the picture, `across` of them along its longer side. */
export function tilesOf(
  picture: { readonly width: number; readonly height: number },
  across: number,
): Region[] {
  const longer = Math.max(picture.width, picture.height)
  const side = longer / (across - (across - 1) * TILE_SHARE_OVERLAP)
  const starts = (length: number): number[] => {
    if (length <= side) return [0]
    const count = Math.ceil((length - side * TILE_SHARE_OVERLAP) / (side * (1 - TILE_SHARE_OVERLAP)) - 1e-6)
    return Array.from({ length: count }, (_, index) => (index * (length - side)) / (count - 1))
  }
  return starts(picture.height).flatMap((y) =>
    starts(picture.width).map((x) => ({
      x,
      y,
      width: Math.min(side, picture.width),
      height: Math.min(side, picture.height),
    })),
  )
}

const upright = (box: FaceBox): Candidate => ({ ...box, rollRad: 0 })

/** Looks of one picture, each at the level of the pyramid that has just enough pixels for it. */
export function createLooks(detectors: Detectors, pyramid: Pyramid) {
  const { width, height } = pyramid.level(0)
  const whole: Region = { x: 0, y: 0, width, height }
  const longer = Math.max(width, height)
  const smaller: Region = { x: 0, y: 0, width: longer * DARK.smaller, height: longer * DARK.smaller }
  const isDark = lightOf(pyramid.level(pyramid.levelCount - 1), []).scene < DARK.scene

  async function ssd(region: Region, minScore: number): Promise<Candidate[]> {
    return (await detectors.ssd(pyramid, region, minScore)).map(upright)
  }

  async function tiny(side: TinySide): Promise<Candidate[]> {
    return (await detectors.tiny(pyramid, whole, side, TINY_SCORE)).map(upright)
  }

  /** The whole picture turned, so that faces leaning by rollRad stand upright. */
  async function turned(rollRad: number, net: 'ssd' | TinySide): Promise<Candidate[]> {
    const lean = Math.abs(rollRad)
    const side = Math.max(
      width * Math.cos(lean) + height * Math.sin(lean),
      width * Math.sin(lean) + height * Math.cos(lean),
    )
    const crop: SquareCrop = { centre: { x: width / 2, y: height / 2 }, side, rollRad }
    const seen = await detectors.turned(pyramid, crop, net, net === 'ssd' ? SSD_SCORE : TINY_SCORE)
    return seen.map((box) => {
      const centre = fromCrop(crop, (box.x + box.width / 2) / side, (box.y + box.height / 2) / side)
      return { ...box, x: centre.x - box.width / 2, y: centre.y - box.height / 2, rollRad }
    })
  }

  /** What a close look at the place sees of a face that leans by rollRad. */
  async function close(box: FaceBox, rollRad: number, looks: 1 | 2): Promise<Candidate | null> {
    const seen = await detectors.closeUp(pyramid, box, rollRad, looks)
    return seen && { ...seen, rollRad }
  }

  /** Tiles worth a look of their own: all of a middling picture, those with a hint of small faces of a large one. */
  function tilesFor(first: readonly FaceBox[]): Region[] {
    if (longer <= TILED_FROM.four) return []
    if (longer <= TILED_FROM.hinted) return tilesOf(whole, 2)
    const largest = (HINT.largestSide * longer) / SSD_SIDE
    const hints = first.filter((box) => Math.max(box.width, box.height) <= largest)
    return tilesOf(whole, 3).filter((tile) =>
      hints.some((hint) => {
        const x = hint.x + hint.width / 2 - tile.x
        const y = hint.y + hint.height / 2 - tile.y
        return x >= 0 && y >= 0 && x < tile.width && y < tile.height
      }),
    )
  }

  return {
    close,
    /** Every place that may hold a face, from several scales: one look misses faces that are small or fill the picture. */
    async candidates(breathe: () => Promise<void>): Promise<Candidate[]> {
      const first = await ssd(whole, HINT.score)
      const found = first.filter((box) => box.score >= SSD_SCORE)
      if (isDark) found.push(...(await ssd(smaller, SSD_SCORE)))
      for (const side of CLOSE_UP_SIDES) found.push(...(await tiny(side)))
      for (const lean of [-LEAN_RAD, LEAN_RAD]) found.push(...(await turned(lean, 224)))
      for (const tile of tilesFor(first)) {
        await breathe()
        found.push(...(await ssd(tile, SSD_SCORE)))
      }
      return mergeBoxes(found)
    },
    /** Where faces lean: the picture once more, turned so that they stand upright. */
    async leaning(leans: readonly number[], breathe: () => Promise<void>): Promise<Candidate[]> {
      const found: Candidate[] = []
      for (const lean of leans) {
        await breathe()
        found.push(...(await turned(lean, 'ssd')))
      }
      return mergeBoxes(found)
    },
  }
}
export type Looks = ReturnType<typeof createLooks>
