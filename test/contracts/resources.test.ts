import { createCanvas, loadImage } from '@napi-rs/canvas'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Pack } from '../../src/domain/decoration/decoration'
import { LANDMARK_COUNT } from '../../src/domain/face/landmarks'
import { isPlausibleFace } from '../../src/domain/face/plausibility'

const resources = join(import.meta.dirname, '../../resources')
const starter = join(resources, 'stickers/starter')
const textOf = (...path: string[]) => readFileSync(join(resources, ...path), 'utf8')
const pack = JSON.parse(textOf('stickers/starter/pack.json')) as Pack

/** Alpha of every pixel of a picture drawn over `width` × `height` pixels. */
async function alphaOf(bytes: Buffer, width: number, height: number): Promise<Uint8Array> {
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(await loadImage(bytes), 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  return Uint8Array.from({ length: width * height }, (_, i) => data[i * 4 + 3] ?? 0)
}

describe('the starter art', () => {
  test('the folder holds the art of the pack and nothing else', () => {
    const files = readdirSync(starter).filter((name) => name !== 'pack.json')
    expect(files.sort()).toEqual(pack.art.map(({ file }) => file).sort())
  })

  test.each(pack.art.map((art) => [art.id, art] as const))(
    '%s is self-contained and its own size',
    (id, art) => {
      const svg = textOf('stickers/starter', art.file)
      expect(svg).not.toMatch(/<(script|foreignObject|text|image|style|a)\b/i)
      expect(svg).not.toMatch(/\son[a-z]+\s*=/i)
      expect(svg.match(/(?:href="|url\()(?!#)[^")]*/g)).toBeNull()
      for (const [, name] of svg.matchAll(/\bid="([^"]+)"/g))
        expect(name).toMatch(new RegExp(`^${id}-[0-9a-z]+$`))
      const [, , boxWidth, boxHeight] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
      expect(svg).toContain(`width="${art.width}" height="${art.height}"`)
      expect(art.width / art.height).toBeCloseTo((boxWidth ?? 0) / (boxHeight ?? 1), 1)
    },
  )

  test('every art is trimmed to its ink, so that widths and origins mean what they say', async () => {
    for (const { id, file, width, height } of pack.art) {
      const alpha = await alphaOf(readFileSync(join(starter, file)), width, height)
      const columns = Array.from({ length: width }, (_, x) => x).filter((x) => {
        for (let y = 0; y < height; y++) if ((alpha[y * width + x] ?? 0) > 0) return true
        return false
      })
      const rows = Array.from({ length: height }, (_, y) => y).filter((y) => {
        for (let x = 0; x < width; x++) if ((alpha[y * width + x] ?? 0) > 0) return true
        return false
      })
      const margin = Math.max(width, height) * 0.02
      expect(columns[0], id).toBeLessThanOrEqual(margin)
      expect(width - 1 - (columns.at(-1) ?? 0), id).toBeLessThanOrEqual(margin)
      expect(rows[0], id).toBeLessThanOrEqual(margin)
      expect(height - 1 - (rows.at(-1) ?? 0), id).toBeLessThanOrEqual(margin)
    }
  })
})

describe('the model face', () => {
  const model = JSON.parse(textOf('model-face.json')) as {
    readonly size: { readonly width: number; readonly height: number }
    readonly points: readonly (readonly [number, number])[]
  }
  const points = model.points.map(([x, y]) => ({ x, y }))

  test('has the 41 points of a face that could be somebody', () => {
    expect(points).toHaveLength(LANDMARK_COUNT)
    expect(isPlausibleFace(points)).toBe(true)
  })

  test('is drawn under every one of its points, and leaves the corners free', async () => {
    const { width, height } = model.size
    const alpha = await alphaOf(readFileSync(join(resources, 'model-face.svg')), width, height)
    for (const { x, y } of points) expect(alpha[Math.round(y) * width + Math.round(x)]).toBe(255)
    expect([alpha[0], alpha[width - 1]]).toEqual([0, 0])
  })
})

test('the notice before the first frame shows exactly the points that are read', () => {
  const scanFace = textOf('illustrations/scan-face.svg')
  const dots = /<g [^>]*data-dots="landmarks"[^>]*>([\s\S]*?)<\/g>/.exec(scanFace)?.[1] ?? ''
  expect(dots.match(/<circle /g)).toHaveLength(LANDMARK_COUNT)
})

describe('the demo pictures', () => {
  const demo = JSON.parse(textOf('demo/demo.json')) as {
    readonly pictures: readonly { readonly file: string; readonly sha256: string; readonly look: string }[]
    readonly sprite: {
      readonly file: string
      readonly width: number
      readonly height: number
      readonly eyes: readonly (readonly [number, number])[]
    }
    readonly backdrop: string
  }

  test('are the files that were listed, each with a look of the pack', () => {
    for (const { file, sha256, look } of demo.pictures) {
      const bytes = readFileSync(join(resources, 'demo', file))
      expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(sha256)
      expect(pack.looks.map(({ id }) => id)).toContain(look)
    }
  })

  test('the cut-out has its stated size, is whole at the eyes and open at its upper corners', async () => {
    const { file, width, height, eyes } = demo.sprite
    const bytes = readFileSync(join(resources, 'demo', file))
    const image = await loadImage(bytes)
    expect([image.width, image.height]).toEqual([width, height])
    const alpha = await alphaOf(bytes, width, height)
    for (const [x, y] of eyes) expect(alpha[Math.round(y) * width + Math.round(x)]).toBe(255)
    expect([alpha[0], alpha[width - 1]]).toEqual([0, 0])
  })

  test('the backdrop is a webcam frame', async () => {
    const { width, height } = await loadImage(readFileSync(join(resources, 'demo', demo.backdrop)))
    expect([width, height]).toEqual([1280, 720])
  })
})
