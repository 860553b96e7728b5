import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemId, personId, type ItemId } from '../../../src/domain/ids'
import { applyCommand, SCENE_LIMIT, type SceneCommand } from '../../../src/domain/scene/commands'
import { HISTORY_LIMIT, recordStep, redo, startHistory, undo } from '../../../src/domain/scene/history'
import { EMPTY_SCENE, NO_ADJUSTMENT, type ItemTarget, type Scene } from '../../../src/domain/scene/scene'
import { counting } from '../syntheticFace'
import { item } from '../syntheticScene'

const EVERYONE: ItemTarget = { kind: 'everyone' }
const person = (name: string): ItemTarget => ({ kind: 'person', person: personId(name) })
const PLACE: ItemTarget = { kind: 'picture', x: 0.5, y: 0.4, width: 0.1 }

function after(scene: Scene, command: SceneCommand, newId = counting<ItemId>('n')): Scene {
  const result = applyCommand(scene, command, newId)
  if (!result.ok) throw new Error(`refused: ${result.error.kind}`)
  return result.value
}

const worn = ({ items }: Scene) =>
  items.map(({ decoration, target }) => {
    const whom = target.kind === 'person' ? target.person : target.kind
    return `${decoration}@${whom}`
  })

const anyTarget = fc.constantFrom(EVERYONE, person('a'), person('b'), PLACE)
const anyNames = fc.array(fc.constantFrom('hat', 'glasses', 'ears'), { maxLength: 3 })
const anyId = fc.integer({ min: 0, max: 20 }).map((n) => itemId(`n${n}`))
const anyNumber = fc.double({ min: -20, max: 20, noNaN: true })
const anyPersons = fc.option(fc.constant([personId('a'), personId('b'), personId('c')]), { nil: undefined })
const anyChange = fc.record(
  { moveX: anyNumber, scale: anyNumber, turnRad: anyNumber, flipped: fc.boolean() },
  { requiredKeys: [] },
)
const anyCommand: fc.Arbitrary<SceneCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wear' as const),
      decorations: anyNames,
      target: anyTarget,
      mode: fc.constantFrom('replace' as const, 'add' as const),
      persons: anyPersons,
    }),
  },
  fc.record({
    kind: fc.constant('takeOff' as const),
    decorations: anyNames,
    target: anyTarget,
    persons: anyPersons,
  }),
  fc.record({ kind: fc.constant('adjust' as const), item: anyId, change: anyChange }),
  fc.record({ kind: fc.constant('movePictureItem' as const), item: anyId, x: anyNumber, y: anyNumber }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'duplicate' as const), item: anyId }),
  fc.record({ kind: fc.constant('setVisible' as const), item: anyId, visible: fc.boolean() }),
  fc.record({
    kind: fc.constant('reorder' as const),
    item: anyId,
    to: fc.constantFrom('front' as const, 'back' as const, 'forward' as const, 'backward' as const),
  }),
  { weight: 1, arbitrary: fc.constant({ kind: 'clear' as const }) },
)

describe('wearing', () => {
  it('replaces what the target wears, or adds what it lacks', () => {
    const hat = after(EMPTY_SCENE, { kind: 'wear', decorations: ['hat'], target: EVERYONE, mode: 'replace' })
    expect(
      worn(after(hat, { kind: 'wear', decorations: ['ears'], target: EVERYONE, mode: 'replace' })),
    ).toEqual(['ears@everyone'])
    expect(
      worn(after(hat, { kind: 'wear', decorations: ['ears', 'hat'], target: EVERYONE, mode: 'add' })),
    ).toEqual(['hat@everyone', 'ears@everyone'])
  })

  it('for everyone replaces what single persons wear, but nothing placed by hand', () => {
    const scene = { items: [item('1', 'hat', person('a')), item('2', 'hat', PLACE)] }
    const next = after(scene, { kind: 'wear', decorations: ['ears'], target: EVERYONE, mode: 'replace' })
    expect(worn(next)).toEqual(['hat@picture', 'ears@everyone'])
  })

  it('lets one person change alone: the others keep what everyone wore, adjusted as it was', () => {
    const scene = { items: [item('1', 'hat', EVERYONE, { scale: 1.5 })] }
    const persons = ['a', 'b', 'c'].map(personId)
    const next = after(scene, {
      kind: 'wear',
      decorations: ['ears'],
      target: person('b'),
      mode: 'replace',
      persons,
    })
    expect(worn(next)).toEqual(['hat@a', 'hat@c', 'ears@b'])
    expect(next.items[0]!.adjustment.scale).toBe(1.5)
    const off = after(scene, { kind: 'takeOff', decorations: ['hat'], target: person('b'), persons })
    expect(worn(off)).toEqual(['hat@a', 'hat@c'])
  })

  it('places two of a kind by hand, yet never puts a second of a kind on a face', () => {
    const twice = (target: ItemTarget) => {
      const once = after(EMPTY_SCENE, { kind: 'wear', decorations: ['hat'], target, mode: 'add' })
      return after(once, { kind: 'wear', decorations: ['hat'], target, mode: 'add' }, counting<ItemId>('m'))
        .items.length
    }
    expect(twice(PLACE)).toBe(2)
    expect(twice(EVERYONE)).toBe(1)
    expect(twice(person('a'))).toBe(1)
  })

  it('takes off by name', () => {
    const scene = { items: [item('1', 'hat'), item('2', 'ears'), item('3', 'hat', person('a'))] }
    expect(worn(after(scene, { kind: 'takeOff', decorations: ['hat'], target: EVERYONE }))).toEqual([
      'ears@everyone',
    ])
    expect(worn(after(scene, { kind: 'takeOff', decorations: ['hat'], target: person('a') }))).toEqual([
      'hat@everyone',
      'ears@everyone',
    ])
  })
})

describe('changing an item', () => {
  const scene = { items: [item('1', 'hat'), item('2', 'ears'), item('3', 'glasses', PLACE)] }
  const ids = ({ items }: Scene) => items.map(({ id }) => id).join('')

  it('keeps an adjustment within what can be seen and undone', () => {
    const { adjustment } = after(scene, {
      kind: 'adjust',
      item: itemId('1'),
      change: { scale: 99, opacity: -1, turnRad: 7 },
    }).items[0]!
    expect(adjustment.scale).toBeLessThan(99)
    expect(adjustment.opacity).toBe(0)
    expect(adjustment.turnRad).toBeCloseTo(7 - 2 * Math.PI, 9)
    expect(adjustment.moveX).toBe(NO_ADJUSTMENT.moveX)
  })

  it('reorders by one or to an end, and no further', () => {
    const to = (id: string, where: 'front' | 'back' | 'forward' | 'backward') =>
      ids(after(scene, { kind: 'reorder', item: itemId(id), to: where }))
    expect([to('1', 'front'), to('3', 'back'), to('1', 'forward'), to('3', 'backward')]).toEqual([
      '231',
      '312',
      '213',
      '132',
    ])
    expect(after(scene, { kind: 'reorder', item: itemId('1'), to: 'back' })).toBe(scene)
    expect(after(scene, { kind: 'reorder', item: itemId('3'), to: 'forward' })).toBe(scene)
  })

  it('moves only what is on the picture, together with the turn of the same gesture', () => {
    const moved = after(scene, {
      kind: 'movePictureItem',
      item: itemId('3'),
      x: 0.1,
      y: 0.2,
      change: { turnRad: 0.5 },
    })
    expect(moved.items[2]).toMatchObject({
      target: { x: 0.1, y: 0.2, width: 0.1 },
      adjustment: { turnRad: 0.5 },
    })
    const refused = applyCommand(
      scene,
      { kind: 'movePictureItem', item: itemId('1'), x: 0, y: 0 },
      counting('n'),
    )
    expect(refused).toMatchObject({ ok: false, error: { kind: 'not-on-picture' } })
  })

  it('puts a copy in front of its original, aside', () => {
    const copied = after(scene, { kind: 'duplicate', item: itemId('1') })
    expect(copied.items.map(({ decoration }) => decoration)).toEqual(['hat', 'hat', 'ears', 'glasses'])
    expect(copied.items[1]!.adjustment.moveX).toBeGreaterThan(0)
    const onPicture = after(scene, { kind: 'duplicate', item: itemId('3') }).items[3]!.target
    expect(onPicture).not.toEqual(PLACE)
  })

  it('refuses what is not there, what is not a number and what is too much', () => {
    const refusal = (command: SceneCommand, of: Scene = scene) => {
      const result = applyCommand(of, command, counting<ItemId>('n'))
      return result.ok ? 'done' : result.error.kind
    }
    const gone = itemId('gone')
    const named: readonly SceneCommand[] = [
      { kind: 'remove', item: gone },
      { kind: 'duplicate', item: gone },
      { kind: 'adjust', item: gone, change: {} },
      { kind: 'setVisible', item: gone, visible: true },
      { kind: 'reorder', item: gone, to: 'front' },
      { kind: 'movePictureItem', item: gone, x: 0, y: 0 },
    ]
    for (const command of named) expect(refusal(command)).toBe('item-missing')
    expect(refusal({ kind: 'adjust', item: itemId('1'), change: { moveX: NaN } })).toBe('not-finite')
    expect(refusal({ kind: 'movePictureItem', item: itemId('3'), x: Infinity, y: 0 })).toBe('not-finite')
    expect(refusal({ kind: 'wear', decorations: ['hat'], target: { ...PLACE, x: NaN }, mode: 'add' })).toBe(
      'not-finite',
    )
    const full = { items: Array.from({ length: SCENE_LIMIT }, (_, i) => item(`${i}`, 'hat', PLACE)) }
    expect(refusal({ kind: 'wear', decorations: ['hat'], target: PLACE, mode: 'add' }, full)).toBe(
      'scene-full',
    )
    expect(refusal({ kind: 'duplicate', item: itemId('5') }, full)).toBe('scene-full')
  })

  it('refuses to split among the others more than a scene can hold', () => {
    const persons = ['a', 'b', 'c'].map(personId)
    const shared = (count: number) => ({
      items: Array.from({ length: count }, (_, i) => item(`${i}`, 'hat', EVERYONE)),
    })
    const takeOff: SceneCommand = { kind: 'takeOff', decorations: ['hat'], target: person('b'), persons }
    const wear: SceneCommand = { ...takeOff, kind: 'wear', mode: 'replace' }
    expect(after(shared(SCENE_LIMIT / 2), takeOff).items).toHaveLength(SCENE_LIMIT)
    for (const command of [takeOff, wear, { ...wear, decorations: [] }]) {
      expect(applyCommand(shared(SCENE_LIMIT / 2 + 1), command, counting<ItemId>('n'))).toEqual({
        ok: false,
        error: { kind: 'scene-full', limit: SCENE_LIMIT },
      })
    }
  })

  it('hands back the very same scene when nothing changes', () => {
    expect(after(scene, { kind: 'setVisible', item: itemId('1'), visible: true })).toBe(scene)
    expect(after(scene, { kind: 'adjust', item: itemId('1'), change: { scale: 1, flipped: false } })).toBe(
      scene,
    )
    expect(after(scene, { kind: 'takeOff', decorations: ['crown'], target: EVERYONE })).toBe(scene)
    expect(after(EMPTY_SCENE, { kind: 'clear' })).toBe(EMPTY_SCENE)
  })

  it('never changes the scene it was given, nor repeats an id', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const newId = counting<ItemId>('n')
        let current: Scene = EMPTY_SCENE
        for (const command of commands) {
          const copy = structuredClone(current)
          const result = applyCommand(current, command, newId)
          expect(current).toEqual(copy)
          if (result.ok) current = result.value
          expect(new Set(current.items.map(({ id }) => id)).size).toBe(current.items.length)
        }
      }),
    )
  })
})

describe('history', () => {
  it('undoes any run of commands back to the start, and redoes it to the end', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 60 }), (commands) => {
        const newId = counting<ItemId>('n')
        let history = startHistory<Scene>(EMPTY_SCENE)
        const states = [EMPTY_SCENE]
        for (const command of commands) {
          const result = applyCommand(history.present, command, newId)
          if (!result.ok || result.value === history.present) continue
          history = recordStep(history, result.value)
          states.push(result.value)
        }
        for (let i = states.length - 1; i > 0; i--) {
          expect(history.present).toBe(states[i])
          history = undo(history)
        }
        expect(history.present).toBe(EMPTY_SCENE)
        expect(undo(history)).toBe(history)
        for (let i = 1; i < states.length; i++) {
          history = redo(history)
          expect(history.present).toBe(states[i])
        }
        expect(redo(history)).toBe(history)
      }),
    )
  })

  it('makes one step of one gesture, and another of the next', () => {
    let history = startHistory(0)
    for (const value of [1, 2, 3]) history = recordStep(history, value, 'drag 1')
    for (const value of [4, 5]) history = recordStep(history, value, 'drag 2')
    history = recordStep(history, 6)
    history = recordStep(history, 7)
    const back: number[] = []
    while (history.past.length > 0) {
      history = undo(history)
      back.push(history.present)
    }
    expect(back).toEqual([6, 5, 3, 0])
  })

  it('does not join a change to a gesture that was undone', () => {
    const undone = undo(recordStep(startHistory(0), 1, 'drag'))
    const again = recordStep(undone, 2, 'drag')
    expect(undo(again).present).toBe(0)
    expect(again.future).toEqual([])
  })

  it('drops what was undone once something new happens, and forgets the oldest steps beyond its limit', () => {
    let history = startHistory(0)
    for (let value = 1; value <= HISTORY_LIMIT + 50; value++) history = recordStep(history, value)
    expect(history.past).toHaveLength(HISTORY_LIMIT)
    expect(history.past[0]).toBe(50)
    history = recordStep(undo(undo(history)), -1)
    expect(redo(history)).toBe(history)
    expect(recordStep(history, -1)).toBe(history)
  })
})
