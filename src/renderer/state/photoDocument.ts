import type { WireError } from '../../contracts/errors'
import type { PackIndex } from '../../domain/decoration/packIndex'
import type { Size } from '../../domain/geometry/points'
import type { ItemId, PersonId, PictureId } from '../../domain/ids'
import { applyCommand, type SceneCommand } from '../../domain/scene/commands'
import { recordStep, redo, startHistory, undo, type History } from '../../domain/scene/history'
import { EMPTY_SCENE, type Scene, type SceneItem } from '../../domain/scene/scene'
import type { Person } from '../../domain/tracking/person'
import { centredHandPlace, handPlace } from './handPlacement'

/** Where the pixels come from. Encoded pictures are decoded only while they are open: sixty bitmaps would not fit. */
export type PhotoSource =
  | { readonly kind: 'encoded'; readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }

export type FaceFinding =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'finding' }
  | { readonly kind: 'found' }
  /** No consent: nothing was read. */
  | { readonly kind: 'off' }
  | { readonly kind: 'failed'; readonly error: WireError }

/** Faces may still come. */
export const isLooking = (finding: FaceFinding): boolean =>
  finding.kind === 'waiting' || finding.kind === 'finding'

/** Whom the next decoration goes to. */
export type Wearer =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'person'; readonly person: PersonId }
  | { readonly kind: 'picture' }

/** One picture opened in this session, with everything done to it. Gone when it is closed. */
export interface PhotoDocument {
  readonly id: PictureId
  readonly name: string
  readonly source: PhotoSource
  /** Upright size in pixels; null until the picture was decoded once. */
  readonly size: Size | null
  readonly thumbnail: string | null
  readonly finding: FaceFinding
  readonly persons: readonly Person[]
  readonly history: History<Scene>
  /** The scene while a slider or a held key is moving: becomes one step of undo when it is let go. */
  readonly draft: Scene | null
  readonly selected: ItemId | null
  readonly wearer: Wearer
  readonly saved: boolean
}

/** A picture as it is just after opening. */
export const newDocument = (
  id: PictureId,
  name: string,
  source: PhotoSource,
  finding: FaceFinding,
): PhotoDocument => ({
  id,
  name,
  source,
  size: null,
  thumbnail: null,
  finding,
  persons: [],
  history: startHistory<Scene>(EMPTY_SCENE),
  draft: null,
  selected: null,
  // Decorations chosen while faces are being looked for go onto them as soon as they are found.
  wearer: { kind: finding.kind === 'off' ? 'picture' : 'everyone' },
  saved: false,
})

/** The scene to draw now. */
export const sceneOf = (photo: PhotoDocument): Scene => photo.draft ?? photo.history.present

export const selectedItem = (photo: PhotoDocument): SceneItem | null =>
  sceneOf(photo).items.find(({ id }) => id === photo.selected) ?? null

/**
 * Faces were looked for: everyone found is decorated from now on. Where nobody is in the picture it is decorated itself,
 * and what was chosen for everyone meanwhile lies on it, to be moved by hand.
 */
export function withPersons(photo: PhotoDocument, persons: readonly Person[]): PhotoDocument {
  const found = { ...photo, finding: { kind: 'found' }, persons } as const
  if (persons.length > 0) return { ...found, wearer: { kind: 'everyone' } }
  return { ...byHand(found), wearer: { kind: 'picture' } }
}

/** Faces could not be looked for: as in a picture without any. */
export const withFailure = (photo: PhotoDocument, error: WireError): PhotoDocument => ({
  ...byHand(photo),
  finding: { kind: 'failed', error },
  wearer: { kind: 'picture' },
})

function byHand(photo: PhotoDocument): PhotoDocument {
  const { items } = photo.history.present
  if (!items.some(({ target }) => target.kind === 'everyone')) return photo
  const placed = items.map((item, index) =>
    item.target.kind === 'everyone' ? { ...item, target: handPlace(index) } : item,
  )
  return { ...photo, history: { ...photo.history, present: { items: placed } } }
}

/** Everything read from faces is dropped; what the user chose stays and can be placed by hand. */
export const withoutFaces = (photo: PhotoDocument): PhotoDocument => ({
  ...photo,
  finding: { kind: 'off' },
  persons: [],
  wearer: { kind: 'picture' },
})

function keepSelection(photo: PhotoDocument): PhotoDocument {
  return selectedItem(photo) === null ? { ...photo, selected: null } : photo
}

/** Runs a command as one step of undo. A command that the scene refuses changes nothing. */
export function withCommand(photo: PhotoDocument, command: SceneCommand, newId: () => ItemId): PhotoDocument {
  const result = applyCommand(photo.history.present, command, newId)
  if (!result.ok || result.value === photo.history.present) return { ...photo, draft: null }
  return keepSelection({
    ...photo,
    history: recordStep(photo.history, result.value),
    draft: null,
    saved: false,
  })
}

/** Shows a command without recording it: the thumb of a slider is still moving. */
export function withDraft(photo: PhotoDocument, command: SceneCommand, newId: () => ItemId): PhotoDocument {
  const result = applyCommand(sceneOf(photo), command, newId)
  return result.ok ? { ...photo, draft: result.value } : photo
}

/** Records what the draft shows as one step. */
export const withDraftKept = (photo: PhotoDocument): PhotoDocument =>
  photo.draft === null
    ? photo
    : { ...photo, history: recordStep(photo.history, photo.draft), draft: null, saved: false }

export const withUndo = (photo: PhotoDocument): PhotoDocument =>
  keepSelection({ ...photo, history: undo(photo.history), draft: null, saved: false })

export const withRedo = (photo: PhotoDocument): PhotoDocument =>
  keepSelection({ ...photo, history: redo(photo.history), draft: null, saved: false })

/** Whether the chosen wearer has the decoration on, alone or together with everyone. */
export function wears(photo: PhotoDocument, decoration: string): boolean {
  const { wearer } = photo
  if (wearer.kind === 'picture') return false
  return sceneOf(photo).items.some(({ decoration: worn, target }) => {
    if (worn !== decoration) return false
    if (target.kind === 'everyone') return true
    return target.kind === 'person' && wearer.kind === 'person' && target.person === wearer.person
  })
}

/**
 * A tile of the tray was chosen: a look replaces what the chosen wearer has on, a decoration is put on or taken off.
 * On the picture itself everything is added, because two stickers of a kind are as good as one.
 */
export function withTile(
  photo: PhotoDocument,
  pack: PackIndex,
  id: string,
  newId: () => ItemId,
): PhotoDocument {
  const decorations = pack.wearable(id)
  const before = sceneOf(photo)
  if (photo.wearer.kind === 'picture') {
    const target = centredHandPlace(decorations, before.items.length, pack, photo.size)
    const after = withCommand(photo, { kind: 'wear', decorations, target, mode: 'add' }, newId)
    return { ...after, selected: sceneOf(after).items.at(-1)?.id ?? null }
  }
  const target = photo.wearer
  // With everybody named, one person can take off what everyone wears.
  const persons = photo.persons.map((person) => person.id)
  if (pack.look(id)) {
    const dressed = withCommand(photo, { kind: 'wear', decorations, target, mode: 'replace', persons }, newId)
    return { ...dressed, selected: null }
  }
  if (wears(photo, id)) return withCommand(photo, { kind: 'takeOff', decorations, target, persons }, newId)
  const after = withCommand(photo, { kind: 'wear', decorations, target, mode: 'add', persons }, newId)
  const added = sceneOf(after).items.find((item) => !before.items.some((old) => old.id === item.id))
  return { ...after, selected: added?.id ?? after.selected }
}

/** Fractions of the picture (by hand) or eye distances (on a face) that one small key press moves an item. */
const NUDGE_PICTURE = 0.002
const NUDGE_FACE = 0.02

/** The command that moves an item by so many small steps. */
export function nudgeCommand(item: SceneItem, stepsX: number, stepsY: number): SceneCommand {
  if (item.target.kind === 'picture') {
    const { x, y } = item.target
    return {
      kind: 'movePictureItem',
      item: item.id,
      x: x + stepsX * NUDGE_PICTURE,
      y: y + stepsY * NUDGE_PICTURE,
    }
  }
  const { moveX, moveY } = item.adjustment
  return {
    kind: 'adjust',
    item: item.id,
    change: { moveX: moveX + stepsX * NUDGE_FACE, moveY: moveY + stepsY * NUDGE_FACE },
  }
}
