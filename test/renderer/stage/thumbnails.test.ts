// @vitest-environment happy-dom
import { decoded, pixelAt } from '../../support/canvas2d'
import { describe, expect, it } from 'vitest'
import { modelPersons } from '../../../src/renderer/stage/modelFace'
import { allDecorations, allLooks, starterPack } from '../../../src/renderer/stage/pack'
import { lookThumbnail } from '../../../src/renderer/stage/thumbnails'

async function pixelsOf(url: string) {
  return decoded(new Uint8Array(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')))
}

describe('lookThumbnail', () => {
  it('draws every look and decoration of the pack in its own way', async () => {
    expect(modelPersons).toHaveLength(1)
    const ids = [...allLooks, ...allDecorations].map((entry) => entry.id)
    const urls = await Promise.all(ids.map((id) => lookThumbnail(id, 64)))
    const bare = await lookThumbnail('nothing-of-this-name', 64)
    // A look of one decoration looks like that decoration; nothing looks like the bare face.
    expect(urls.filter((url) => url === bare)).toEqual([])
    const kinds = new Set(ids.map((id) => starterPack.wearable(id).join()))
    expect(new Set(urls).size).toBe(kinds.size)
  })

  it('has the size that was asked for, and a transparent ground', async () => {
    const { context, width, height } = await pixelsOf(await lookThumbnail('round-glasses', 88))
    expect([width, height]).toEqual([88, 88])
    expect(pixelAt(context, 1, 1)[3]).toBe(0)
    expect(pixelAt(context, 44, 60)[3]).toBe(255)
  })

  it('is drawn once for each id and size', () => {
    expect(lookThumbnail('round-glasses', 40)).toBe(lookThumbnail('round-glasses', 40))
  })
})
