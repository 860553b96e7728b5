import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FaceObservation } from '../../../src/domain/face/landmarks'
import { centroid, distance, sourcePoint, type SourcePoint } from '../../../src/domain/geometry/points'
import type { PersonId } from '../../../src/domain/ids'
import type { Person } from '../../../src/domain/tracking/person'
import { ARRIVAL_LEVEL, FADE_IN_MS, FADE_OUT_MS, HOLD_MS } from '../../../src/domain/tracking/presence'
import {
  createTracker,
  forgetFaces,
  observeFaces,
  personsAt,
  type TrackerState,
} from '../../../src/domain/tracking/tracker'
import { anyHead, counting, HEAD, landmarksOfHead, noiseSource, observed, type Head } from '../syntheticFace'

const FRAME = { width: 1280, height: 720 }

interface Shown {
  readonly atMs: number
  readonly heads: readonly Head[]
  readonly persons: readonly Person[]
}

/** Plays a scene at a frame rate; what each frame showed, at the moment it was captured. */
function play(
  heads: (seconds: number) => readonly Head[],
  lengthS: number,
  fps = 30,
  face: (head: Head) => FaceObservation<SourcePoint> = observed,
): { readonly shown: readonly Shown[]; readonly state: TrackerState } {
  const newId = counting<PersonId>('p')
  let state = createTracker()
  const shown: Shown[] = []
  for (let i = 0; i <= lengthS * fps; i++) {
    const atMs = (i * 1000) / fps
    const now = heads(i / fps)
    state = observeFaces(
      state,
      now.map((head) => face(head)),
      FRAME,
      atMs,
      newId,
    )
    shown.push({ atMs, heads: now, persons: personsAt(state, atMs) })
  }
  return { shown, state }
}

const idAt = (persons: readonly Person[], head: Head): string | undefined =>
  persons
    .filter(({ pose }) => distance(pose.eyesCentre, head) < 0.3 * head.eyeDistance)
    .map(({ id }) => id)
    .at(0)

const idsSeen = (shown: readonly Shown[]) =>
  new Set(shown.flatMap(({ persons }) => persons.map(({ id }) => id)))

const meanError = (person: Person, truth: readonly SourcePoint[]) =>
  person.landmarks.reduce((sum, point, i) => sum + distance(point, truth[i]!), 0) / truth.length

describe('following one face', () => {
  it('shows a still face where it is, calmer than it was measured', () => {
    const noise = noiseSource(21)
    const noisy = (head: Head) => ({ landmarks: landmarksOfHead(head, noise, 0.008), score: 0.9 })
    const { shown } = play(() => [HEAD], 8, 30, noisy)
    const settled = shown.slice(60).map(({ persons }) => persons[0]!)
    const truth = landmarksOfHead(HEAD)
    const off = (points: readonly SourcePoint[]) =>
      points.reduce((sum, p, i) => sum + distance(p, truth[i]!) ** 2, 0)
    const shownRms = Math.sqrt(settled.reduce((sum, p) => sum + off(p.landmarks), 0) / (settled.length * 41))
    const measured = noiseSource(22)
    const measuredRms = Math.sqrt(
      settled.reduce((sum) => sum + off(landmarksOfHead(HEAD, measured, 0.008)), 0) / (settled.length * 41),
    )
    expect(shownRms).toBeLessThan(0.5 * measuredRms)
    const crowns = settled.map(({ pose }) => pose.pitchRad)
    expect(Math.max(...crowns) - Math.min(...crowns)).toBeLessThan(0.1)
  })

  it('is not late behind a moving, tilting, approaching face', () => {
    const paths: readonly ((s: number) => Head)[] = [
      (s) => ({ ...HEAD, x: 500 + 100 * Math.sin(2 * Math.PI * 0.5 * s) }),
      (s) => ({ ...HEAD, rollRad: 0.35 * Math.sin(2 * Math.PI * 0.5 * s) }),
      (s) => ({ ...HEAD, eyeDistance: 50 * Math.exp(0.4 * Math.sin(2 * Math.PI * 0.3 * s)) }),
    ]
    for (const path of paths) {
      const { shown } = play((s) => [path(s)], 6)
      const errorAgainst = (lagMs: number) =>
        shown
          .slice(45)
          .reduce(
            (sum, { atMs, persons }) =>
              sum + meanError(persons[0]!, landmarksOfHead(path((atMs - lagMs) / 1000))) ** 2,
            0,
          )
      const lags = Array.from({ length: 60 }, (_, i) => i - 10)
      const lagMs = lags.reduce((best, lag) => (errorAgainst(lag) < errorAgainst(best) ? lag : best))
      expect(lagMs).toBeLessThanOrEqual(15)
    }
  })

  it('carries a moving face on to the moment of painting, and a still one not at all', () => {
    const path = (s: number): Head => ({ ...HEAD, x: 200 + 150 * s })
    const { state, shown } = play((s) => [path(s)], 2)
    const captured = shown.at(-1)!.persons[0]!
    const later = personsAt(state, 2040)[0]!
    expect(later.pose.eyesCentre.x - captured.pose.eyesCentre.x).toBeGreaterThan(0.7 * 150 * 0.04)
    expect(later.pose.eyesCentre.x - captured.pose.eyesCentre.x).toBeLessThan(1.3 * 150 * 0.04)
    expect(meanError(later, captured.landmarks)).toBeCloseTo(
      distance(later.pose.eyesCentre, captured.pose.eyesCentre),
      6,
    )
    const still = play(() => [HEAD], 2)
    expect(personsAt(still.state, 2040)).toEqual(still.shown.at(-1)!.persons)
  })

  it('behaves alike at 15 and 60 frames a second', () => {
    const path = (s: number): Head => ({
      ...HEAD,
      x: 400 + 60 * Math.sin(2 * s),
      rollRad: 0.2 * Math.sin(3 * s),
    })
    const slow = play((s) => [path(s)], 4, 15).shown
    const fast = play((s) => [path(s)], 4, 60).shown
    for (const { atMs, persons } of slow.slice(15)) {
      const same = fast.find((other) => Math.abs(other.atMs - atMs) < 1)!
      expect(meanError(persons[0]!, same.persons[0]!.landmarks) / HEAD.eyeDistance).toBeLessThan(0.03)
    }
  })

  it('tilts through upside down without unwinding', () => {
    const { shown } = play((s) => [{ ...HEAD, rollRad: Math.atan2(Math.sin(1.5 * s), Math.cos(1.5 * s)) }], 5)
    for (const { persons, heads } of shown.slice(10)) {
      expect(meanError(persons[0]!, landmarksOfHead(heads[0]!)) / HEAD.eyeDistance).toBeLessThan(0.1)
    }
    expect(idsSeen(shown).size).toBe(1)
  })
})

describe('fading', () => {
  const newId = () => counting<PersonId>('p')

  it('fades in, holds and fades out by the clock', () => {
    const id = newId()
    let state = createTracker()
    for (let atMs = 0; atMs <= 1000; atMs += 50)
      state = observeFaces(state, [observed(HEAD)], FRAME, atMs, id)
    const presence = (atMs: number) => personsAt(state, atMs)[0]?.presence ?? 0
    expect(presence(1000)).toBe(1)
    // The frame at 1050 shows nobody: the face was last seen at 1000.
    state = observeFaces(state, [], FRAME, 1050, id)
    expect(presence(1000 + HOLD_MS)).toBe(1)
    expect(presence(1000 + HOLD_MS + FADE_OUT_MS / 2)).toBeCloseTo(0.5, 9)
    expect(presence(1000 + HOLD_MS + FADE_OUT_MS)).toBe(0)
  })

  it('rises over its time: a sure face from the first frame on, another once a second frame has confirmed it', () => {
    const id = newId()
    const sure = observeFaces(createTracker(), [observed(HEAD)], FRAME, 0, id)
    const presence = (state: TrackerState, atMs: number) => personsAt(state, atMs)[0]!.presence
    expect(presence(sure, 0)).toBe(ARRIVAL_LEVEL)
    expect(presence(sure, FADE_IN_MS / 3)).toBeCloseTo(ARRIVAL_LEVEL + 1 / 3, 9)
    expect(presence(sure, FADE_IN_MS)).toBe(1)
    const once = observeFaces(createTracker(), [observed(HEAD, 0.42)], FRAME, 0, id)
    expect(personsAt(once, 0)).toEqual([])
    expect(personsAt(once, 100)).toEqual([])
    expect(presence(observeFaces(once, [observed(HEAD, 0.42)], FRAME, 33, id), 33)).toBe(ARRIVAL_LEVEL)
  })

  it('comes back as the same person after half a second behind something, gone in between', () => {
    const id = newId()
    let state = createTracker()
    for (let atMs = 0; atMs <= 600; atMs += 50) state = observeFaces(state, [observed(HEAD)], FRAME, atMs, id)
    const [before] = personsAt(state, 600)
    for (let atMs = 650; atMs < 1100; atMs += 50) state = observeFaces(state, [], FRAME, atMs, id)
    expect(personsAt(state, 800)).toEqual([])
    state = observeFaces(state, [observed(HEAD)], FRAME, 1100, id)
    const [after] = personsAt(state, 1100)
    expect(after!.id).toBe(before!.id)
    expect(personsAt(state, 1130)[0]!.presence).toBeGreaterThan(after!.presence)
  })

  it('is somebody new who comes in where another went out', () => {
    const leaving = (s: number): Head => ({ ...HEAD, x: 100 - 400 * s })
    const coming = (s: number): Head => ({ ...HEAD, x: 400 * (s - 0.6) })
    const { shown } = play((s) => (s < 0.25 ? [leaving(s)] : s > 0.62 ? [coming(s)] : []), 1)
    expect(idsSeen(shown).size).toBe(2)
  })

  it('is nobody any more in the frame after it went out over the edge', () => {
    const { shown } = play((s) => (s < 0.25 ? [{ ...HEAD, x: 100 - 400 * s }] : []), 0.5)
    for (const { persons } of shown) for (const { presence } of persons) expect(presence).toBeGreaterThan(0)
    expect(shown.filter(({ persons }) => persons.length > 0).at(-1)!.atMs).toBeLessThan(250)
  })

  it('comes back as somebody new after more than a second', () => {
    const { shown } = play((s) => (s < 1 || s > 2.2 ? [HEAD] : []), 3)
    expect(idsSeen(shown).size).toBe(2)
  })

  it('shows no decoration for one false alarm, nor for an unsure new face', () => {
    const flash = play(
      (s) => (s > 0.99 && s < 1.01 ? [HEAD] : []),
      2,
      30,
      (head) => observed(head, 0.42),
    )
    expect(idsSeen(flash.shown).size).toBe(0)
    const unsure = play(
      () => [HEAD],
      1,
      30,
      (head) => observed(head, 0.2),
    )
    expect(idsSeen(unsure.shown).size).toBe(0)
  })

  it('keeps a known face that becomes unsure', () => {
    const { shown } = play(
      (s) => [{ ...HEAD, x: HEAD.x + s }],
      2,
      30,
      (head) => observed(head, head.x < 321 ? 0.9 : 0.2),
    )
    expect(shown.at(-1)!.persons[0]?.presence).toBe(1)
    expect(idsSeen(shown).size).toBe(1)
  })

  it('does not blink when a slow computer looks at three frames a second', () => {
    const id = newId()
    let state = createTracker()
    for (let atMs = 0; atMs <= 1200; atMs += 300)
      state = observeFaces(state, [observed(HEAD)], FRAME, atMs, id)
    for (let nowMs = 1200; nowMs <= 1800; nowMs += 16) expect(personsAt(state, nowMs)[0]?.presence).toBe(1)
  })

  it('lets decorations go when no frame is looked at any more', () => {
    const { state } = play(() => [HEAD], 1)
    expect(personsAt(state, 5000)).toEqual([])
  })
})

describe('several people', () => {
  const left: Head = { ...HEAD, x: 400, eyeDistance: 60 }
  const right: Head = { ...HEAD, x: 800, eyeDistance: 60 }

  it('does not move the first when a second appears, in whatever order they are reported', () => {
    const { shown } = play(
      (s) => (s < 1 ? [left] : Math.round(s * 30) % 2 ? [right, left] : [left, right]),
      2,
    )
    const first = shown[10]!.persons[0]!.id
    for (const { persons } of shown.slice(10)) {
      const person = persons.find(({ id }) => id === first)!
      expect(distance(person.pose.eyesCentre, left)).toBeLessThan(0.02 * left.eyeDistance)
    }
    expect(shown.at(-1)!.persons).toHaveLength(2)
    expect(idsSeen(shown).size).toBe(2)
  })

  it('does not swap two who walk past each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.6, max: 1.6, noNaN: true }),
        fc.double({ min: 40, max: 90, noNaN: true }),
        fc.constantFrom(15, 30, 60),
        (crossingS, apartY, fps) => {
          const one = (s: number): Head => ({
            ...HEAD,
            x: 340 + (600 * s) / (2 * crossingS),
            y: 300,
            eyeDistance: 60,
          })
          const two = (s: number): Head => ({
            ...HEAD,
            x: 940 - (600 * s) / (2 * crossingS),
            y: 300 + apartY,
            eyeDistance: 66,
          })
          const { shown } = play((s) => [one(s), two(s)], 2 * crossingS, fps)
          const early = shown[Math.ceil(fps / 5)]!
          const late = shown.at(-1)!
          expect(idAt(late.persons, late.heads[0]!)).toBe(idAt(early.persons, early.heads[0]!))
          expect(idAt(late.persons, late.heads[1]!)).toBe(idAt(early.persons, early.heads[1]!))
          expect(idsSeen(shown).size).toBe(2)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('knows both again when one was hidden behind the other for a moment', () => {
    const one = (s: number): Head => ({ ...HEAD, x: 300 + 300 * s, eyeDistance: 70 })
    const two = (s: number): Head => ({ ...HEAD, x: 900 - 300 * s, y: HEAD.y + 10, eyeDistance: 60 })
    const isHidden = (s: number) => Math.abs(one(s).x - two(s).x) < 70
    const { shown } = play((s) => (isHidden(s) ? [one(s)] : [one(s), two(s)]), 2)
    const early = shown[15]!
    const late = shown.at(-1)!
    expect(idAt(late.persons, late.heads[0]!)).toBe(idAt(early.persons, early.heads[0]!))
    expect(idAt(late.persons, late.heads[1]!)).toBe(idAt(early.persons, early.heads[1]!))
    expect(idsSeen(shown).size).toBe(2)
  })

  it('counts one face found twice once', () => {
    const doubled = (s: number): readonly Head[] => [left, { ...left, x: left.x + 12 + s, eyeDistance: 64 }]
    expect(idsSeen(play(doubled, 1).shown).size).toBe(1)
  })

  it('follows five at once', () => {
    const heads = (s: number) =>
      [0, 1, 2, 3, 4].map((i): Head => ({
        ...HEAD,
        x: 150 + 240 * i + 20 * Math.sin(s + i),
        eyeDistance: 50 + 4 * i,
      }))
    const { shown } = play(heads, 3)
    expect(idsSeen(shown).size).toBe(5)
    for (const head of shown.at(-1)!.heads) expect(idAt(shown.at(-1)!.persons, head)).toBeDefined()
  })

  it('ends everybody at a hard cut: new people, and nothing hangs in the air', () => {
    const before = [left, right]
    const after = [
      { ...HEAD, x: 250, y: 500, eyeDistance: 40 },
      { ...HEAD, x: 620, y: 150, eyeDistance: 45 },
      { ...HEAD, x: 1000, y: 480, eyeDistance: 42 },
    ]
    const { shown } = play((s) => (s < 1 ? before : after), 2)
    const old = new Set(shown[20]!.persons.map(({ id }) => id))
    const later = shown.filter(({ atMs }) => atMs >= 1000)
    expect(later.every(({ persons }) => persons.every(({ id }) => !old.has(id)))).toBe(true)
    expect(later.at(-1)!.persons).toHaveLength(3)
  })

  it('fades somebody at once when another face appears elsewhere instead', () => {
    const { shown } = play((s) => [s < 1 ? left : right], 1.3)
    const old = shown[20]!.persons[0]!.id
    const presence = (atMs: number) =>
      shown.find((frame) => Math.abs(frame.atMs - atMs) < 1)!.persons.find(({ id }) => id === old)
        ?.presence ?? 0
    expect(presence(1100)).toBeLessThan(0.5)
    expect(presence(1200)).toBe(0)
  })
})

describe('the state', () => {
  it('ignores a frame that is not newer, and points that are not finite', () => {
    const { state } = play(() => [HEAD], 1)
    expect(observeFaces(state, [], FRAME, 1000, counting('x'))).toBe(state)
    const broken = { landmarks: landmarksOfHead(HEAD).map(() => sourcePoint(NaN, 0)), score: 1 }
    const next = observeFaces(state, [broken, observed(HEAD)], FRAME, 1033, counting('x'))
    expect(personsAt(next, 1033)).toHaveLength(1)
  })

  it('starts anew when the frame changes its size, and forgets when told to', () => {
    const { state } = play(() => [HEAD], 1)
    expect(personsAt(forgetFaces(state), 1000)).toEqual([])
    const other = observeFaces(state, [observed(HEAD)], { width: 640, height: 480 }, 1033, counting('x'))
    expect(personsAt(other, 1033).map(({ id }) => id)).toEqual(['x0'])
  })

  it('is never changed in place', () => {
    const { state } = play(() => [HEAD], 1)
    const copy = structuredClone(state)
    observeFaces(state, [observed({ ...HEAD, x: 330 })], FRAME, 1033, counting('x'))
    personsAt(state, 1040)
    expect(state).toEqual(copy)
  })

  it('holds finite numbers whatever heads come', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyHead, { maxLength: 4 }), { maxLength: 12 }), (frames) => {
        const newId = counting<PersonId>('p')
        let state = createTracker()
        frames.forEach((heads, i) => {
          state = observeFaces(
            state,
            heads.map((head) => observed(head)),
            FRAME,
            i * 33,
            newId,
          )
          for (const { landmarks, presence } of personsAt(state, i * 33 + 20)) {
            const { x, y } = centroid(landmarks)
            expect(Number.isFinite(x) && Number.isFinite(y) && presence >= 0 && presence <= 1).toBe(true)
          }
        })
      }),
      { numRuns: 50 },
    )
  })
})
