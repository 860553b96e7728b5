import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeTexturedClip } from '../../../../scripts/prove/content/clip.mjs'
import { searchImage } from '../../../../scripts/prove/content/searchImage.mjs'
import { decodePhoto, samplePhoto } from '../../../support/samplePhotos'
import { diskWith, temporaryFolder, type Disk } from './disk'
import { someLandmarks } from './landmarks'
import * as leak from './leaks'

const require = createRequire(import.meta.url)
const project = resolve(import.meta.dirname, '../../../..')
const folder = temporaryFolder('clean')
afterAll(folder.remove)

const landmarks = someLandmarks(40)
let clip: Awaited<ReturnType<typeof writeTexturedClip>>
/** What a person saved on purpose. */
let exported: Record<string, Buffer>

beforeAll(async () => {
  clip = await writeTexturedClip(folder.at('camera.mjpeg'), { frames: 8, seed: 51 })
  const frame = await leak.frameOf(clip, 2)
  exported = {
    'kazari-1.png': leak.decorated(frame).toBuffer('image/png'),
    'kazari-2.jpg': leak.decorated(frame).toBuffer('image/jpeg', 92),
    'kazari-3.pdf': leak.pdfOfPixels(leak.decorated(frame)),
    'kazari-4.pdf': leak.pdfOfRows(leak.decorated(frame)),
  }
}, 60_000)

const filesIn = (directory: string, ending: RegExp) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(directory, name))

/** Other people's faces, fonts, programs, noise, tables of numbers, sources of the app and its drawings as pictures. */
async function harmlessFiles(): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = { 'noise.bin': randomBytes(8 * 1024 * 1024) }
  const add = (path: string) => (files[path.replaceAll(/\W+/g, '-')] = readFileSync(path))
  for (const number of [1, 2, 3, 4, 5, 6] as const) {
    add(samplePhoto(number))
    const photo = await decodePhoto(samplePhoto(number))
    files[`pixels-of-${number}.rgba`] = leak.rgba(leak.scaled(photo, 640, 480))
    files[`preview-${number}.png`] = leak.decorated(leak.scaled(photo, 320, 240)).toBuffer('image/png')
  }
  const fonts = dirname(require.resolve('@fontsource-variable/noto-sans-jp/package.json'))
  filesIn(fonts, /\.woff2$/)
    .slice(0, 40)
    .forEach(add)
  filesIn(join(project, 'resources'), /\.(svg|json|png|md)$/).forEach(add)
  add(join(project, 'resources/demo/group.jpg'))
  add(join(project, 'package-lock.json'))
  add(join(project, 'node_modules/konva/konva.min.js'))
  filesIn(dirname(require.resolve('pdfjs-dist/package.json')), /\.(mjs|wasm|pfb)$/)
    .slice(0, 12)
    .forEach(add)
  files['stranger.json'] = Buffer.from(
    JSON.stringify(someLandmarks(3).map((frame) => frame.map((value) => value * 1.37 + 11))),
  )
  files['table.csv'] = Buffer.from(
    Array.from({ length: 2000 }, (_, row) => `${row},${row * 3},${(row * 0.37).toFixed(2)}`).join('\n'),
  )
  return files
}

describe('a disk that holds nothing of the clip', () => {
  let disk: Disk
  beforeAll(async () => {
    disk = await diskWith(folder.at('disk.img'), { ...(await harmlessFiles()), ...exported }, { sizeMb: 128 })
  }, 300_000)

  test('gives no finding, and says what was saved on purpose', async () => {
    const exempt = Object.values(exported)
    const found = await searchImage(disk.image, { truths: [clip], landmarks, exempt })
    expect(found.findings).toEqual([])
    expect(found.checks.map(({ hitCount }) => hitCount)).toEqual(found.checks.map(() => 0))
    const others = found.carved.filter(({ verdict }) => verdict === 'other')
    expect(others.length).toBeGreaterThan(10)
    // How near an unrelated picture of faces comes to being taken for a copy.
    expect(Math.max(...others.map(({ correlation }) => correlation))).toBeLessThan(0.75)
    const saved = found.carved.filter(({ verdict }) => verdict === 'exempt')
    expect(new Set(saved.map(({ format }) => format))).toEqual(new Set(['jpeg', 'pdf-image', 'png']))
  }, 400_000)
})

describe('files that were saved on purpose', () => {
  let disk: Disk
  beforeAll(async () => {
    disk = await diskWith(folder.at('saved.img'), exported)
  }, 300_000)
  const leaksWith = async (exempt: readonly Buffer[]) => {
    const { findings } = await searchImage(disk.image, { truths: [clip], landmarks, exempt: [...exempt] })
    return findings.filter(({ check }) => check === 'pictures').map(({ detail }) => detail.split(' ')[0])
  }

  test('are findings as long as nobody says so', async () => {
    expect((await leaksWith([])).sort()).toEqual(['jpeg', 'pdf-image', 'pdf-image', 'png'])
  }, 300_000)

  test('are covered one by one', async () => {
    const [first = Buffer.alloc(0)] = Object.values(exported)
    expect((await leaksWith([first])).sort()).toEqual(['jpeg', 'pdf-image', 'pdf-image'])
  }, 300_000)
})
