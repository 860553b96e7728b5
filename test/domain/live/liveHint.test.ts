import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followHint, hintOf, NO_HINT, type HintFacts } from '../../../src/domain/live/liveHint'

const WELL: HintFacts = { light: { scene: 0.5, face: 0.7 }, nearest: { eyeShare: 0.1, yawRad: 0.1 } }
const DARK: HintFacts = { ...WELL, light: { scene: 0.1, face: 0.15 } }

/** What is shown after each look, four a second. */
function shown(moments: readonly HintFacts[]) {
  let state = NO_HINT
  return moments.map((facts, index) => {
    state = followHint(state, facts, index * 250)
    return state.shown
  })
}
const looks = (facts: HintFacts, seconds: number) => Array.from({ length: seconds * 4 }, () => facts)

describe('what a moment asks for', () => {
  it.each<[string, HintFacts, string | null]>([
    ['nothing where all is well', WELL, null],
    ['light for a dark face in a dark room', DARK, 'dark'],
    [
      'light where nobody can be found for darkness',
      { light: { scene: 0.04, face: null }, nearest: null },
      'dark',
    ],
    ['nothing where merely nobody is there', { light: { scene: 0.4, face: null }, nearest: null }, null],
    [
      'facing the light for a dark face before a bright room',
      { ...WELL, light: { scene: 0.6, face: 0.18 } },
      'backlit',
    ],
    ['coming closer for a small face', { ...WELL, nearest: { eyeShare: 0.015, yawRad: 0 } }, 'small'],
    ['turning for a face turned to the left', { ...WELL, nearest: { eyeShare: 0.1, yawRad: 0.9 } }, 'turned'],
    [
      'turning for a face turned to the right',
      { ...WELL, nearest: { eyeShare: 0.1, yawRad: -0.9 } },
      'turned',
    ],
    ['light before anything else', { light: DARK.light, nearest: { eyeShare: 0.015, yawRad: 0.9 } }, 'dark'],
    ['nothing where nothing is known', { light: null, nearest: null }, null],
  ])('%s', (_, facts, hint) => {
    expect(hintOf(facts, null)).toBe(hint)
  })
})

describe('the hint on the stage', () => {
  it('comes after a second of the same trouble and goes by itself', () => {
    const moments = shown([...looks(DARK, 2), ...looks(WELL, 2)])
    expect(moments.indexOf('dark')).toBe(4)
    expect(moments.lastIndexOf('dark')).toBeLessThan(8 + 4)
    expect(moments.at(-1)).toBeNull()
  })

  it('says nothing about a blink of trouble, nor hides for a blink of light', () => {
    expect(shown([...looks(WELL, 1), DARK, DARK, ...looks(WELL, 1), DARK, ...looks(WELL, 1)])).not.toContain(
      'dark',
    )
    expect(shown([...looks(DARK, 2), WELL, ...looks(DARK, 1)]).slice(8)).not.toContain(null)
  })

  it.each<[string, number, (value: number) => HintFacts]>([
    ['dark', 0.24, (face) => ({ ...WELL, light: { scene: 0.2, face } })],
    ['backlit', 0.42, (scene) => ({ ...WELL, light: { scene, face: 0.15 } })],
    ['small', 0.028, (eyeShare) => ({ ...WELL, nearest: { eyeShare, yawRad: 0 } })],
    ['turned', 0.79, (yawRad) => ({ ...WELL, nearest: { eyeShare: 0.1, yawRad } })],
  ])('a value that trembles by a twelfth at the border of %s does not blink', (_, border, facts) => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1 / 12, max: 1 / 12, noNaN: true }), { minLength: 200, maxLength: 200 }),
        (noise) => {
          const moments = shown(noise.map((share) => facts(border * (1 + share))))
          const changes = moments.slice(1).filter((hint, index) => hint !== moments[index]).length
          // From nothing to a hint, or first to the one and then to the other side of the border.
          expect(changes).toBeLessThanOrEqual(2)
        },
      ),
    )
  })
})
