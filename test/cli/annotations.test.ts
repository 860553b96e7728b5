import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchFaces, pointError, readAnnotations } from '../../src/cli/annotations'
import { Refusal } from '../../src/cli/refusal'
import { median, percentile95 } from '../../src/cli/statistics'

/** 41 points of a made-up face, 100 pixels between the outer eye corners, moved by (x, y). */
const face = (x: number, y: number) =>
  Array.from({ length: 41 }, (_, index) => ({
    x: x + (index === 9 ? 0 : index === 18 ? 100 : 50 + (index % 7)),
    y: y + (index === 9 || index === 18 ? 0 : index),
  }))
const found = (of: ReturnType<typeof face>, byX = 0) =>
  Float32Array.from(of.flatMap(({ x, y }) => [x + byX, y]))

describe('matching faces', () => {
  test('the error is the mean distance over the eye corner distance', () => {
    const truth = face(10, 20)
    expect(pointError(found(truth), truth)).toBe(0)
    expect(pointError(found(truth, 5), truth)).toBeCloseTo(0.05, 6)
  })

  test('each found face counts once, for the annotation it is closest to', () => {
    const [a, b] = [face(0, 0), face(8, 0)]
    const errors = matchFaces([found(a, 1), found(b, 2)], [b, a], 0.2)
    expect(errors.map((error) => Math.round(error * 100)).sort()).toEqual([1, 2])
    // One found face between two annotations serves only one of them.
    expect(matchFaces([found(a, 4)], [a, b], 0.2).length).toBe(1)
    expect(matchFaces([found(a, 25)], [a], 0.2)).toEqual([])
  })
})

describe('the list of annotations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kazari-list-'))
  const list = (content: unknown) => {
    const file = join(folder, 'list.json')
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }
  const shown = face(0, 0).map(({ x, y }) => [x, y])
  /** With the jaw and the brows, which are not compared. */
  const pts = [...Array.from({ length: 27 }, () => [0, 0]), ...shown]

  test('gathers the faces of each picture, named relative to the list', async () => {
    const file = list([
      { img: 'a.jpg', pts },
      { img: 'sub/b.jpg', pts },
      { img: 'a.jpg', pts },
    ])
    const pictures = await readAnnotations(file)
    expect(pictures.map((picture) => [picture.file, picture.faces.length])).toEqual([
      [join(folder, 'a.jpg'), 2],
      [join(folder, 'sub/b.jpg'), 1],
    ])
  })

  test('keeps the 41 points that are compared, whether 68 are given or only those', async () => {
    for (const given of [pts, shown]) {
      const [picture] = await readAnnotations(list([{ img: 'a.jpg', pts: given }]))
      expect(picture!.faces[0]).toEqual(face(0, 0))
    }
  })

  test.each([
    ['not JSON', 'hello'],
    ['no list', { img: 'a.jpg', pts }],
    ['an empty list', []],
    ['67 points', [{ img: 'a.jpg', pts: pts.slice(1) }]],
    ['a point of three numbers', [{ img: 'a.jpg', pts: [[1, 2, 3], ...pts.slice(1)] }]],
    ['a point that is no number', [{ img: 'a.jpg', pts: [[null, 2], ...pts.slice(1)] }]],
    ['no picture', [{ pts }]],
    ['an empty name', [{ img: '', pts }]],
  ])('with %s is refused in one sentence that names the file', async (_, content) => {
    const file = list(content)
    const refusal = await readAnnotations(file).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((refusal as Refusal).message).toContain(file)
    expect((refusal as Refusal).message).not.toContain('\n')
  })

  test('that does not exist is refused', async () => {
    await expect(readAnnotations(join(folder, 'none.json'))).rejects.toBeInstanceOf(Refusal)
  })
})

describe('statistics', () => {
  test('lie within the values and do not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        for (const statistic of [median, percentile95]) {
          const result = statistic(values)
          expect(result).toBeGreaterThanOrEqual(Math.min(...values))
          expect(result).toBeLessThanOrEqual(Math.max(...values))
          expect(statistic([...values].reverse())).toBe(result)
        }
        expect(percentile95(values)).toBeGreaterThanOrEqual(median(values))
      }),
    )
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(percentile95(Array.from({ length: 100 }, (_, index) => index + 1))).toBe(95)
  })
})
