import '../../support/canvas2d'
import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it, vi } from 'vitest'
import type { Art } from '../../../src/domain/decoration/decoration'
import { createArtShelf } from '../../../src/renderer/stage/artShelf'

const find = (id: string): Art => ({ id, file: `${id}.svg`, width: 100, height: 50 })

function shelf(missing: readonly string[] = []) {
  const reads: string[] = []
  const made = createArtShelf({
    find,
    read: (art) => {
      reads.push(art.id)
      if (missing.includes(art.id)) return Promise.reject(new Error('gone'))
      return Promise.resolve(createCanvas(100, 50) as unknown as CanvasImageSource)
    },
  })
  return { ...made, reads }
}

const widthOf = (drawn: { readonly image: CanvasImageSource } | null) =>
  (drawn?.image as ImageBitmap | undefined)?.width

describe('createArtShelf', () => {
  it('reads a file once, however often it is wanted', async () => {
    const { load, reads } = shelf()
    await Promise.all([load(['a', 'b', 'a']), load(['b'])])
    expect(reads.toSorted()).toEqual(['a', 'b'])
  })

  it('gives nothing while an art is on its way, then tells of its arrival', async () => {
    const { shared, onArrival } = shelf()
    const arrived = new Promise<void>((resolve) => void onArrival(resolve))
    expect(shared('a', 1)).toBeNull()
    await arrived
    expect(shared('a', 1)).toMatchObject({ width: 100, height: 50 })
  })

  it('never gives a stage fewer pixels than it draws, and the same bitmap for nearly the same size', async () => {
    const { load, shared } = shelf()
    await load(['a'])
    for (const growth of [0.1, 0.5, 1, 1.3, 2.6, 7]) {
      const width = widthOf(shared('a', growth)) ?? 0
      expect(width).toBeGreaterThanOrEqual(100 * growth)
    }
    expect(shared('a', 1.1)?.image).toBe(shared('a', 1.2)?.image)
  })

  it('gives a file the very size that it draws', async () => {
    const { load, sharp } = shelf()
    await load(['a'])
    expect(widthOf(sharp('a', 7.3))).toBe(730)
  })

  it('leaves a gap where a file cannot be read: the others are there, and it is said once', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { load, shared } = shelf(['a'])
    await load(['a', 'b'])
    expect(shared('a', 1)).toBeNull()
    expect(shared('a', 1)).toBeNull()
    expect(shared('b', 1)).not.toBeNull()
    expect(logged).toHaveBeenCalledTimes(1)
    logged.mockRestore()
  })
})
