import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pinFault, plainPin } from '../../../../src/domain/privacy/desk/pin'
import { NO_TRIES, triesLeft, waitAfterMs, waitLeftMs } from '../../../../src/domain/privacy/desk/pinTries'

test.each([
  '000000',
  '123456',
  '987654',
  '345678',
  '890123',
  '135791',
  'abcdef',
  '123123',
  '20262026',
  '1sec1',
  '112233',
])('a stranger tries %s first', (pin) => {
  expect(pinFault(pin, 'Sato')).not.toBeNull()
})

test.each(['271828', '５８２０４７', 'gruene Birne', '三毛猫と縁側'])('%s may be used', (pin) => {
  expect(pinFault(pin, 'Sato')).toBeNull()
})

test('a name is no PIN, however it is typed', () => {
  expect(pinFault('satohajime', 'Sato Hajime')).toBe('is-name')
})

test('every run of digits, in either direction and at any distance, is obvious', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.integer({ min: 6, max: 12 }), (first, step, length) => {
      const pin = Array.from({ length }, (_, index) => (first + step * index) % 10).join('')
      expect(pinFault(pin, 'Sato')).toBe('obvious')
    }),
  )
})

test('digits of a Japanese keyboard are the same digits', () => {
  expect(plainPin('２７１８２８')).toBe('271828')
})

test('waits begin with the fifth wrong PIN and never get shorter, up to a quarter of an hour', () => {
  expect([4, 5, 6, 7, 8, 9, 10, 11].map((wrong) => waitAfterMs(wrong) / 1000)).toEqual([
    0, 30, 60, 120, 240, 480, 900, 900,
  ])
  expect([0, 3, 5, 9].map(triesLeft)).toEqual([5, 2, 0, 0])
  fc.assert(
    fc.property(fc.nat(2000), (wrong) => {
      expect(waitAfterMs(wrong + 1)).toBeGreaterThanOrEqual(waitAfterMs(wrong))
    }),
  )
})

test('a clock set back never ends a wait sooner', () => {
  expect(waitLeftMs(NO_TRIES, 0)).toBe(0)
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 30 }), fc.nat(), fc.nat(), (wrong, lastAtMs, backMs) => {
      const tries = { wrong, lastAtMs }
      expect(waitLeftMs(tries, lastAtMs - backMs)).toBe(waitAfterMs(wrong))
      expect(waitLeftMs(tries, lastAtMs + waitAfterMs(wrong))).toBe(0)
    }),
  )
})
