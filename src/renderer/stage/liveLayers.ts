import type { SLOTS } from '../../domain/decoration/decoration'
import { BLENDS, type Blend, type DecorationPart } from '../../domain/decoration/decoration'
import type { PackIndex } from '../../domain/decoration/packIndex'
import type { Placement } from '../../domain/decoration/placement'
import type { Scene } from '../../domain/scene/scene'

/**
 * Over the video, each blend mode needs a canvas of its own: the browser blends the canvas with the video under it, which
 * the canvas itself cannot see. The order is by slot, then by blend; only where decorations of different slots and blends
 * of two people overlap can this differ from a file, which is painted strictly back to front.
 */
export interface LiveLayer {
  readonly key: string
  readonly blend: Blend
}

const BANDS = { behindFace: 0, onSkin: 1, overEyes: 2, overAll: 2 } as const satisfies Record<
  (typeof SLOTS)[number],
  number
>

const slotOf = (part: DecorationPart) => (part.kind === 'tint' ? 'onSkin' : part.slot)

const layerKey = (slot: (typeof SLOTS)[number], blend: Blend) =>
  `${BANDS[slot]}-${BLENDS.indexOf(blend)}-${blend}`

/** The layer that a placement is painted on. */
export const layerOf = (placement: Placement): string => layerKey(placement.slot, placement.blend)

/** The layers that a scene can ever need, back to front; few, because each is a canvas as large as the stage. */
export function liveLayers(scene: Scene, pack: PackIndex): readonly LiveLayer[] {
  const layers = new Map<string, LiveLayer>()
  for (const item of scene.items)
    for (const part of pack.decoration(item.decoration)?.parts ?? []) {
      const key = layerKey(slotOf(part), part.blend)
      layers.set(key, { key, blend: part.blend })
    }
  return [...layers.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}
