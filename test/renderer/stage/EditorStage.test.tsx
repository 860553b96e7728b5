// @vitest-environment happy-dom
import { inkCentre, plainPicture } from '../../support/canvas2d'
import { act, cleanup, render } from '@testing-library/react'
import Konva from 'konva'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ItemId } from '../../../src/domain/ids'
import { applyCommand, type SceneCommand } from '../../../src/domain/scene/commands'
import type { Scene } from '../../../src/domain/scene/scene'
import type { Person } from '../../../src/domain/tracking/person'
import { EditorStage } from '../../../src/renderer/stage/EditorStage'
import { starterArt } from '../../../src/renderer/stage/starterArt'
import { itemOf, personOf, sceneOf } from './people'

const SIZE = { width: 800, height: 600 }
const STAGE = { width: 448, height: 348 }
/** 24 pixels stay free around a fitted picture: 400 × 300 are left for it. */
const SCALE = 0.5
const MARGIN = 24

const onStage = (x: number, y: number) => ({ x: MARGIN + x * SCALE, y: MARGIN + y * SCALE })

beforeEach(async () => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(STAGE.width)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(STAGE.height)
  await starterArt.load(['top-hat', 'round-glasses', 'cat-ears', 'cat-nose'])
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

interface Bench {
  readonly commands: SceneCommand[]
  readonly selections: (ItemId | null)[]
  scene(): Scene
}

/** The stage as the editor uses it: commands change the scene it shows. */
function open(first: Scene, persons: readonly Person[], showOriginal = false): Bench {
  const bench: Bench & { now: Scene } = { commands: [], selections: [], now: first, scene: () => bench.now }
  const picture = plainPicture(SIZE.width, SIZE.height, '#ffffff')
  function Editor() {
    const [scene, setScene] = useState(first)
    const [selected, setSelected] = useState<ItemId | null>(null)
    return (
      <EditorStage
        picture={picture}
        size={SIZE}
        persons={persons}
        scene={scene}
        selected={selected}
        zoom="fit"
        showOriginal={showOriginal}
        onSelect={(item) => {
          bench.selections.push(item)
          setSelected(item)
        }}
        onCommand={(command) => {
          bench.commands.push(command)
          const result = applyCommand(scene, command, () => 'new' as ItemId)
          if (!result.ok) throw new Error('refused')
          bench.now = result.value
          setScene(result.value)
        }}
        labels={{ stage: 'Picture', anchor: null }}
      />
    )
  }
  render(<Editor />)
  return bench
}

function konvaStage(): Konva.Stage {
  const stage = Konva.stages.at(-1)
  if (!stage) throw new Error('no stage')
  return stage
}

/** What the browser would send: Konva listens on its own element and, while dragging, on the window. */
function pointer(kind: 'down' | 'move' | 'up', { x, y }: { x: number; y: number }) {
  const target = kind === 'down' ? konvaStage().content : window
  const init = {
    clientX: x,
    clientY: y,
    button: 0,
    buttons: kind === 'up' ? 0 : 1,
    pointerId: 1,
    bubbles: true,
  }
  act(() => {
    target.dispatchEvent(new PointerEvent(`pointer${kind}`, init))
    target.dispatchEvent(new MouseEvent(`mouse${kind}`, init))
  })
}

function drag(from: { x: number; y: number }, to: { x: number; y: number }) {
  pointer('down', from)
  pointer('move', { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
  pointer('move', to)
  pointer('up', to)
}

/** Centre of what is not white on the painted layer, in stage pixels. */
function inkOfPaint() {
  const layer = konvaStage().getLayers()[0]
  layer?.draw()
  const canvas = layer?.getNativeCanvasElement()
  const context = canvas?.getContext('2d')
  if (!canvas || !context) return null
  const image = context.getImageData(0, 0, canvas.width, canvas.height)
  for (let index = 0; index < image.data.length; index += 4) {
    const white = image.data.subarray(index, index + 3).every((value) => value > 250)
    if (white) image.data[index + 3] = 0
  }
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext(
    '2d',
  ) as unknown as CanvasRenderingContext2D
  copy.putImageData(image, 0, 0)
  return inkCentre(copy, canvas.width, canvas.height)
}

const person = personOf('p1', 400, 300, 80, 0.2)
const hat = sceneOf(itemOf('hat', 'top-hat'))

function pivotOnStage() {
  const [group] = konvaStage()
    .find<Konva.Group>('Group')
    .filter((node) => node.draggable())
  if (!group) throw new Error('nothing to drag')
  return group.getAbsolutePosition()
}

describe('EditorStage', () => {
  it('fits the picture and paints what is worn in its place', () => {
    open(sceneOf(itemOf('g', 'round-glasses')), [personOf('p1', 400, 300, 80)])
    const ink = inkOfPaint()
    const eyes = onStage(400, 300)
    expect(Math.abs((ink?.x ?? 0) - eyes.x)).toBeLessThan(0.15 * 80 * SCALE)
    expect(Math.abs((ink?.y ?? 0) - eyes.y)).toBeLessThan(0.15 * 80 * SCALE)
  })

  it('turns a drag into one command that moves the paint by as much as the hand', () => {
    const bench = open(hat, [person])
    const before = inkOfPaint()
    const from = pivotOnStage()
    drag(from, { x: from.x + 40, y: from.y + 25 })
    expect(bench.selections).toEqual(['hat'])
    expect(bench.commands.map((command) => command.kind)).toEqual(['adjust'])
    const after = inkOfPaint()
    expect((after?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(40, 0)
    expect((after?.y ?? 0) - (before?.y ?? 0)).toBeCloseTo(25, 0)
  })

  it('shows the move while the hand still holds, also on everybody else who wears it', () => {
    const bench = open(hat, [personOf('p1', 250, 300, 60), personOf('p2', 550, 300, 60)])
    const before = inkOfPaint()
    const from = pivotOnStage()
    pointer('down', from)
    pointer('move', { x: from.x, y: from.y + 10 })
    pointer('move', { x: from.x, y: from.y + 30 })
    expect(bench.commands).toEqual([])
    // Both hats went down by 30, not one of them.
    expect((inkOfPaint()?.y ?? 0) - (before?.y ?? 0)).toBeCloseTo(30, 0)
    pointer('up', { x: from.x, y: from.y + 30 })
    expect(bench.commands).toHaveLength(1)
    expect((inkOfPaint()?.y ?? 0) - (before?.y ?? 0)).toBeCloseTo(30, 0)
  })

  it('drags all parts of a decoration by any of them', () => {
    const bench = open(sceneOf(itemOf('cat', 'cat-face')), [person])
    const groups = konvaStage()
      .find<Konva.Group>('Group')
      .filter((node) => node.draggable())
    expect(groups).toHaveLength(1)
    const parts = groups[0]?.getChildren() ?? []
    expect(parts).toHaveLength(2)
    const nose = parts[1]?.getClientRect()
    if (!nose) throw new Error('no nose')
    const from = { x: nose.x + nose.width / 2, y: nose.y + nose.height / 2 }
    const before = inkOfPaint()
    drag(from, { x: from.x - 30, y: from.y })
    expect(bench.commands).toHaveLength(1)
    expect((inkOfPaint()?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(-30, 0)
  })

  it('scales and turns by the handles, about the pivot', () => {
    const bench = open(hat, [person])
    const from = pivotOnStage()
    drag(from, from)
    pointer('down', from)
    pointer('up', from)
    const transformer = konvaStage().findOne<Konva.Transformer>('Transformer')
    expect(transformer?.nodes()).toHaveLength(1)
    const group = transformer?.nodes()[0] as Konva.Group
    act(() => {
      group.setAttrs({ scaleX: 1.5, scaleY: 1.5, rotation: group.rotation() + 30 })
      group.fire('transform')
    })
    act(() => void group.fire('transformend'))
    const adjusted = bench.scene().items[0]?.adjustment
    expect(adjusted?.scale).toBeCloseTo(1.5)
    expect(adjusted?.turnRad).toBeCloseTo(Math.PI / 6)
    expect(adjusted?.moveX).toBeCloseTo(0)
    // The handle is at rest again, at the seat that the scene now has.
    expect(group.scaleX()).toBe(1)
  })

  it('puts the handle back when the scene refuses to follow', () => {
    const limit = sceneOf({
      ...itemOf('hat', 'top-hat'),
      adjustment: { ...itemOf('x', 'y').adjustment, scale: 10 },
    })
    open(limit, [person])
    const [group] = konvaStage()
      .find<Konva.Group>('Group')
      .filter((node) => node.draggable())
    act(() => {
      group?.setAttrs({ scaleX: 3, scaleY: 3 })
      group?.fire('transform')
      group?.fire('transformend')
    })
    expect(group?.scaleX()).toBe(1)
  })

  it('lets go of the selection on empty ground', () => {
    const bench = open(hat, [person])
    const from = pivotOnStage()
    pointer('down', from)
    pointer('up', from)
    const corner = onStage(5, 5)
    pointer('down', corner)
    pointer('up', corner)
    expect(bench.selections).toEqual(['hat', null])
  })

  it('moves what was placed by hand in fractions of the picture', () => {
    const scene = sceneOf(itemOf('hat', 'top-hat', { kind: 'picture', x: 0.5, y: 0.5, width: 0.1 }))
    const bench = open(scene, [])
    const from = pivotOnStage()
    drag(from, { x: from.x + 40, y: from.y - 30 })
    const target = bench.scene().items[0]?.target
    if (target?.kind !== 'picture') throw new Error('not on the picture any more')
    expect(target.x).toBeCloseTo(0.5 + 40 / SCALE / SIZE.width)
    expect(target.y).toBeCloseTo(0.5 - 30 / SCALE / SIZE.height)
  })

  it('shows the original without anything to take hold of', () => {
    open(hat, [person], true)
    expect(inkOfPaint()).toBeNull()
    expect(
      konvaStage()
        .find('Group')
        .filter((node) => node.draggable()),
    ).toHaveLength(0)
  })
})
