// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import {
  editorAction,
  isTyping,
  liveAction,
  ownsKeys,
  type KeyPress,
} from '../../../src/renderer/state/shortcuts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  repeat: false,
  ...more,
})

describe('keys on Live', () => {
  it('Space and Enter release the shutter, once however long they are held', () => {
    expect(liveAction(press(' '))).toEqual({ kind: 'shutter' })
    expect(liveAction(press('Enter'))).toEqual({ kind: 'shutter' })
    expect(liveAction(press(' ', { repeat: true }))).toBeNull()
  })

  it('digits put on the numbered looks, 0 does not', () => {
    expect(liveAction(press('1'))).toEqual({ kind: 'quickLook', index: 0 })
    expect(liveAction(press('9'))).toEqual({ kind: 'quickLook', index: 8 })
    expect(liveAction(press('0'))).toBeNull()
  })

  it('leaves combinations to the system', () => {
    expect(liveAction(press('1', { ctrlKey: true }))).toBeNull()
    expect(liveAction(press(' ', { altKey: true }))).toBeNull()
  })
})

describe('keys in the editor', () => {
  const table: readonly (readonly [string, KeyPress, unknown])[] = [
    ['undo', press('z', { ctrlKey: true }), { kind: 'undo' }],
    ['undo on a Mac', press('z', { metaKey: true }), { kind: 'undo' }],
    ['redo', press('Z', { ctrlKey: true, shiftKey: true }), { kind: 'redo' }],
    ['redo the other way', press('y', { ctrlKey: true }), { kind: 'redo' }],
    ['remove', press('Delete'), { kind: 'remove' }],
    ['forward', press(']'), { kind: 'reorder', to: 'forward' }],
    ['backward', press('['), { kind: 'reorder', to: 'backward' }],
    ['to the front', press('}', { shiftKey: true }), { kind: 'reorder', to: 'front' }],
    ['to the back', press('{', { shiftKey: true }), { kind: 'reorder', to: 'back' }],
    ['nudge', press('ArrowLeft'), { kind: 'nudge', x: -1, y: 0 }],
    ['nudge far', press('ArrowDown', { shiftKey: true }), { kind: 'nudge', x: 0, y: 10 }],
    ['before', press('B', { shiftKey: true }), { kind: 'before' }],
    ['export', press('e', { ctrlKey: true }), { kind: 'export' }],
    ['a letter', press('q'), null],
    ['paste is not ours', press('v', { ctrlKey: true }), null],
  ]
  it.each(table)('%s', (_name, key, action) => {
    expect(editorAction(key)).toEqual(action)
  })
})

describe('whose keys they are', () => {
  it('a text field keeps all of them; a button, a slider and a switch keep Space and arrows; a look does not', () => {
    document.body.innerHTML =
      '<input id="text"><button id="button"><span id="inside"></span></button><div role="switch" id="switch"></div>' +
      '<div role="option" id="look"></div>'
    const element = (id: string) => document.getElementById(id)
    expect(isTyping(element('text'))).toBe(true)
    expect(isTyping(element('button'))).toBe(false)
    expect(ownsKeys(element('inside'))).toBe(true)
    expect(ownsKeys(element('switch'))).toBe(true)
    expect(ownsKeys(element('look'))).toBe(false)
    expect(ownsKeys(null)).toBe(false)
  })
})
