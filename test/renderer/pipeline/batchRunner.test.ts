// @vitest-environment happy-dom
import { decoded, pixelAt, plainPicture } from '../../support/canvas2d'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BatchJob, BatchOutcome } from '../../../src/contracts/api'
import { ok } from '../../../src/domain/result'
import { runBatch } from '../../../src/renderer/pipeline/batchRunner'
import type { StillFinder } from '../../../src/renderer/pipeline/stillFinder'
import { personOf } from '../stage/people'

const SIZE = { width: 300, height: 200 }
const person = personOf('p1', 150, 100, 40)

let outcomes: BatchOutcome[]
let jobs: BatchJob[]
let closed: number

const finder: StillFinder = {
  find: () => Promise.resolve(ok([{ landmarks: person.landmarks, score: 1 }])),
  close: () => void closed++,
}

const job = (id: string, change: Partial<BatchJob> = {}): BatchJob => ({
  id,
  look: 'round-glasses',
  format: 'png',
  picture: { name: `${id}.jpg`, format: 'jpeg', ...SIZE, orientation: 1, bytes: new Uint8Array([1]) },
  ...change,
})

beforeEach(() => {
  outcomes = []
  jobs = []
  closed = 0
  vi.stubGlobal('kazari', {
    call: (name: string, argument: BatchOutcome) => {
      if (name === 'batch:next') return Promise.resolve(ok({ job: jobs.shift() ?? null }))
      outcomes.push(argument)
      return Promise.resolve(ok({}))
    },
  })
  // The browser's decoder: one white picture, or none for bytes that are no picture.
  vi.stubGlobal('createImageBitmap', async (blob: Blob) => {
    if ((await blob.arrayBuffer()).byteLength > 1) throw new DOMException('bad', 'InvalidStateError')
    return plainPicture(SIZE.width, SIZE.height, '#ffffff')
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('runBatch', () => {
  it('decorates every picture in its own size, and ends when none is left', async () => {
    jobs = [job('a'), job('b', { look: 'cat-glasses' })]
    await runBatch(finder)
    expect(outcomes.map((outcome) => [outcome.kind, outcome.id])).toEqual([
      ['picture', 'a'],
      ['picture', 'b'],
    ])
    for (const outcome of outcomes) {
      if (outcome.kind !== 'picture') throw new Error(outcome.error.code)
      expect(outcome.faces).toBe(1)
      const { context, width, height } = await decoded(outcome.bytes)
      expect([width, height]).toEqual([SIZE.width, SIZE.height])
      // The bridge of the glasses, between the eyes.
      const dark = [-4, -2, 0, 2, 4].some((dy) => (pixelAt(context, 150, 100 + dy)[1] ?? 255) < 200)
      expect(dark).toBe(true)
      expect(pixelAt(context, 5, 195)).toEqual([255, 255, 255, 255])
    }
    expect(closed).toBe(1)
  })

  it('says of each picture that fails what is wrong with it, and does the rest', async () => {
    const broken = job('broken')
    jobs = [
      { ...broken, picture: { ...broken.picture, bytes: new Uint8Array([1, 2]) } },
      job('unknown', { look: 'no-such-look' }),
      job('fine'),
    ]
    await runBatch(finder)
    expect(outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.error : outcome.kind))).toEqual([
      { code: 'image-damaged', params: { name: 'broken.jpg' } },
      { code: 'not-available', params: { look: 'no-such-look' } },
      'picture',
    ])
  })
})
