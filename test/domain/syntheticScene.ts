import { indexPack, type PackIndex } from '../../src/domain/decoration/packIndex'
import type {
  Decoration,
  DecorationPart,
  StickerPart,
  TintRegion,
} from '../../src/domain/decoration/decoration'
import { estimatePose } from '../../src/domain/face/estimatePose'
import { itemId, personId } from '../../src/domain/ids'
import { NO_ADJUSTMENT, type Adjustment, type ItemTarget, type SceneItem } from '../../src/domain/scene/scene'
import type { Person } from '../../src/domain/tracking/person'
import { landmarksOfHead, type Head } from './syntheticFace'

export const sticker = (change: Partial<StickerPart> = {}): StickerPart => ({
  kind: 'sticker',
  art: 'square',
  anchor: 'eyes',
  offset: { x: 0, y: 0 },
  origin: { x: 0.5, y: 0.5 },
  width: 2,
  turnDeg: 0,
  followRoll: 1,
  followYaw: 1,
  slot: 'overEyes',
  opacity: 1,
  blend: 'normal',
  ...change,
})

export const tint = (region: TintRegion, strength = 0.5): DecorationPart => ({
  kind: 'tint',
  region,
  colour: '#cc3355',
  strength,
  blend: 'multiply',
})

const text = { ja: '試', en: 'trial' }

export const decoration = (id: string, ...parts: readonly DecorationPart[]): Decoration => ({
  id,
  name: text,
  category: 'glasses',
  keywords: [],
  parts,
})

/** Art of 200 × 100 pixels under every decoration. */
export const packOf = (...decorations: readonly Decoration[]): PackIndex =>
  indexPack({
    format: 1,
    id: 'trial',
    name: text,
    art: [{ id: 'square', file: 'square.svg', width: 200, height: 100 }],
    decorations,
    looks: [
      {
        id: 'all',
        name: text,
        category: 'glasses',
        keywords: [],
        decorations: decorations.map(({ id }) => id),
      },
    ],
  })

export const item = (
  id: string,
  worn: string,
  target: ItemTarget = { kind: 'everyone' },
  adjustment: Partial<Adjustment> = {},
): SceneItem => ({
  id: itemId(id),
  decoration: worn,
  target,
  adjustment: { ...NO_ADJUSTMENT, ...adjustment },
  visible: true,
})

export function personOf(name: string, head: Head, presence = 1): Person {
  const landmarks = landmarksOfHead(head)
  return { id: personId(name), landmarks, pose: estimatePose(landmarks), presence }
}
