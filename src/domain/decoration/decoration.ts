import type { AnchorName } from '../face/anchors'

/** A label in both languages of the product. */
export interface LocalisedText {
  readonly ja: string
  readonly en: string
}

/** Painting order on one person, from back to front. */
export const SLOTS = ['behindFace', 'onSkin', 'overEyes', 'overAll'] as const
export type Slot = (typeof SLOTS)[number]

export const BLENDS = ['normal', 'multiply', 'screen', 'soft-light', 'overlay'] as const
export type Blend = (typeof BLENDS)[number]

export const CATEGORIES = ['glasses', 'hats', 'ears', 'masks', 'mouth', 'makeup', 'seasons'] as const
export type Category = (typeof CATEGORIES)[number]

/** A picture trimmed to its ink. Width and height are its natural size in pixels; only their ratio matters. */
export interface Art {
  readonly id: string
  readonly file: string
  readonly width: number
  readonly height: number
}

/** A picture on an anchor. All lengths are in eye distances (between the eye centres, seen from the front). */
export interface StickerPart {
  readonly kind: 'sticker'
  readonly art: string
  readonly anchor: AnchorName
  /** From the anchor to the art's origin, in face axes: x to the right of an upright unmirrored face, y down. */
  readonly offset: { readonly x: number; readonly y: number }
  /** The point of the art that is put there, as a fraction of its width and height. */
  readonly origin: { readonly x: number; readonly y: number }
  /** Width of the art. */
  readonly width: number
  /** Own turn relative to the face, degrees clockwise. */
  readonly turnDeg: number
  /** 1 turns fully with the head's roll, 0 stays upright. */
  readonly followRoll: number
  /** 1 narrows fully with the head's yaw, 0 keeps its width. */
  readonly followYaw: number
  readonly slot: Slot
  readonly opacity: number
  readonly blend: Blend
}

export const TINT_REGIONS = ['lips', 'rightEyelid', 'leftEyelid'] as const
export type TintRegion = (typeof TINT_REGIONS)[number]

/** Colour on skin, shaped by the landmarks themselves. */
export interface TintPart {
  readonly kind: 'tint'
  readonly region: TintRegion
  /** `#rrggbb`. */
  readonly colour: string
  /** 0…1. */
  readonly strength: number
  readonly blend: Blend
}

export type DecorationPart = StickerPart | TintPart

/** Something a person can wear: one or several parts under one name (ears with whiskers and a nose are one decoration). */
export interface Decoration {
  readonly id: string
  readonly name: LocalisedText
  readonly category: Category
  readonly keywords: readonly string[]
  readonly parts: readonly DecorationPart[]
}

/** A named set of decorations. */
export interface Look {
  readonly id: string
  readonly name: LocalisedText
  readonly category: Category
  readonly keywords: readonly string[]
  readonly decorations: readonly string[]
}

/** Art, decorations and looks under one licence. */
export interface Pack {
  readonly format: 1
  readonly id: string
  readonly name: LocalisedText
  readonly art: readonly Art[]
  readonly decorations: readonly Decoration[]
  readonly looks: readonly Look[]
}
