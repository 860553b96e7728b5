// Builds resources/stickers/starter: picks icons, takes in our own drawings, trims each to its ink, and writes the
// pack with every seat worked out. Same input, same bytes: `npm run art` leaves the tree clean.
import { readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { frontalAnchors } from './art/anchors.mjs'
import { catalogue } from './art/catalogue/index.mjs'
import { FLUENT_BOX, fluentIcon, withIcons } from './art/fluent.mjs'
import { inkBox, rasterisePng } from './art/ink.mjs'
import { seat } from './art/faceFrame.mjs'
import { innerSvg, prefixIds, refuseOutsideParts, svgDocument, withoutEllipses } from './art/svgText.mjs'

const root = join(import.meta.dirname, '..')
const drawnDirectory = join(root, 'scripts/art/drawn')
const packDirectory = join(root, 'resources/stickers/starter')

/** Natural size of the longer side, pixels. */
const NATURAL_PX = 512

/** The untrimmed body of one art and the ground it was drawn on. */
function source(id, fluentName) {
  if (fluentName) return { body: fluentIcon(fluentName), box: FLUENT_BOX, onFace: false }
  const mirrored = id.endsWith('-left')
  const name = mirrored ? id.replace(/-left$/, '-right') : id
  const text = readFileSync(join(drawnDirectory, `${name}.svg`), 'utf8')
  const [left, top, width, height] = /viewBox="([^"]+)"/.exec(text)[1].split(' ').map(Number)
  const body = withIcons(innerSvg(text))
  if (!mirrored) return { body, box: [left, top, width, height], onFace: true }
  return {
    body: `<g transform="scale(-1 1)">${body}</g>`,
    box: [-left - width, top, width, height],
    onFace: true,
  }
}

async function buildArt(id, fluentName) {
  const { body, box, onFace } = source(id, fluentName)
  refuseOutsideParts(body, id)
  const prefixed = prefixIds(withoutEllipses(body), id)
  const ink = await inkBox(prefixed, box, id)
  const pixelsPerUnit = NATURAL_PX / Math.max(ink[2], ink[3])
  const size = { width: Math.round(ink[2] * pixelsPerUnit), height: Math.round(ink[3] * pixelsPerUnit) }
  writeFileSync(join(packDirectory, `${id}.svg`), svgDocument(prefixed, ink, size))
  return { id, file: `${id}.svg`, ...size, drawnBox: onFace ? ink : undefined }
}

function buildPart(part, arts, anchors) {
  if (part.kind === 'tint') return part
  const art = arts.get(part.art)
  return {
    kind: 'sticker',
    art: part.art,
    anchor: part.anchor,
    ...seat(part, art, anchors),
    turnDeg: part.turnDeg ?? 0,
    followRoll: part.followRoll ?? 1,
    followYaw: part.followYaw ?? 1,
    slot: part.slot,
    opacity: part.opacity ?? 1,
    blend: part.blend ?? 'normal',
  }
}

mkdirSync(packDirectory, { recursive: true })
for (const file of readdirSync(packDirectory)) if (file.endsWith('.svg')) rmSync(join(packDirectory, file))

const anchors = await frontalAnchors()
const shown = [
  ...new Set(
    catalogue.decorations.flatMap(({ parts }) => parts.flatMap((part) => (part.art ? [part.art] : []))),
  ),
].sort()
const arts = new Map()
for (const id of shown) arts.set(id, await buildArt(id, catalogue.fluent[id]))

const pack = {
  format: 1,
  id: 'starter',
  name: { ja: 'スターター', en: 'Starter' },
  art: [...arts.values()].map(({ id, file, width, height }) => ({ id, file, width, height })),
  decorations: catalogue.decorations.map((decoration) => ({
    ...decoration,
    parts: decoration.parts.map((part) => buildPart(part, arts, anchors)),
  })),
  looks: catalogue.looks,
}
writeFileSync(join(packDirectory, 'pack.json'), `${JSON.stringify(pack, null, 2)}\n`)

const icon = join(root, 'resources/icons/kazari')
writeFileSync(`${icon}.png`, await rasterisePng(readFileSync(`${icon}.svg`), { width: 512, height: 512 }))
console.log(`${pack.art.length} arts, ${pack.decorations.length} decorations, ${pack.looks.length} looks`)
