import { describe, expect, test } from 'vitest'
import type { ShownFrame } from '../../../src/cli/clip/followClip'
import { clipMetrics } from '../../../src/cli/clip/metrics'
import type { Sight, TrueFace } from '../../../src/cli/clip/scene'
import { HEAD, landmarksOfHead, noiseSource, type Head } from '../../domain/syntheticFace'

const FPS = 30

interface Played {
  readonly truth: readonly (readonly TrueFace[])[]
  readonly shown: readonly ShownFrame[]
}

interface Actor {
  readonly person: string
  readonly at: (seconds: number) => Head
  /** Null when this person is not there at all. */
  readonly sight?: (seconds: number) => Sight | null
  /** What is shown of this person; by default what is true, under their own name, while they can be seen. */
  readonly shown?: (seconds: number, truth: readonly TrueFace[]) => ShownFrame['faces']
}

function play(actors: readonly Actor[], seconds: number): Played {
  const truth: TrueFace[][] = []
  const shown: ShownFrame[] = []
  for (let frame = 0; frame < seconds * FPS; frame++) {
    const t = frame / FPS
    const faces: TrueFace[] = []
    for (const { person, at, sight } of actors) {
      const how = sight ? sight(t) : 'clear'
      if (how !== null) faces.push({ person, sight: how, points: landmarksOfHead(at(t)) })
    }
    truth.push(faces)
    const ofActor = ({ person, shown: own }: Actor) =>
      own
        ? own(t, faces)
        : faces
            .filter((face) => face.person === person && face.sight === 'clear')
            .map(({ points }) => ({ id: person, points, visible: true }))
    shown.push({ t, faces: actors.flatMap(ofActor) })
  }
  return { truth, shown }
}
const measured = ({ shown, truth }: Played) => clipMetrics(shown, truth)
const still: Actor = { person: 'a', at: () => HEAD }
const beside: Head = { ...HEAD, x: 520 }

describe('the measures of a clip', () => {
  test('nothing is wrong with what is shown exactly', () => {
    expect(measured(play([still, { person: 'b', at: () => beside }], 2))).toEqual({
      frames: 60,
      recall: 1,
      falsePerFrame: 0,
      errorPercent: 0,
      jitterPx: 0,
      lagMs: null,
      switches: 0,
      reuses: 0,
      ghostFrames: 0,
      dropMs: null,
    })
  })

  test('planted jitter is measured in pixels, whatever it is constantly off by', () => {
    const noise = noiseSource(3)
    // 0.3 px in each direction of each axis: 0.3·√2 of distance.
    const shown: Actor['shown'] = () => [
      {
        id: 'a',
        visible: true,
        points: landmarksOfHead(HEAD).map(({ x, y }) => ({
          x: x + 2 + 0.3 * noise(),
          y: y - 1 + 0.3 * noise(),
        })),
      },
    ]
    const { jitterPx, errorPercent } = measured(play([{ ...still, shown }], 4))
    expect(jitterPx).toBeGreaterThan(0.97 * 0.3 * Math.SQRT2)
    expect(jitterPx).toBeLessThan(1.03 * 0.3 * Math.SQRT2)
    expect(errorPercent).toBeGreaterThan(2)
  })

  test.each([0, 18, 47, -20])('a lag of %i ms is found, to the millisecond', (lagMs) => {
    const at = (s: number): Head => ({
      ...HEAD,
      x: 320 + 90 * Math.sin(2.4 * s),
      rollRad: 0.2 * Math.sin(3 * s),
      eyeDistance: 50 * Math.exp(0.2 * Math.sin(1.7 * s)),
    })
    const noise = noiseSource(5)
    const shown: Actor['shown'] = (s) => {
      // Off by a constant of the face besides: an annotation's idea of a corner is not the net's.
      const head = at(s - lagMs / 1000)
      const cos = Math.cos(head.rollRad) * head.eyeDistance
      const sin = Math.sin(head.rollRad) * head.eyeDistance
      const points = landmarksOfHead(head, noise, 0.004).map(({ x, y }, i) => {
        const [across, down] = [0.02 * (i % 3), 0.02]
        return { x: x + cos * across - sin * down, y: y + sin * across + cos * down }
      })
      return [{ id: 'a', visible: true, points }]
    }
    const found = measured(play([{ person: 'a', at, shown }], 4)).lagMs!
    expect(Math.abs(found - lagMs)).toBeLessThan(1)
  })

  test('two who swap their ids are two switches and two reuses', () => {
    const swapped =
      (own: string, other: string): Actor['shown'] =>
      (s, truth) =>
        truth
          .filter(({ person }) => person === own)
          .map(({ points }) => ({ id: s < 1 ? own : other, points, visible: true }))
    const { switches, reuses } = measured(
      play(
        [
          { ...still, shown: swapped('a', 'b') },
          { person: 'b', at: () => beside, shown: swapped('b', 'a') },
        ],
        2,
      ),
    )
    expect({ switches, reuses }).toEqual({ switches: 2, reuses: 2 })
  })

  test.each([
    ['0.4 s behind something: a new id is a switch', 'hidden', 0.4, 1],
    ['0.8 s behind something: it may be new', 'hidden', 0.8, 0],
    ['0.4 s outside the frame: it may be new', 'outside', 0.4, 0],
  ] as const)('%s', (_, sight, goneS, expected) => {
    const isGone = (s: number) => s >= 1 && s < 1 + goneS
    const { switches, reuses, recall } = measured(
      play(
        [
          {
            ...still,
            sight: (s) => (isGone(s) ? sight : 'clear'),
            shown: (s, truth) =>
              isGone(s)
                ? []
                : truth.map(({ points }) => ({ id: s < 1 ? 'p1' : 'p2', points, visible: true })),
          },
        ],
        3,
      ),
    )
    expect({ switches, reuses, recall }).toEqual({ switches: expected, reuses: 0, recall: 1 })
  })

  test("a stranger who is given a gone person's id is a reuse", () => {
    const given: Actor['shown'] = (_, truth) =>
      truth.map(({ points }) => ({ id: 'p1', points, visible: true }))
    const { switches, reuses } = measured(
      play(
        [
          { ...still, sight: (s) => (s < 1 ? 'clear' : null), shown: given },
          { person: 'b', at: () => beside, sight: (s) => (s < 1.5 ? null : 'clear'), shown: () => [] },
        ],
        3,
      ),
    )
    expect({ switches, reuses }).toEqual({ switches: 0, reuses: 1 })
  })

  test('a ghost of three frames is counted, and how long it took to go', () => {
    const sight = (s: number) => (s < 1 ? 'clear' : null)
    const shown: Actor['shown'] = (s) =>
      s < 1.13 ? [{ id: 'a', points: landmarksOfHead(HEAD), visible: s < 1.1 }] : []
    const { ghostFrames, dropMs, falsePerFrame } = measured(play([{ ...still, sight, shown }], 2))
    expect(ghostFrames).toBe(3)
    expect(dropMs).toBe(Math.round(4000 / FPS))
    expect(falsePerFrame).toBeCloseTo(3 / 60, 9)
  })

  test('missed and invented faces count against recall and as false', () => {
    const shown: Actor['shown'] = (s) => [
      { id: 'x', points: landmarksOfHead(s < 0.5 ? beside : HEAD), visible: true },
    ]
    const { recall, falsePerFrame } = measured(play([{ ...still, shown }], 1))
    expect({ recall, falsePerFrame }).toEqual({ recall: 0.5, falsePerFrame: 0.5 })
  })
})
