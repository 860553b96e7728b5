import type { ItemId, PersonId } from '../ids'
import { assertNever, err, ok, type Result } from '../result'
import { NO_ADJUSTMENT, type Adjustment, type ItemTarget, type Scene, type SceneItem } from './scene'

/** Everything that can be done to a scene. */
export type SceneCommand =
  | {
      readonly kind: 'wear'
      /** Ids of decorations, back to front. */
      readonly decorations: readonly string[]
      readonly target: ItemTarget
      /** `replace` first takes off what the target wears; `add` keeps it and adds what is missing. */
      readonly mode: 'replace' | 'add'
      /** Everybody in the picture. Lets one person change alone: what everyone wears is split among the others first. */
      readonly persons?: readonly PersonId[]
    }
  | {
      readonly kind: 'takeOff'
      readonly decorations: readonly string[]
      readonly target: ItemTarget
      /** As in `wear`. */
      readonly persons?: readonly PersonId[]
    }
  | { readonly kind: 'adjust'; readonly item: ItemId; readonly change: Partial<Adjustment> }
  | {
      readonly kind: 'movePictureItem'
      readonly item: ItemId
      /** Fractions of the picture's width and height. */
      readonly x: number
      readonly y: number
      /** What the same gesture turned or scaled. */
      readonly change?: Partial<Adjustment>
    }
  | { readonly kind: 'remove'; readonly item: ItemId }
  | { readonly kind: 'duplicate'; readonly item: ItemId }
  | { readonly kind: 'setVisible'; readonly item: ItemId; readonly visible: boolean }
  | {
      readonly kind: 'reorder'
      readonly item: ItemId
      readonly to: 'front' | 'back' | 'forward' | 'backward'
    }
  | { readonly kind: 'clear' }

export type SceneError =
  | { readonly kind: 'item-missing'; readonly item: ItemId }
  /** The item follows a face: it has no place of its own on the picture. */
  | { readonly kind: 'not-on-picture'; readonly item: ItemId }
  | { readonly kind: 'not-finite' }
  | { readonly kind: 'scene-full'; readonly limit: number }

/** Most items of one scene: each becomes several nodes on the stage. */
export const SCENE_LIMIT = 400
const SMALLEST_SCALE = 0.1
const LARGEST_SCALE = 10
/** In eye distances: farther than any picture is wide, so a lost item stays within reach of a drag. */
const LARGEST_MOVE = 50

/** The scene after a command. A command that changes nothing gives back the very same scene. */
export function applyCommand(
  scene: Scene,
  command: SceneCommand,
  newId: () => ItemId,
): Result<Scene, SceneError> {
  switch (command.kind) {
    case 'wear':
      return wear(scene, command, newId)
    case 'takeOff': {
      const wanted = new Set(command.decorations)
      return takeOff(scene, command.target, command.persons, newId, (item) => wanted.has(item.decoration))
    }
    case 'adjust':
      return change(scene, command.item, (item) => adjusted(item, command.change))
    case 'movePictureItem':
      return change(scene, command.item, (item) => {
        if (item.target.kind !== 'picture') return err({ kind: 'not-on-picture', item: item.id })
        if (!Number.isFinite(command.x) || !Number.isFinite(command.y)) return err({ kind: 'not-finite' })
        const { x, y } = command
        const isThere = item.target.x === x && item.target.y === y
        return adjusted(isThere ? item : { ...item, target: { ...item.target, x, y } }, command.change ?? {})
      })
    case 'remove':
      return change(scene, command.item, () => ok(null))
    case 'duplicate':
      return duplicate(scene, command.item, newId)
    case 'setVisible':
      return change(scene, command.item, (item) =>
        ok(item.visible === command.visible ? item : { ...item, visible: command.visible }),
      )
    case 'reorder':
      return reorder(scene, command.item, command.to)
    case 'clear':
      return ok(scene.items.length === 0 ? scene : { items: [] })
    default:
      return assertNever(command)
  }
}

function wear(
  scene: Scene,
  command: Extract<SceneCommand, { kind: 'wear' }>,
  newId: () => ItemId,
): Result<Scene, SceneError> {
  const { target, decorations, mode, persons } = command
  if (target.kind === 'picture' && ![target.x, target.y, target.width].every(Number.isFinite)) {
    return err({ kind: 'not-finite' })
  }
  const taken = mode === 'replace' ? takeOff(scene, target, persons, newId, () => true) : ok(scene)
  if (!taken.ok) return taken
  const kept = taken.value
  // On the picture two of a kind make sense; on a face the second would hide the first exactly.
  const isWorn = (decoration: string) =>
    target.kind !== 'picture' &&
    kept.items.some((item) => item.decoration === decoration && item.visible && covers(item.target, target))
  const added = decorations
    .filter((decoration) => !isWorn(decoration))
    .map((decoration): SceneItem => ({
      id: newId(),
      decoration,
      target,
      adjustment: NO_ADJUSTMENT,
      visible: true,
    }))
  if (added.length === 0) return ok(kept)
  if (kept.items.length + added.length > SCENE_LIMIT) return err({ kind: 'scene-full', limit: SCENE_LIMIT })
  return ok({ items: [...kept.items, ...added] })
}

/** Whether something worn by `wearer` is on all of `target` already. */
function covers(wearer: ItemTarget, target: ItemTarget): boolean {
  if (wearer.kind === 'everyone') return target.kind !== 'picture'
  return wearer.kind === 'person' && target.kind === 'person' && wearer.person === target.person
}

/**
 * Without the chosen items of a target. For `everyone` that includes what single persons wear; for one person, where all
 * `persons` are known, what everyone wears is handed to each of the others instead, which can be more than a scene holds.
 */
function takeOff(
  scene: Scene,
  target: ItemTarget,
  persons: readonly PersonId[] | undefined,
  newId: () => ItemId,
  isChosen: (item: SceneItem) => boolean,
): Result<Scene, SceneError> {
  const items = scene.items.flatMap((item): readonly SceneItem[] => {
    if (!isChosen(item)) return [item]
    switch (target.kind) {
      case 'everyone':
        return item.target.kind === 'picture' ? [item] : []
      case 'picture':
        return item.target.kind === 'picture' ? [] : [item]
      case 'person': {
        if (item.target.kind === 'person') return item.target.person === target.person ? [] : [item]
        if (item.target.kind === 'picture' || persons === undefined) return [item]
        return persons
          .filter((person) => person !== target.person)
          .map((person) => ({ ...item, id: newId(), target: { kind: 'person', person } }))
      }
      default:
        return assertNever(target)
    }
  })
  const isSame = items.length === scene.items.length && items.every((item, i) => item === scene.items[i])
  if (items.length > SCENE_LIMIT) return err({ kind: 'scene-full', limit: SCENE_LIMIT })
  return ok(isSame ? scene : { items })
}

function change(
  scene: Scene,
  id: ItemId,
  edit: (item: SceneItem) => Result<SceneItem | null, SceneError>,
): Result<Scene, SceneError> {
  const index = scene.items.findIndex((item) => item.id === id)
  const item = scene.items[index]
  if (item === undefined) return err({ kind: 'item-missing', item: id })
  const edited = edit(item)
  if (!edited.ok) return edited
  if (edited.value === item) return ok(scene)
  return ok({ items: scene.items.toSpliced(index, 1, ...(edited.value === null ? [] : [edited.value])) })
}

const clamp = (value: number, from: number, to: number) => Math.min(to, Math.max(from, value))

function adjusted(item: SceneItem, wanted: Partial<Adjustment>): Result<SceneItem, SceneError> {
  const before = item.adjustment
  const next = { ...before, ...wanted }
  const numbers = [next.moveX, next.moveY, next.scale, next.turnRad, next.opacity]
  if (!numbers.every(Number.isFinite)) return err({ kind: 'not-finite' })
  const adjustment: Adjustment = {
    moveX: clamp(next.moveX, -LARGEST_MOVE, LARGEST_MOVE),
    moveY: clamp(next.moveY, -LARGEST_MOVE, LARGEST_MOVE),
    scale: clamp(next.scale, SMALLEST_SCALE, LARGEST_SCALE),
    // Within half a turn, so that a slider shows it and a hundred turns do not lose digits.
    turnRad: Math.atan2(Math.sin(next.turnRad), Math.cos(next.turnRad)),
    opacity: clamp(next.opacity, 0, 1),
    flipped: next.flipped,
  }
  const isSame = (Object.keys(adjustment) as (keyof Adjustment)[]).every(
    (key) => adjustment[key] === before[key],
  )
  return ok(isSame ? item : { ...item, adjustment })
}

/** The copy lies in front of its original, a little aside so that it is seen. */
function duplicate(scene: Scene, id: ItemId, newId: () => ItemId): Result<Scene, SceneError> {
  const index = scene.items.findIndex((item) => item.id === id)
  const item = scene.items[index]
  if (item === undefined) return err({ kind: 'item-missing', item: id })
  if (scene.items.length >= SCENE_LIMIT) return err({ kind: 'scene-full', limit: SCENE_LIMIT })
  const { target, adjustment } = item
  const aside: SceneItem =
    target.kind === 'picture'
      ? {
          ...item,
          id: newId(),
          target: { ...target, x: target.x + target.width / 4, y: target.y + target.width / 4 },
        }
      : {
          ...item,
          id: newId(),
          adjustment: { ...adjustment, moveX: adjustment.moveX + 0.25, moveY: adjustment.moveY + 0.25 },
        }
  return ok({ items: scene.items.toSpliced(index + 1, 0, aside) })
}

function reorder(
  scene: Scene,
  id: ItemId,
  to: Extract<SceneCommand, { kind: 'reorder' }>['to'],
): Result<Scene, SceneError> {
  const from = scene.items.findIndex((item) => item.id === id)
  const item = scene.items[from]
  if (item === undefined) return err({ kind: 'item-missing', item: id })
  const last = scene.items.length - 1
  const wanted = { front: last, back: 0, forward: from + 1, backward: from - 1 }[to]
  const index = clamp(wanted, 0, last)
  if (index === from) return ok(scene)
  return ok({ items: scene.items.toSpliced(from, 1).toSpliced(index, 0, item) })
}
