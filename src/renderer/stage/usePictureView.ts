import type Konva from 'konva'
import { useEffect, useRef, useState } from 'react'
import type { Point, Size } from '../../domain/geometry/points'
import { fitScale, sourceUnder, viewAround, type PictureView } from './pictureView'

/** CSS pixels left free around a fitted picture. */
const MARGIN_PX = 24
const ZOOM_RANGE = { from: 0.02, to: 8 } as const
/** Zoom for each CSS pixel of wheel travel. */
const WHEEL_ZOOM = 0.0025

/** In PointerEvent.buttons. */
const MIDDLE_BUTTON = 4

interface ViewProps {
  readonly size: Size
  readonly zoom: number | 'fit'
  readonly onZoom?: (zoom: number) => void
  readonly onScale?: (scale: number) => void
}

type PointerEventHandler = (event: Konva.KonvaEventObject<PointerEvent>) => void

interface PictureViewControl {
  readonly view: PictureView | null
  readonly pan: {
    readonly onPointerDown: PointerEventHandler
    readonly onPointerMove: PointerEventHandler
    readonly onPointerUp: () => void
    readonly onWheel: (event: Konva.KonvaEventObject<WheelEvent>) => void
  }
}

/** Zoom and pan of the editor: the wheel pans, control and wheel zoom about the pointer, the middle button drags. */
export function usePictureView(
  { size, zoom, onZoom, onScale }: ViewProps,
  stage: Size | null,
): PictureViewControl {
  const middle = { x: size.width / 2, y: size.height / 2 }
  const [centre, setCentre] = useState<{ readonly of: Size; readonly at: Point }>({ of: size, at: middle })
  const at = centre.of === size ? centre.at : middle
  const scale = !stage ? 0 : zoom === 'fit' ? fitScale(size, stage, MARGIN_PX) : zoom
  const view = stage && viewAround(size, stage, scale, at)
  const dragged = useRef<Point | null>(null)

  useEffect(() => {
    if (scale > 0) onScale?.(scale)
  }, [scale, onScale])

  function panBy(dx: number, dy: number) {
    if (!view || !stage) return
    // From what is seen, not from the stored centre, which may lie beyond the edge that stops the picture.
    const seen = sourceUnder(view, { x: stage.width / 2 - dx, y: stage.height / 2 - dy })
    setCentre({ of: size, at: seen })
  }

  function zoomAbout(pointer: Point, factor: number) {
    if (!view || !stage || !onZoom) return
    const next = Math.min(ZOOM_RANGE.to, Math.max(ZOOM_RANGE.from, scale * factor))
    const under = sourceUnder(view, pointer)
    const x = under.x - (pointer.x - stage.width / 2) / next
    const y = under.y - (pointer.y - stage.height / 2) / next
    setCentre({ of: size, at: { x, y } })
    onZoom(next)
  }

  return {
    view,
    pan: {
      onPointerDown: ({ evt }) => {
        if (evt.button !== 1) return
        evt.preventDefault()
        dragged.current = { x: evt.clientX, y: evt.clientY }
      },
      onPointerMove: ({ evt }) => {
        const from = dragged.current
        if (!from) return
        // The button may have been let go outside of the stage.
        if ((evt.buttons & MIDDLE_BUTTON) === 0) {
          dragged.current = null
          return
        }
        dragged.current = { x: evt.clientX, y: evt.clientY }
        panBy(evt.clientX - from.x, evt.clientY - from.y)
      },
      onPointerUp: () => {
        dragged.current = null
      },
      onWheel: ({ evt, target }) => {
        evt.preventDefault()
        const pointer = target.getStage()?.getPointerPosition()
        // A pinch on a touchpad comes as a wheel with control held.
        if (evt.ctrlKey && pointer) zoomAbout(pointer, Math.exp(-evt.deltaY * WHEEL_ZOOM))
        else panBy(-evt.deltaX, -evt.deltaY)
      },
    },
  }
}
