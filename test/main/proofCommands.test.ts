import { describe, expect, test } from 'vitest'
import { addressed, commandSchema } from '../../src/main/proof/commands'

const press = { id: 1, do: 'press', target: { role: 'button', name: 'Save' } }

describe('commands of the proof', () => {
  test('fill in what was left out', () => {
    expect(commandSchema.parse(press)).toEqual({
      ...press,
      withinMs: 30_000,
      target: { role: 'button', name: 'Save', match: 'exact', nth: 0 },
    })
  })

  test('whoever waits longer for memory to be filled says so', () => {
    const fill = { id: 1, do: 'fill-memory', megabytes: 700, withinMs: 120_000 }
    expect(commandSchema.parse(fill)).toEqual(fill)
  })

  test('one that is refused is still answered to whoever asked', () => {
    expect(addressed.parse({ id: 7, do: 'fill-memory', megabytes: 'many' })).toEqual({ id: 7 })
  })

  test.each([
    ['an unknown command', { id: 1, do: 'run', text: 'anything' }],
    ['a stranger beside the fields', { ...press, also: true }],
    ['a leak that nobody made', { id: 1, do: 'leak', kind: 'everything' }],
    ['a process that is not the app’s', { id: 1, do: 'crash', process: 'init' }],
    ['a wait without an end', { ...press, withinMs: Number.POSITIVE_INFINITY }],
    ['a command without a number', { do: 'quit' }],
  ])('are strict: %s', (_words, command) => {
    expect(commandSchema.safeParse(command).success).toBe(false)
  })
})
