import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packSchema } from '../../../src/contracts/pack'
import { indexPack } from '../../../src/domain/decoration/packIndex'
import { canonicalLandmarks } from '../../../src/domain/face/meanFace'
import { sourcePoint } from '../../../src/domain/geometry/points'
import { itemId, personId, pictureId } from '../../../src/domain/ids'
import { personsOfStill } from '../../../src/domain/tracking/stillPersons'
import {
  newDocument,
  nudgeCommand,
  sceneOf,
  selectedItem,
  wears,
  withCommand,
  withDraft,
  withDraftKept,
  withFailure,
  withoutFaces,
  withPersons,
  withRedo,
  withTile,
  withUndo,
  type PhotoDocument,
} from '../../../src/renderer/state/photoDocument'

const packFile = resolve(import.meta.dirname, '../../../resources/stickers/starter/pack.json')
const pack = indexPack(packSchema.parse(JSON.parse(readFileSync(packFile, 'utf8'))))
const decorations = pack.pack.decorations.map(({ id }) => id)
const looks = pack.pack.looks.map(({ id }) => id)
const [first = '', second = ''] = decorations

function ids() {
  let last = 0
  return () => itemId(`item ${++last}`)
}

const blank = () =>
  newDocument(
    pictureId('p'),
    'group.jpg',
    { kind: 'encoded', bytes: new Uint8Array(1), mime: 'image/jpeg' },
    { kind: 'waiting' },
  )

/** Two people side by side. */
function couple(): PhotoDocument {
  let last = 0
  const faces = [200, 600].map((x) => ({
    landmarks: canonicalLandmarks({ x, y: 300 }, 80).map(({ x: px, y: py }) => sourcePoint(px, py)),
    score: 1,
  }))
  return withPersons(
    blank(),
    personsOfStill(faces, () => personId(`person ${++last}`)),
  )
}

describe('decorating a photo', () => {
  it('puts a decoration on everyone, then takes it off again', () => {
    const newId = ids()
    const worn = withTile(couple(), pack, first, newId)
    expect(sceneOf(worn).items).toMatchObject([{ decoration: first, target: { kind: 'everyone' } }])
    expect(selectedItem(worn)?.decoration).toBe(first)
    expect(wears(worn, first)).toBe(true)
    expect(sceneOf(withTile(worn, pack, first, newId)).items).toEqual([])
  })

  it('one person can take off what everyone wears, and the others keep it', () => {
    const newId = ids()
    const worn = withTile(couple(), pack, first, newId)
    const [left, right] = worn.persons
    if (!left || !right) throw new Error('two people expected')
    const alone = withTile({ ...worn, wearer: { kind: 'person', person: right.id } }, pack, first, newId)
    expect(sceneOf(alone).items.map(({ target }) => target)).toEqual([{ kind: 'person', person: left.id }])
  })

  it('a look replaces what was worn, and adds on the picture itself', () => {
    const newId = ids()
    const [look = ''] = looks
    const worn = withTile(withTile(couple(), pack, first, newId), pack, look, newId)
    expect(sceneOf(worn).items.map(({ decoration }) => decoration)).toEqual(pack.wearable(look))
    const nobody = withPersons(blank(), [])
    const twice = withTile(withTile(nobody, pack, first, newId), pack, first, newId)
    expect(sceneOf(twice).items.map(({ target }) => target.kind)).toEqual(['picture', 'picture'])
    const [one, other] = sceneOf(twice).items
    expect(one?.target).not.toEqual(other?.target)
  })

  it('what is chosen while faces are being looked for goes onto them, or lies on a picture without any', () => {
    const newId = ids()
    const early = withTile(blank(), pack, first, newId)
    expect(sceneOf(withPersons(early, couple().persons)).items).toEqual(sceneOf(early).items)
    for (const nobody of [withPersons(early, []), withFailure(early, { code: 'vision-unavailable' })]) {
      expect(sceneOf(nobody).items).toMatchObject([{ decoration: first, target: { kind: 'picture' } }])
      expect(nobody.wearer).toEqual({ kind: 'picture' })
    }
  })

  it('without faces everything chosen stays, and what was read is gone', () => {
    const newId = ids()
    const worn = withTile(couple(), pack, first, newId)
    const forgotten = withoutFaces(worn)
    expect(forgotten.persons).toEqual([])
    expect(sceneOf(forgotten)).toEqual(sceneOf(worn))
    const byHand = withTile(forgotten, pack, second, newId)
    expect(sceneOf(byHand).items.at(-1)?.target.kind).toBe('picture')
  })

  it('undo and redo go through every state there was', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...decorations, ...looks), { maxLength: 12 }), (tiles) => {
        const newId = ids()
        const states = [couple()]
        for (const tile of tiles) states.push(withTile(states.at(-1) ?? blank(), pack, tile, newId))
        const scenes = states.map(sceneOf).filter((scene, index, all) => scene !== all[index - 1])
        let photo = states.at(-1) ?? blank()
        for (const scene of scenes.toReversed().slice(1)) {
          photo = withUndo(photo)
          expect(sceneOf(photo)).toEqual(scene)
        }
        for (const scene of scenes.slice(1)) {
          photo = withRedo(photo)
          expect(sceneOf(photo)).toEqual(scene)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('a slider that moved through many values is one step of undo', () => {
    const newId = ids()
    const worn = withTile(couple(), pack, first, newId)
    const item = selectedItem(worn)
    if (!item) throw new Error('the new item is selected')
    const sliding = [1.1, 1.4, 2].reduce(
      (photo, scale) => withDraft(photo, { kind: 'adjust', item: item.id, change: { scale } }, newId),
      worn,
    )
    expect(selectedItem(sliding)?.adjustment.scale).toBe(2)
    const kept = withDraftKept(sliding)
    expect(selectedItem(withUndo(kept))?.adjustment.scale).toBe(1)
  })

  it('removing the selected item selects nothing; undo brings the item back', () => {
    const newId = ids()
    const worn = withTile(couple(), pack, first, newId)
    const item = selectedItem(worn)
    if (!item) throw new Error('the new item is selected')
    const removed = withCommand(worn, { kind: 'remove', item: item.id }, newId)
    expect(removed.selected).toBeNull()
    expect(sceneOf(withUndo(removed)).items).toHaveLength(1)
  })

  it('arrows move an item the way they point, on a face and on the picture', () => {
    const newId = ids()
    for (const photo of [couple(), withPersons(blank(), [])]) {
      const worn = withTile(photo, pack, first, newId)
      const before = selectedItem(worn)
      if (!before) throw new Error('the new item is selected')
      const after = selectedItem(withCommand(worn, nudgeCommand(before, 3, -2), newId))
      if (!after) throw new Error('still selected')
      const at = (item: typeof before) =>
        item.target.kind === 'picture' ? item.target : { x: item.adjustment.moveX, y: item.adjustment.moveY }
      expect(at(after).x).toBeGreaterThan(at(before).x)
      expect(at(after).y).toBeLessThan(at(before).y)
    }
  })
})
