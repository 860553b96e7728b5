import type { Affine } from '../geometry/affine'
import type { SourcePoint } from '../geometry/points'
import type { Blend, Slot } from './decoration'
import type { ItemId, PersonId } from '../ids'

interface Placed {
  /** Stable while the same part sits on the same person: the stage keeps one node for each key. */
  readonly key: string
  readonly item: ItemId
  readonly person: PersonId | null
  readonly slot: Slot
  readonly blend: Blend
  /** 0…1, presence already multiplied in. */
  readonly opacity: number
}

/** Where one picture goes: `transform` maps the art's own pixels (origin top left) to source pixels. */
export interface ArtPlacement extends Placed {
  readonly kind: 'art'
  readonly art: string
  readonly transform: Affine
}

/** Where one tint goes: closed outlines in source pixels; holes by the even-odd rule (the mouth's opening). */
export interface TintPlacement extends Placed {
  readonly kind: 'tint'
  readonly outlines: readonly (readonly SourcePoint[])[]
  readonly colour: string
  /** Softness of the edge, source pixels. */
  readonly featherPx: number
}

export type Placement = ArtPlacement | TintPlacement
