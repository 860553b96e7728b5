import { placeScene } from '../../domain/decoration/place'
import { itemId } from '../../domain/ids'
import { NO_ADJUSTMENT, type Scene } from '../../domain/scene/scene'
import type { Placement } from '../../domain/decoration/placement'
import { boundsOf, drawPlacement } from './drawPlacement'
import { outlineOf } from './handleBoxes'
import { modelFace, MODEL_FACE_SIZE, modelPersons } from './modelFace'
import { starterPack } from './pack'
import { artsOf } from './renderPicture'
import { starterArt } from './starterArt'

/** Of the model's own grid, above the highest ink. */
const TOP_MARGIN = 4
const SMALLEST_FACE = 0.65

const drawn = new Map<string, Promise<string>>()

/**
 * A picture of a look or decoration on the bundled drawn face (never on the user's), `sizePx` device pixels square, as
 * a data URL with a transparent ground. Painted by the routine that paints the stages; drawn once for each id and size.
 */
export function lookThumbnail(id: string, sizePx: number): Promise<string> {
  const key = `${id} ${sizePx}`
  const known = drawn.get(key)
  if (known) return known
  const made = drawThumbnail(id, sizePx)
  drawn.set(key, made)
  // A failure is not kept: the next one to ask tries again.
  made.catch(() => drawn.delete(key))
  return made
}

function sceneOf(id: string): Scene {
  const items = starterPack.wearable(id).map((decoration, index) => ({
    id: itemId(`${index}`),
    decoration,
    target: { kind: 'everyone' } as const,
    adjustment: NO_ADJUSTMENT,
    visible: true,
  }))
  return { items }
}

/** A tall hat or ears would be cut off at the top: the face stays on the ground and gets smaller, by this factor. */
function roomFor(placements: readonly Placement[]): number {
  const corners = placements.flatMap((placement) => outlineOf(placement, starterPack))
  const top = boundsOf(corners)?.top ?? 0
  const { height } = MODEL_FACE_SIZE
  return Math.max(SMALLEST_FACE, Math.min(1, height / (height - top + TOP_MARGIN)))
}

async function drawThumbnail(id: string, sizePx: number): Promise<string> {
  const placements = placeScene(sceneOf(id), modelPersons, starterPack, MODEL_FACE_SIZE)
  const [face] = await Promise.all([modelFace(), starterArt.load(artsOf(placements))])
  const canvas = new OffscreenCanvas(sizePx, sizePx)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2-D context for a thumbnail')
  const { width, height } = MODEL_FACE_SIZE
  const room = roomFor(placements)
  const scale = (sizePx / width) * room
  context.setTransform(scale, 0, 0, scale, (sizePx - scale * width) / 2, sizePx - scale * height)
  context.drawImage(face, 0, 0, width, height)
  for (const placement of placements) drawPlacement(context, placement, starterArt.sharp)
  return dataUrl(await canvas.convertToBlob({ type: 'image/png' }))
}

/** An address that needs no revoking and no exception in the page's content policy beyond `data:`. */
function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error('a thumbnail could not be read'))
    reader.readAsDataURL(blob)
  })
}
