import type Konva from 'konva'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Image as KonvaImage, Layer, Shape, Stage } from 'react-konva'
import { placeScene } from '../../domain/decoration/place'
import type { Size } from '../../domain/geometry/points'
import { itemId, type ItemId } from '../../domain/ids'
import { applyCommand, type SceneCommand } from '../../domain/scene/commands'
import { gestureCommand, type Gesture } from '../../domain/scene/gesture'
import type { Scene } from '../../domain/scene/scene'
import type { Person } from '../../domain/tracking/person'
import { AnchorChip, AnchorLine } from './AnchorLine'
import { drawPlacement } from './drawPlacement'
import { HandleGroup } from './HandleGroup'
import { handleBoxes, type HandleBox } from './handleBoxes'
import { ItemTransformer } from './ItemTransformer'
import { starterPack } from './pack'
import { stageOver } from './pictureView'
import styles from './stage.module.css'
import { starterArt } from './starterArt'
import { useElementSize } from './useElementSize'
import { usePictureView } from './usePictureView'
import { usePreview } from './usePreview'

export interface EditorStageLabels {
  /** Accessible name of the picture. */
  readonly stage: string
  /** Where the selected item sits, for the chip beside it ("Crown, person 1"), or null for no chip. */
  readonly anchor: string | null
}

export interface EditorStageProps {
  readonly picture: ImageBitmap
  readonly size: Size
  readonly persons: readonly Person[]
  readonly scene: Scene
  readonly selected: ItemId | null
  /** Screen pixels for each picture pixel, or `fit`. */
  readonly zoom: number | 'fit'
  /** Hides every decoration, to compare. */
  readonly showOriginal: boolean
  readonly onSelect: (item: ItemId | null) => void
  /** One command for each finished gesture: one step of undo. */
  readonly onCommand: (command: SceneCommand) => void
  /** Control and wheel, or a pinch, ask for a zoom; where this is absent they do nothing. */
  readonly onZoom?: (zoom: number) => void
  /** Tells the scale in use now, also under `fit`. */
  readonly onScale?: (scale: number) => void
  readonly labels: EditorStageLabels
}

/** What is shown while a gesture lasts; the gesture becomes a command when it ends. */
interface Held {
  readonly key: string
  readonly command: SceneCommand
}

/** A gesture makes no items, so no id is ever asked for. */
const noNewItem = () => itemId('')

function previewed(scene: Scene, held: Held | null): Scene {
  if (!held) return scene
  const result = applyCommand(scene, held.command, noNewItem)
  return result.ok ? result.value : scene
}

/**
 * A picture whose decorations can be moved, scaled and turned by hand. Fills its parent.
 * What is painted always comes from the scene alone (while a gesture lasts: the scene it would make), by the same
 * routine as the file; the handles above are unpainted shapes that Konva may move about freely.
 */
export function EditorStage(props: EditorStageProps) {
  const { picture, size, persons, scene, selected, showOriginal, onSelect, onCommand, labels } = props
  const root = useRef<HTMLDivElement>(null)
  const paints = useRef<Konva.Layer>(null)
  const stage = useElementSize(root)
  const { view, pan } = usePictureView(props, stage)
  const [held, setHeld] = useState<Held | null>(null)
  /** On whom the selected item was touched last: an item of everyone has handles on that one. */
  const [touched, setTouched] = useState<string | null>(null)
  const drawn = usePreview(picture, size, view?.scale ?? 0)

  const shownScene = useMemo(() => previewed(scene, held), [scene, held])
  const placements = useMemo(
    () => (showOriginal ? [] : placeScene(shownScene, persons, starterPack, size)),
    [showOriginal, shownScene, persons, size],
  )
  // Handles stay where the gesture began: Konva moves the held one itself.
  const boxes = useMemo(() => {
    if (showOriginal) return []
    return handleBoxes(placeScene(scene, persons, starterPack, size), scene, persons, starterPack, size)
  }, [showOriginal, scene, persons, size])

  const candidates = boxes.filter((box) => box.item.id === selected)
  const active = candidates.find((box) => box.key === touched) ?? candidates.at(-1) ?? null
  const seat = useMemo(() => {
    if (!active) return null
    if (held?.key !== active.key) return active
    const now = handleBoxes(placements, shownScene, persons, starterPack, size)
    return now.find((box) => box.key === active.key) ?? active
  }, [active, held, placements, shownScene, persons, size])

  useEffect(() => starterArt.onArrival(() => paints.current?.batchDraw()), [])

  const take = (box: HandleBox) => {
    setTouched(box.key)
    if (box.item.id !== selected) onSelect(box.item.id)
  }
  const commandOf = (box: HandleBox, gesture: Gesture) => gestureCommand(box.item, box.owner, size, gesture)

  return (
    <div ref={root} className={styles.stage} role="img" aria-label={labels.stage}>
      {stage && view && (
        <Stage
          width={stage.width}
          height={stage.height}
          onPointerDown={(event) => {
            if (event.evt.button === 0 && event.target === event.target.getStage()) onSelect(null)
            pan.onPointerDown(event)
          }}
          onPointerMove={pan.onPointerMove}
          onPointerUp={pan.onPointerUp}
          onWheel={pan.onWheel}
        >
          <Layer
            ref={paints}
            listening={false}
            x={view.x}
            y={view.y}
            scaleX={view.scale}
            scaleY={view.scale}
            // What runs over the edge will not be in the file: it is not shown either.
            clip={{ x: 0, y: 0, width: size.width, height: size.height }}
          >
            <KonvaImage image={drawn} width={size.width} height={size.height} />
            <Shape
              sceneFunc={({ _context: context }) => {
                for (const placement of placements) drawPlacement(context, placement, starterArt.shared)
              }}
            />
          </Layer>
          <Layer x={view.x} y={view.y} scaleX={view.scale} scaleY={view.scale}>
            {boxes.map((box) => (
              <HandleGroup
                key={box.key}
                box={box}
                onTake={() => take(box)}
                onGesture={(gesture) => setHeld({ key: box.key, command: commandOf(box, gesture) })}
                onEnd={(gesture) => {
                  setHeld(null)
                  onCommand(commandOf(box, gesture))
                }}
              />
            ))}
          </Layer>
          <Layer>
            {seat && <AnchorLine box={seat} view={view} />}
            <ItemTransformer boxKey={active?.key ?? null} boxes={boxes} view={view} />
          </Layer>
        </Stage>
      )}
      {seat && view && labels.anchor !== null && (
        <AnchorChip at={stageOver(view, seat.anchor)} text={labels.anchor} stage={stage} />
      )}
    </div>
  )
}
