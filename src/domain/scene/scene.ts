import type { ItemId, PersonId } from '../ids'

/** Whom an item decorates. `picture` items are placed by hand, in fractions of the picture's width and height. */
export type ItemTarget =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'person'; readonly person: PersonId }
  | { readonly kind: 'picture'; readonly x: number; readonly y: number; readonly width: number }

/** What a hand changed on top of the decoration's own seat: no pixels, no coordinates of a face. */
export interface Adjustment {
  /** In eye distances along the face's axes (unused on `picture` targets, which move by x and y). */
  readonly moveX: number
  readonly moveY: number
  readonly scale: number
  readonly turnRad: number
  readonly opacity: number
  readonly flipped: boolean
}

export const NO_ADJUSTMENT: Adjustment = {
  moveX: 0,
  moveY: 0,
  scale: 1,
  turnRad: 0,
  opacity: 1,
  flipped: false,
}

export interface SceneItem {
  readonly id: ItemId
  /** Id of a decoration in a pack. */
  readonly decoration: string
  readonly target: ItemTarget
  readonly adjustment: Adjustment
  readonly visible: boolean
}

/** The document: what is worn by whom, back to front. Holds nothing measured from a face. */
export interface Scene {
  readonly items: readonly SceneItem[]
}

export const EMPTY_SCENE: Scene = { items: [] }
