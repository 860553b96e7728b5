import { describe, expect, it } from 'vitest'
import { decoration, packOf, sticker } from '../syntheticScene'

describe('indexPack', () => {
  const pack = packOf(decoration('hat', sticker()), decoration('ears', sticker()))

  it('finds what a pack holds and nothing else', () => {
    expect(pack.art('square')?.width).toBe(200)
    expect(pack.decoration('hat')?.id).toBe('hat')
    expect(pack.look('all')?.id).toBe('all')
    for (const find of [pack.art, pack.decoration, pack.look]) expect(find('constructor')).toBeUndefined()
  })

  it('says what is worn under the name of a look or of a decoration', () => {
    expect(pack.wearable('all')).toEqual(['hat', 'ears'])
    expect(pack.wearable('ears')).toEqual(['ears'])
    expect(pack.wearable('unknown')).toEqual([])
  })
})
