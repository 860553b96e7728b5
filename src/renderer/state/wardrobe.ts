import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PackIndex } from '../../domain/decoration/packIndex'
import type { ItemId } from '../../domain/ids'
import { applyCommand, type SceneCommand } from '../../domain/scene/commands'
import { EMPTY_SCENE, type Scene } from '../../domain/scene/scene'

export interface Outfit {
  readonly scene: Scene
  /** The look put on last, while all of it is still worn. */
  readonly look: string | null
}

export interface Wardrobe {
  readonly store: StoreApi<Outfit>
  /** A look replaces what is worn; a single decoration goes on top, or comes off when it is worn already. */
  wear(id: string): 'worn' | 'takenOff'
  clear(): void
}

/** Ids of the decorations that a scene shows on everyone. */
export const wornDecorations = (scene: Scene): ReadonlySet<string> =>
  new Set(scene.items.map(({ decoration }) => decoration))

/** Whether a tile of the tray is on: a look by name, a decoration when it is worn by itself or in a look. */
export function isWorn(outfit: Outfit, pack: PackIndex, id: string): boolean {
  if (pack.look(id)) return outfit.look === id
  return wornDecorations(outfit.scene).has(id)
}

/** What everybody in the live picture wears. Lives in memory only. */
export function createWardrobe(pack: PackIndex, newId: () => ItemId): Wardrobe {
  const store = createStore<Outfit>()(() => ({ scene: EMPTY_SCENE, look: null }))
  const run = (command: SceneCommand, look: string | null) => {
    const result = applyCommand(store.getState().scene, command, newId)
    if (result.ok) store.setState({ scene: result.value, look })
  }
  return {
    store,
    wear(id) {
      const decorations = pack.wearable(id)
      const target = { kind: 'everyone' } as const
      const { scene, look } = store.getState()
      if (pack.look(id)) {
        run({ kind: 'wear', decorations, target, mode: 'replace' }, id)
        return 'worn'
      }
      if (wornDecorations(scene).has(id)) {
        const broken = look !== null && pack.wearable(look).includes(id)
        run({ kind: 'takeOff', decorations, target }, broken ? null : look)
        return 'takenOff'
      }
      run({ kind: 'wear', decorations, target, mode: 'add' }, look)
      return 'worn'
    },
    clear: () => store.setState({ scene: EMPTY_SCENE, look: null }),
  }
}
