import { describe, expect, test } from 'vitest'
import {
  createSearchPlan,
  type Look,
  type Outcome,
  type Situation,
} from '../../src/vision/pipeline/searchPlan'

const FRAME = { width: 640, height: 360, pixels: new Uint8Array(0) }
const CALM: Situation = { isFollowing: true, changed: null, isMissing: false }
const DOOR = { x: 480, y: 60, width: 160, height: 200 }
const MOVING: Situation = { ...CALM, changed: DOOR }

/** Plays frames of 30 a second; a look costs a millisecond for each 128 × 128 pixels. Gives the looks taken and their share of the time. */
function play(
  situationAt: (ms: number) => Situation,
  seconds: number,
  budget = 1,
  outcome: Outcome = 'nothing',
) {
  const plan = createSearchPlan()
  const taken: { readonly atMs: number; readonly look: Look }[] = []
  let spentMs = 0
  for (let frame = 0; frame < seconds * 30; frame++) {
    const atMs = (frame * 1000) / 30
    const situation = situationAt(atMs)
    if (!plan.isDue(situation, atMs)) continue
    const [look] = plan.next(FRAME, situation, false)
    const costMs = (look!.side / 128) ** 2
    plan.took(look!, costMs)
    plan.done(look!, outcome, atMs, budget)
    spentMs += costMs
    taken.push({ atMs, look: look! })
  }
  return { taken, share: spentMs / (seconds * 1000) }
}

describe('when and where a live frame is searched', () => {
  test('little is spent while nothing moves, more while something does, and never more than its share', () => {
    const calm = play(() => CALM, 30)
    const moving = play(() => ({ ...MOVING, changed: { x: 0, y: 0, ...FRAME } }), 30)
    expect(calm.share).toBeLessThan(0.022)
    expect(moving.share).toBeGreaterThan(2 * calm.share)
    expect(moving.share).toBeLessThan(0.11)
    expect(play(() => CALM, 30, 0.25).share).toBeLessThan(calm.share / 2)
  })

  test('who comes in where nobody was is looked for there within a frame, at little cost, and in the whole as well', () => {
    const { taken } = play((ms) => (ms < 1000 ? CALM : MOVING), 2)
    const after = taken.filter(({ atMs }) => atMs >= 1000)
    const ofPlace = after.filter(({ look }) => look.region === DOOR)
    expect(ofPlace[0]!.atMs).toBeLessThan(1150)
    expect(ofPlace[0]!.look.side).toBe(128)
    const ofMore = after.filter(({ look }) => look.region !== DOOR)
    expect(Math.abs(ofPlace.length - ofMore.length)).toBeLessThanOrEqual(1)
  })

  test('what may be a face in a moment is looked at again at once, but not for ever', () => {
    const whole = { ...MOVING, changed: { x: 0, y: 0, ...FRAME } }
    const { taken, share } = play(() => whole, 30, 1, 'hopeful')
    expect(taken.slice(0, 4).map(({ atMs }) => Math.round(atMs))).toEqual([0, 33, 67, 100])
    expect(share).toBeLessThan(0.11)
  })

  test('somebody who was lost is looked for as often as somebody who comes', () => {
    const { taken } = play(() => ({ ...CALM, isMissing: true }), 10)
    expect(taken.length).toBeGreaterThan(2 * play(() => CALM, 10).taken.length)
  })

  test('where nobody is followed every frame is searched, at every size in turn', () => {
    const { taken } = play(() => ({ ...CALM, isFollowing: false }), 1)
    expect(taken).toHaveLength(30)
    expect(new Set(taken.map(({ look }) => look.side))).toEqual(new Set([128, 224, 416]))
  })

  test('of an unknown scene every look is taken at once', () => {
    const looks = createSearchPlan().next(FRAME, CALM, true)
    expect(looks.map(({ side }) => side)).toEqual([224, 416, 320, 128, 416, 416])
    const [left, right] = looks.slice(-2).map(({ region }) => region)
    expect(left!.x).toBe(0)
    expect(right!.x + right!.width).toBe(FRAME.width)
    expect(left!.width + right!.width).toBeGreaterThan(FRAME.width)
  })
})
