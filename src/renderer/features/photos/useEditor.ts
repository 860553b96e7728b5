import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { ItemId, PictureId } from '../../../domain/ids'
import type { SceneCommand } from '../../../domain/scene/commands'
import { starterPack } from '../../stage/pack'
import {
  withCommand,
  withDraft,
  withDraftKept,
  withRedo,
  withTile,
  withUndo,
  type Wearer,
} from '../../state/photoDocument'
import { useStudio } from '../../state/studio'

/** Everything the editor's controls do to one picture. */
export interface EditorActions {
  run(command: SceneCommand): void
  /** Shows a command while a control moves; `keepDraft` makes one step of undo of it. */
  draft(command: SceneCommand): void
  keepDraft(): void
  undo(): void
  redo(): void
  select(item: ItemId | null): void
  wearer(wearer: Wearer): void
  applyTile(id: string): void
  clearWearer(): void
  markSaved(): void
}

export function useEditor(id: PictureId): EditorActions {
  const { photos, newItemId } = useStudio()
  return useMemo(
    () => ({
      run: (command) => photos.change(id, (photo) => withCommand(photo, command, newItemId)),
      draft: (command) => photos.change(id, (photo) => withDraft(photo, command, newItemId)),
      keepDraft: () => photos.change(id, withDraftKept),
      undo: () => photos.change(id, withUndo),
      redo: () => photos.change(id, withRedo),
      select: (selected) => photos.change(id, (photo) => ({ ...photo, selected })),
      wearer: (wearer) => photos.change(id, (photo) => ({ ...photo, wearer })),
      applyTile: (tile) => photos.change(id, (photo) => withTile(photo, starterPack, tile, newItemId)),
      clearWearer: () =>
        photos.change(id, (photo) => {
          const persons = photo.persons.map((person) => person.id)
          const { wearer } = photo
          // Taking off "by replacing with nothing" leaves what others wear alone.
          const target =
            wearer.kind === 'picture' ? ({ kind: 'picture', x: 0.5, y: 0.5, width: 0.1 } as const) : wearer
          return withCommand(
            photo,
            { kind: 'wear', decorations: [], target, mode: 'replace', persons },
            newItemId,
          )
        }),
      markSaved: () => photos.change(id, (photo) => ({ ...photo, saved: true })),
    }),
    [photos, id, newItemId],
  )
}

/** The decoded pixels of the picture that is open, or null while they are being decoded. */
export function useOpenBitmap(id: PictureId): ImageBitmap | null {
  const { photos } = useStudio()
  return useStore(photos.store, ({ open }) => (open?.id === id ? open.bitmap : null))
}
