import type Konva from 'konva'
import { useRef } from 'react'
import { Group, Line } from 'react-konva'
import type { Gesture } from '../../domain/scene/gesture'
import type { HandleBox } from './handleBoxes'

export interface HandleGroupProps {
  readonly box: HandleBox
  /** A hand took hold of it. */
  readonly onTake: () => void
  /** How far the hand has come since it took hold, in source pixels. */
  readonly onGesture: (gesture: Gesture) => void
  readonly onEnd: (gesture: Gesture) => void
}

const DEGREES = 180 / Math.PI

function gestureOf(node: Konva.Node, box: HandleBox): Gesture {
  return {
    dxPx: node.x() - box.pivot.x,
    dyPx: node.y() - box.pivot.y,
    // Both scales are equal: the transformer keeps the ratio.
    scale: Math.abs(node.scaleX()),
    turnRad: node.rotation() / DEGREES - box.turnRad,
  }
}

/** The unpainted shapes of one item on one person: hit, dragged and transformed as a whole. */
export function HandleGroup({ box, onTake, onGesture, onEnd }: HandleGroupProps) {
  const node = useRef<Konva.Group>(null)
  const rest = {
    x: box.pivot.x,
    y: box.pivot.y,
    rotation: box.turnRad * DEGREES,
    scaleX: 1,
    scaleY: 1,
  }

  const moved = () => {
    if (node.current) onGesture(gestureOf(node.current, box))
  }
  const ended = () => {
    if (!node.current) return
    const gesture = gestureOf(node.current, box)
    // React writes only what differs from its last render, and would leave Konva's changes where they are.
    node.current.setAttrs(rest)
    onEnd(gesture)
  }

  return (
    <Group
      ref={node}
      id={box.key}
      {...rest}
      draggable
      dragDistance={3}
      onPointerDown={onTake}
      onDragMove={moved}
      onDragEnd={ended}
      onTransform={moved}
      onTransformEnd={ended}
      onMouseEnter={(event) => setCursor(event, 'move')}
      onMouseLeave={(event) => setCursor(event, '')}
    >
      {box.shapes.map((shape) => (
        <Line
          key={shape.key}
          points={shape.outline.flatMap(({ x, y }) => [x, y])}
          closed
          fill="#000000"
          // Not painted, but hit: the hit canvas knows no opacity.
          opacity={0}
        />
      ))}
    </Group>
  )
}

function setCursor(event: Konva.KonvaEventObject<MouseEvent>, cursor: string) {
  const container = event.target.getStage()?.container()
  if (container) container.style.cursor = cursor
}
