import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fitScale,
  sourceUnder,
  stageOver,
  viewAround,
  wholeView,
} from '../../../src/renderer/stage/pictureView'

const length = fc.integer({ min: 16, max: 8000 })
const size = fc.record({ width: length, height: length })
const scale = fc.double({ min: 0.02, max: 8, noNaN: true })
const point = fc.record({
  x: fc.double({ min: -9000, max: 9000, noNaN: true }),
  y: fc.double({ min: -9000, max: 9000, noNaN: true }),
})

describe('picture views', () => {
  it('the whole live picture is on the stage, in its middle, and as large as it can be', () => {
    fc.assert(
      fc.property(size, size, (picture, stage) => {
        const view = wholeView(picture, stage)
        const bare = [stage.width - picture.width * view.scale, stage.height - picture.height * view.scale]
        expect(Math.min(...bare)).toBeGreaterThan(-1e-6)
        expect(Math.min(...bare)).toBeLessThan(1e-6)
        expect(view.x).toBeCloseTo(bare[0]! / 2)
        expect(view.y).toBeCloseTo(bare[1]! / 2)
      }),
    )
  })

  it('fit shows the whole picture with its margin', () => {
    fc.assert(
      fc.property(size, size, (picture, stage) => {
        const fitted = fitScale(picture, stage, 24)
        expect(picture.width * fitted).toBeLessThanOrEqual(Math.max(1, stage.width - 48) + 1e-6)
        expect(picture.height * fitted).toBeLessThanOrEqual(Math.max(1, stage.height - 48) + 1e-6)
      }),
    )
  })

  it('panning never opens a gap where the picture could fill, and centres what is smaller', () => {
    fc.assert(
      fc.property(size, size, scale, point, (picture, stage, zoom, centre) => {
        const view = viewAround(picture, stage, zoom, centre)
        for (const [start, drawn, room] of [
          [view.x, picture.width * zoom, stage.width],
          [view.y, picture.height * zoom, stage.height],
        ] as const) {
          if (drawn <= room) expect(start).toBeCloseTo((room - drawn) / 2, 3)
          else {
            expect(start).toBeLessThanOrEqual(0)
            expect(start + drawn).toBeGreaterThanOrEqual(room - 1e-3)
          }
        }
      }),
    )
  })

  it('goes from the stage to the picture and back', () => {
    fc.assert(
      fc.property(size, size, scale, point, (picture, stage, zoom, on) => {
        const view = viewAround(picture, stage, zoom, { x: picture.width / 2, y: picture.height / 2 })
        const back = stageOver(view, sourceUnder(view, on))
        expect(back.x).toBeCloseTo(on.x, 4)
        expect(back.y).toBeCloseTo(on.y, 4)
      }),
    )
  })
})
