import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureFileName, savePicture, suggestedFileName } from '../../../src/renderer/state/saving'
import { FakeMain } from './fakeMain'

describe('names of saved pictures', () => {
  it('keep the base of the original and carry the ending of the format', () => {
    expect(suggestedFileName('IMG_0412.JPG', 'png')).toBe('IMG_0412-kazari.png')
    expect(suggestedFileName('家族.写真.webp', 'jpeg')).toBe('家族.写真-kazari.jpg')
    expect(suggestedFileName('.png', 'png')).toBe('kazari.png')
    expect(captureFileName(new Date(2026, 0, 5, 7, 8, 9), 'jpeg')).toBe('kazari-20260105-070809.jpg')
  })

  it('always fit the contract', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 255 }), (name) => {
        const suggested = suggestedFileName(name, 'png')
        expect(suggested.length).toBeGreaterThan(0)
        expect(suggested.length).toBeLessThanOrEqual(255)
      }),
    )
  })
})

describe('saving', () => {
  const bytes = new Uint8Array([1, 2, 3])

  it('tells a cancelled dialog from a failure', async () => {
    const save = (code: 'cancelled' | 'disk-full') =>
      savePicture(
        new FakeMain({ 'picture:save': () => ({ ok: false, error: { code } }) }),
        'a.png',
        'png',
        bytes,
      )
    expect(await save('cancelled')).toEqual({ kind: 'cancelled' })
    expect(await save('disk-full')).toEqual({ kind: 'failed', error: { code: 'disk-full' } })
  })
})
