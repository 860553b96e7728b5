import type Konva from 'konva'
import { placeScene } from '../../domain/decoration/place'
import type { PackIndex } from '../../domain/decoration/packIndex'
import type { Placement } from '../../domain/decoration/placement'
import type { Size } from '../../domain/geometry/points'
import type { Scene } from '../../domain/scene/scene'
import type { Person } from '../../domain/tracking/person'
import { drawPlacement, type ArtProvider } from './drawPlacement'
import { layerOf } from './liveLayers'
import { wholeView } from './pictureView'

/** What the painter reads at each frame. The stage's component writes it; nothing of it causes a render. */
export interface LivePaintInput {
  scene: Scene
  mirrored: boolean
  stage: Size
  readonly persons: (nowMs: number) => readonly Person[]
  readonly frameSize: () => Size | null
}

export interface LivePainter {
  /** Registers the Konva layer of a key, or takes it away with null. */
  setLayer(key: string, layer: Konva.Layer | null): void
  /** Paints what there is at `nowMs`. Does nothing where the picture would be the same as before. */
  paint(nowMs: number): void
  /** What a layer's shape draws. */
  drawLayer(key: string, context: CanvasRenderingContext2D): void
}

const samePlacement = (a: Placement, b: Placement): boolean => {
  if (a.key !== b.key || a.opacity !== b.opacity || a.kind !== b.kind) return false
  if (a.kind === 'art' && b.kind === 'art')
    return a.art === b.art && a.transform.every((value, index) => value === b.transform[index])
  if (a.kind === 'tint' && b.kind === 'tint') {
    const [p, q] = [a.outlines.flat(), b.outlines.flat()]
    return (
      a.colour === b.colour &&
      p.length === q.length &&
      p.every((point, index) => point.x === q[index]?.x && point.y === q[index].y)
    )
  }
  return false
}

const samePlacements = (a: readonly Placement[], b: readonly Placement[]): boolean =>
  a.length === b.length && a.every((placement, index) => samePlacement(placement, b[index] as Placement))

/**
 * The one owner of the live canvases: places the scene on the people of this moment and redraws the layers that changed.
 * The mirror is in the layers' map and nowhere else: placements stay in pixels of the unmirrored camera frame.
 */
export function createLivePainter(input: LivePaintInput, pack: PackIndex, artFor: ArtProvider): LivePainter {
  const layers = new Map<string, Konva.Layer>()
  const painted = new Map<string, readonly Placement[]>()
  let placed = new Map<string, Placement[]>()
  let mapped = ''
  let missingArt = false

  function mapLayers(frame: Size) {
    const { stage, mirrored } = input
    const view = wholeView(frame, stage)
    const map = {
      x: mirrored ? stage.width - view.x : view.x,
      y: view.y,
      scaleX: mirrored ? -view.scale : view.scale,
      scaleY: view.scale,
      // What reaches beyond the frame is not in the picture that is taken either.
      clip: { x: 0, y: 0, ...frame },
    }
    const key = JSON.stringify(map)
    if (key === mapped) return
    mapped = key
    for (const layer of layers.values()) layer.setAttrs(map)
    painted.clear()
  }

  return {
    setLayer(key, layer) {
      mapped = ''
      painted.delete(key)
      if (layer) layers.set(key, layer)
      else layers.delete(key)
    },
    paint(nowMs) {
      const frame = input.frameSize()
      if (!frame || layers.size === 0) return
      mapLayers(frame)
      placed = new Map()
      for (const placement of placeScene(input.scene, input.persons(nowMs), pack, frame)) {
        const key = layerOf(placement)
        const list = placed.get(key)
        if (list) list.push(placement)
        else placed.set(key, [placement])
      }
      const wasMissing = missingArt
      missingArt = false
      for (const [key, layer] of layers) {
        const now = placed.get(key) ?? []
        const before = painted.get(key)
        if (before && !wasMissing && samePlacements(before, now)) continue
        painted.set(key, now)
        layer.drawScene()
      }
    },
    drawLayer(key, context) {
      for (const placement of placed.get(key) ?? [])
        if (!drawPlacement(context, placement, artFor)) missingArt = true
    },
  }
}
