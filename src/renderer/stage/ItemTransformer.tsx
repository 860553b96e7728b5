import type Konva from 'konva'
import { useLayoutEffect, useRef } from 'react'
import { Transformer } from 'react-konva'
import type { HandleBox } from './handleBoxes'
import type { PictureView } from './pictureView'

interface ItemTransformerProps {
  readonly boxKey: string | null
  /** Not read: a change means that the handle may have another size now. */
  readonly boxes: readonly HandleBox[]
  readonly view: PictureView
}

const INK = '#1a1420'

/** The rotate handle is round, the corners are not. */
function shapeAnchor(anchor: Konva.Rect) {
  if (anchor.hasName('rotater')) anchor.cornerRadius(anchor.width() / 2)
}

/** White handles with a dark hairline, seen on light and on dark pictures. Scales evenly: decorations keep their shape. */
export function ItemTransformer({ boxKey, boxes, view }: ItemTransformerProps) {
  const transformer = useRef<Konva.Transformer>(null)

  useLayoutEffect(() => {
    const node = transformer.current
    if (!node) return
    const group =
      boxKey === null ? undefined : node.getStage()?.findOne((other: Konva.Node) => other.id() === boxKey)
    node.nodes(group ? [group] : [])
    const border = node.findOne<Konva.Shape>('.back')
    border?.setAttrs({ shadowColor: INK, shadowBlur: 3, shadowOpacity: 0.9, shadowForStrokeEnabled: true })
  }, [boxKey, boxes, view])

  return (
    <Transformer
      ref={transformer}
      enabledAnchors={['top-left', 'top-right', 'bottom-left', 'bottom-right']}
      flipEnabled={false}
      keepRatio
      rotateAnchorOffset={28}
      rotationSnaps={[0, 90, 180, 270]}
      rotationSnapTolerance={3}
      anchorSize={11}
      anchorCornerRadius={3}
      anchorFill="#ffffff"
      anchorStroke={INK}
      anchorStrokeWidth={1}
      anchorStyleFunc={shapeAnchor}
      borderStroke="#ffffff"
      borderStrokeWidth={1.5}
      ignoreStroke
      boundBoxFunc={(before, after) => (Math.min(after.width, after.height) < 8 ? before : after)}
    />
  )
}
