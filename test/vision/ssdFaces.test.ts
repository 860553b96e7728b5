import type { Canvas } from '@napi-rs/canvas'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST_IBUG_POINT } from '../../src/domain/face/landmarks'
import type { Point } from '../../src/domain/geometry/points'
import type { SelectedEngine } from '../../src/vision/engine/selectEngine'
import { createStillPipeline, type StillPipeline } from '../../src/vision/pipeline/stillPipeline'
import { BUDGETS } from '../budgets'
import { independentFaces } from '../support/independentFaces'
import { decodePhoto, samplePhoto } from '../support/samplePhotos'
import { pictureOf, startEngineForTest } from '../support/visionRig'

let selected: SelectedEngine
let still: StillPipeline
beforeAll(async () => {
  selected = await startEngineForTest()
  still = createStillPipeline(selected.engine.nets)
}, 60_000)
afterAll(() => selected.engine.close())

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const areaOf = ({ left, top, right, bottom }: Box) => Math.max(0, right - left) * Math.max(0, bottom - top)

function boxAround(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

/** Shared area over joint area, 0…1. */
function overlap(a: Box, b: Box): number {
  const shared = areaOf({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  })
  return shared / (areaOf(a) + areaOf(b) - shared)
}

/** For each face of one plain pass of face-api's SSD, left to right: its overlap with the nearest of ours. */
async function overlapsOf(photo: Canvas): Promise<readonly number[]> {
  const theirs = (await independentFaces(photo)).map(({ positions }) =>
    boxAround(positions.slice(FIRST_IBUG_POINT)),
  )
  const ours = (await still.find(pictureOf(photo))).map(({ points }) =>
    boxAround(
      Array.from({ length: points.length / 2 }, (_, at) => ({ x: points[2 * at]!, y: points[2 * at + 1]! })),
    ),
  )
  return theirs.map((face) => Math.max(0, ...ours.map((box) => overlap(face, box))))
}

const demoPicture = (file: string) => resolve(import.meta.dirname, '../../resources/demo', file)

describe('of the faces that one plain pass of face-api’s SSD finds, Kazari finds all but a full profile', () => {
  test.each([
    ['sample 1', samplePhoto(1), 3, []],
    // The woman on the left is seen in full profile: her far eye is hidden, so no points of hers are honest, and none are given.
    ['sample 2', samplePhoto(2), 3, [0]],
    ['sample 3', samplePhoto(3), 3, []],
    ['sample 4', samplePhoto(4), 4, []],
    ['sample 5', samplePhoto(5), 5, []],
    ['sample 6', samplePhoto(6), 4, []],
    ['the demo portrait', demoPicture('portrait.jpg'), 1, []],
    ['the demo group', demoPicture('group.jpg'), 5, []],
  ] as const)('%s', async (_, file, count, leftOut: readonly number[]) => {
    const overlaps = await overlapsOf(await decodePhoto(file))
    expect(overlaps.length, 'faces of SSD').toBe(count)
    const missed = overlaps.flatMap((share, index) => (share < BUDGETS.faceOfSsdOverlap ? [index] : []))
    expect(missed).toEqual(leftOut)
  })
})
