import { describe, expect, it } from 'vitest'
import type { PersonId } from '../../../src/domain/ids'
import { createTracker, observeFaces, personsAt } from '../../../src/domain/tracking/tracker'
import { BUDGETS } from '../../budgets'
import { counting, HEAD, observed } from '../syntheticFace'

const FRAME = { width: 1280, height: 720 }
const START_X = 200
/** Eye distances a second: an unhurried turn to a neighbour, a lively move, a dart aside. */
const SPEEDS = [1, 2.5, 5] as const
const TURN_S = 1.5

/** Where the decoration is ahead of the head in the shown frame, eye distances, for each frame of the camera from the turn on. */
function ahead(place: (seconds: number) => number, fps: number, longestAheadMs: number, framesLate = 1) {
  const newId = counting<PersonId>('p')
  const headAt = (index: number) => ({ ...HEAD, x: START_X + HEAD.eyeDistance * place(index / fps) })
  let state = createTracker()
  const shares: number[] = []
  for (let shown = 0; shown < (TURN_S + 1) * fps; shown++) {
    const known = shown - framesLate
    const atMs = (known * 1000) / fps
    if (known >= 0) state = observeFaces(state, [observed(headAt(known))], FRAME, atMs, newId)
    if (shown / fps < TURN_S) continue
    const [person] = personsAt(state, (shown * 1000) / fps, longestAheadMs)
    if (!person) throw new Error('the head was lost')
    shares.push((person.pose.eyesCentre.x - headAt(shown).x) / HEAD.eyeDistance)
  }
  return shares
}

const stopping = (speed: number) => (seconds: number) => speed * Math.min(seconds, TURN_S)
const reversing = (speed: number) => (seconds: number) => speed * (TURN_S - Math.abs(TURN_S - seconds))
const steady = (speed: number) => (seconds: number) => speed * seconds
const farthest = (shares: readonly number[]) => Math.max(...shares)

describe('a decoration carried on to the shown frame, the known one being one frame old', () => {
  for (const fps of [15, 30, 60])
    for (const speed of SPEEDS) {
      it(`does not visibly overrun a head that stops at ${speed} eye distances a second, ${fps} fps`, () => {
        const shares = ahead(stopping(speed), fps, 1000 / fps)
        expect(farthest(shares)).toBeLessThan(BUDGETS.overshootOfStop)
        expect(farthest(shares.slice(Math.ceil(0.2 * fps)))).toBeLessThan(BUDGETS.overshootLeft)
      })

      it(`nor one that turns back at ${speed}, ${fps} fps`, () => {
        const carried = farthest(ahead(reversing(speed), fps, 1000 / fps))
        const left = farthest(ahead(reversing(speed), fps, 0))
        expect(carried - left).toBeLessThan(BUDGETS.overshootOfTurn)
      })
    }

  for (const fps of [30, 60])
    for (const speed of [1, 2.5]) {
      it(`hides the lag of a head that moves steadily at ${speed}, ${fps} fps`, () => {
        const lag = Math.abs(ahead(steady(speed), fps, 1000 / fps).at(-1)!)
        expect(lag).toBeLessThan(BUDGETS.steadyLagLeft)
        expect(lag).toBeLessThan(0.5 * Math.abs(ahead(steady(speed), fps, 0).at(-1)!))
      })
    }

  it('is never carried on by more than one frame of the camera, however late the faces are', () => {
    for (const speed of SPEEDS) {
      const framesLate = 4
      const share = ahead(steady(speed), 30, 1000 / 30, framesLate).at(-1)!
      const beyondKnown = share + (framesLate * speed) / 30
      expect(beyondKnown).toBeLessThan((1.01 * speed) / 30)
    }
  })
})
