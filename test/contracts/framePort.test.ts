import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FACES_LIMIT,
  FRAME_PROTOCOL,
  LIVE_FRAME_LIMIT,
  STILL_FRAME_LIMIT,
  readFrameReply,
  readFrameRequest,
} from '../../src/contracts/framePort'
import { LANDMARK_COUNT } from '../../src/domain/face/landmarks'

const request = (over: object = {}) => ({
  protocol: FRAME_PROTOCOL,
  kind: 'live',
  frame: 7,
  capturedAtMs: 12.5,
  width: 20,
  height: 16,
  pixels: new Uint8Array(20 * 16 * 4),
  searchBudget: 1,
  ...over,
})
const face = (over: object = {}) => ({ points: new Float32Array(LANDMARK_COUNT * 2), score: 0.9, ...over })
const reply = (over: object = {}) => ({
  protocol: FRAME_PROTOCOL,
  kind: 'faces',
  frame: 7,
  capturedAtMs: 12.5,
  inferenceMs: 9,
  newScene: false,
  faces: [face(), face()],
  light: { scene: 0.5, face: 0.4 },
  ...over,
})
const without = (value: object, key: string) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
const sized = (width: number, height: number, kind: string) =>
  request({ kind, width, height, pixels: new Uint8Array(width * height * 4) })

describe('a frame on its way to vision', () => {
  test('is read as it was sent, with the same pixels', () => {
    const sent = request()
    expect(readFrameRequest(sent)).toEqual(sent)
    expect(readFrameRequest(sent)?.pixels).toBe(sent.pixels)
  })

  test.each([
    ['nothing', null],
    ['a number', 3],
    ['an array', []],
    ['another protocol', request({ protocol: FRAME_PROTOCOL + 1 })],
    ['an unknown kind', request({ kind: 'video' })],
    ['an extra key', request({ name: 'me' })],
    ['a negative frame', request({ frame: -1 })],
    ['a fractional frame', request({ frame: 1.5 })],
    ['a time that is no number', request({ capturedAtMs: NaN })],
    ['a time without end', request({ capturedAtMs: Infinity })],
    ['a time as text', request({ capturedAtMs: '12' })],
    ['a width as text', request({ width: '20' })],
    ['a width of zero', request({ width: 0, pixels: new Uint8Array(0) })],
    ['a picture smaller than any face', sized(15, 16, 'live')],
    ['too few pixels', request({ pixels: new Uint8Array(20 * 16 * 4 - 1) })],
    ['too many pixels', request({ pixels: new Uint8Array(20 * 16 * 4 + 4) })],
    ['clamped pixels', request({ pixels: new Uint8ClampedArray(20 * 16 * 4) })],
    ['a buffer', request({ pixels: new ArrayBuffer(20 * 16 * 4) })],
    ['null pixels, as a transferred buffer arrives', request({ pixels: null })],
    ['a search without budget', request({ searchBudget: 0 })],
    ['a budget below zero', request({ searchBudget: -1 })],
    ['a budget above the usual', request({ searchBudget: 1.01 })],
    ['a budget that is no number', request({ searchBudget: NaN })],
    ['a live frame over the limit', sized(LIVE_FRAME_LIMIT + 1, 16, 'live')],
    ['a still over the limit', sized(16, STILL_FRAME_LIMIT + 1, 'still')],
  ])('%s is refused', (_, value) => {
    expect(readFrameRequest(value)).toBeNull()
  })

  test.each(Object.keys(request()))('without %s it is refused', (key) => {
    expect(readFrameRequest(without(request(), key))).toBeNull()
  })

  test('the largest sizes pass', () => {
    expect(readFrameRequest(sized(LIVE_FRAME_LIMIT, 16, 'live'))).not.toBeNull()
    expect(readFrameRequest(sized(STILL_FRAME_LIMIT, 16, 'still'))).not.toBeNull()
  })

  test('whatever arrives, it is a whole request or null, never an exception', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(request())), (value, key) => {
        expect(readFrameRequest(value)).toBeNull()
        const mixed = readFrameRequest(request({ [key]: value }))
        if (mixed) expect(mixed.pixels.byteLength).toBe(mixed.width * mixed.height * 4)
      }),
    )
  })
})

describe('an answer of vision', () => {
  test('is read as it was sent', () => {
    expect(readFrameReply(reply())).toEqual(reply())
    for (const light of [null, { scene: 0, face: null }, { scene: 1, face: 1 }])
      expect(readFrameReply(reply({ light }))).toEqual(reply({ light }))
    const refusal = { protocol: FRAME_PROTOCOL, kind: 'refused', frame: 3, reason: 'bad-frame' }
    expect(readFrameReply(refusal)).toEqual(refusal)
  })

  test.each([
    ['a 42nd point', reply({ faces: [face({ points: new Float32Array(84) })] })],
    ['a 40th point missing', reply({ faces: [face({ points: new Float32Array(80) })] })],
    ['all 68 points', reply({ faces: [face({ points: new Float32Array(136) })] })],
    ['a point that is no number', reply({ faces: [face({ points: new Float32Array(82).fill(NaN) })] })],
    ['a point without end', reply({ faces: [face({ points: new Float32Array(82).fill(Infinity) })] })],
    ['points of another type', reply({ faces: [face({ points: new Float64Array(82) })] })],
    ['points as a list', reply({ faces: [face({ points: Array.from({ length: 82 }, () => 1) })] })],
    ['a face with a name', reply({ faces: [face({ name: 'me' })] })],
    ['a face with a descriptor', reply({ faces: [face({ descriptor: new Float32Array(128) })] })],
    ['a face without score', reply({ faces: [without(face(), 'score')] })],
    ['a score above one', reply({ faces: [face({ score: 1.01 })] })],
    ['a score below zero', reply({ faces: [face({ score: -0.01 })] })],
    ['a score that is no number', reply({ faces: [face({ score: NaN })] })],
    ['too many faces', reply({ faces: Array.from({ length: FACES_LIMIT + 1 }, () => face()) })],
    ['faces that are no list', reply({ faces: { length: 0 } })],
    ['an extra key', reply({ pixels: new Uint8Array(4) })],
    ['light as one number', reply({ light: 0.5 })],
    ['light above white', reply({ light: { scene: 1.1, face: null } })],
    ['light that is no number', reply({ light: { scene: 0.5, face: NaN } })],
    ['light without a face', reply({ light: { scene: 0.5 } })],
    ['light with more to say', reply({ light: { scene: 0.5, face: null, skin: 0.2 } })],
    ['a negative time', reply({ inferenceMs: -1 })],
    ['a scene that is neither new nor old', reply({ newScene: 1 })],
    ['another protocol', reply({ protocol: 0 })],
    ['an unknown kind', reply({ kind: 'boxes' })],
    [
      'a refusal for no known reason',
      { protocol: FRAME_PROTOCOL, kind: 'refused', frame: 3, reason: 'tired' },
    ],
    [
      'a refusal with more to say',
      { protocol: FRAME_PROTOCOL, kind: 'refused', frame: 3, reason: 'bad-frame', x: 1 },
    ],
  ])('%s is refused', (_, value) => {
    expect(readFrameReply(value)).toBeNull()
  })

  test.each(Object.keys(reply()))('without %s it is refused', (key) => {
    expect(readFrameReply(without(reply(), key))).toBeNull()
  })

  test('only finite points of the right number ever pass', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 78, maxLength: 86 }), fc.double(), (points, score) => {
        const read = readFrameReply(reply({ faces: [{ points, score }] }))
        const right =
          points.length === LANDMARK_COUNT * 2 && points.every(Number.isFinite) && score >= 0 && score <= 1
        expect(read !== null).toBe(right)
      }),
    )
  })
})
