// A sheet of everything in the starter pack, worn on the drawn model face, through the app's own placing and drawing:
// `node scripts/art/preview.mjs OUT.png [looks|decorations] [id …]`. Look at it before committing art or seats.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '../..')
const resources = join(root, 'resources')
const starter = join(resources, 'stickers/starter')
const source = async (path) =>
  (await runnerImport(join(root, 'src', path), { configFile: false, logLevel: 'error' })).module

const TILE_PX = 220
const COLUMNS = 8
const CAPTION_PX = 16

const [{ placeScene }, { indexPack }, { personsOfStill }, { drawPlacement }] = await Promise.all(
  [
    'domain/decoration/place.ts',
    'domain/decoration/packIndex.ts',
    'domain/tracking/stillPersons.ts',
    'renderer/stage/drawPlacement.ts',
  ].map(source),
)

const [out, shelf = 'looks', ...ids] = process.argv.slice(2)
const pack = JSON.parse(readFileSync(join(starter, 'pack.json'), 'utf8'))
const index = indexPack(pack)
const arts = new Map()
for (const art of pack.art)
  arts.set(art.id, {
    image: await loadImage(readFileSync(join(starter, art.file))),
    width: art.width,
    height: art.height,
  })

const model = JSON.parse(readFileSync(join(resources, 'model-face.json'), 'utf8'))
const face = await loadImage(readFileSync(join(resources, 'model-face.svg')))
const persons = personsOfStill(
  [{ landmarks: model.points.map(([x, y]) => ({ x, y })), score: 1 }],
  () => 'model',
)

const everything = { moveX: 0, moveY: 0, scale: 1, turnRad: 0, opacity: 1, flipped: false }
const wearing = (id) => ({
  items: index.wearable(id).map((decoration, order) => ({
    id: `${order}`,
    decoration,
    target: { kind: 'everyone' },
    adjustment: everything,
    visible: true,
  })),
})

const chosen = pack[shelf].filter(({ id }) => ids.length === 0 || ids.includes(id))
const rows = Math.ceil(chosen.length / COLUMNS)
const sheet = createCanvas(COLUMNS * TILE_PX, rows * (TILE_PX + CAPTION_PX))
const context = sheet.getContext('2d')
context.fillStyle = '#2b2633'
context.fillRect(0, 0, sheet.width, sheet.height)
chosen.forEach(({ id }, order) => {
  const left = (order % COLUMNS) * TILE_PX
  const top = Math.floor(order / COLUMNS) * (TILE_PX + CAPTION_PX)
  const scale = TILE_PX / model.size.width
  context.save()
  context.beginPath()
  context.rect(left, top, TILE_PX, TILE_PX)
  context.clip()
  context.translate(left, top)
  context.scale(scale, scale)
  context.drawImage(face, 0, 0, model.size.width, model.size.height)
  for (const placement of placeScene(wearing(id), persons, index, model.size))
    drawPlacement(context, placement, (art) => arts.get(art) ?? null)
  context.restore()
  context.fillStyle = '#fff'
  context.font = '12px sans-serif'
  context.fillText(id, left + 6, top + TILE_PX + 12)
})
writeFileSync(out, await sheet.encode('png'))
console.log(`${chosen.length} ${shelf} on ${out}`)
