import type Konva from 'konva'
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type Ref } from 'react'
import { Layer, Line, Shape, Stage } from 'react-konva'
import type { Size } from '../../domain/geometry/points'
import type { Scene } from '../../domain/scene/scene'
import type { CapturedFrame, LivePipeline } from '../pipeline/livePipeline'
import { compositeOf } from './drawPlacement'
import { liveLayers, type LiveLayer } from './liveLayers'
import { createLivePainter, type LivePainter, type LivePaintInput } from './livePainter'
import { starterPack } from './pack'
import styles from './stage.module.css'
import { starterArt } from './starterArt'
import { useElementSize } from './useElementSize'

export interface LiveStageHandle {
  /** Full camera resolution, unmirrored; frame and persons of the same moment. Rejects when no frame comes. */
  capture(): Promise<CapturedFrame>
}

export interface LiveStageProps {
  readonly stream: MediaStream | null
  readonly pipeline: LivePipeline
  readonly scene: Scene
  readonly mirrored: boolean
  /** Thirds and centre lines. */
  readonly guides: boolean
  /** Accessible name of the picture. */
  readonly label: string
  readonly ref?: Ref<LiveStageHandle>
}

/**
 * People are painted as they were in the frame that the video shows, not as they are by now: decorations that run ahead of
 * the picture look as wrong as late ones. A camera that stalls for longer is not waited for, so that people can fade out.
 */
const LONGEST_FRAME_MS = 150

/**
 * The camera picture with decorations on it, whole, as large as its parent allows. The picture is a video element of its
 * own, so that it runs on when this thread or vision is busy.
 */
export function LiveStage({ stream, pipeline, scene, mirrored, guides, label, ref }: LiveStageProps) {
  const root = useRef<HTMLDivElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const stage = useElementSize(root)
  const layers = useMemo(() => liveLayers(scene, starterPack), [scene])
  const [{ input, painter }] = useState(() => {
    const frameSize = (): Size | null => pipeline.frameSize() ?? videoSize(video.current)
    const paintInput: LivePaintInput = {
      scene,
      mirrored,
      stage: { width: 0, height: 0 },
      persons: (nowMs) => pipeline.personsAt(nowMs),
      frameSize,
    }
    return { input: paintInput, painter: createLivePainter(paintInput, starterPack, starterArt.shared) }
  })

  useImperativeHandle(ref, () => ({ capture: () => pipeline.capture() }), [pipeline])

  useLayoutEffect(() => {
    Object.assign(input, { scene, mirrored, ...(stage && { stage }) })
  }, [input, scene, mirrored, stage])

  useEffect(() => {
    if (!video.current) return
    video.current.srcObject = stream
  }, [stream])

  useEffect(() => {
    const decorations = new Set(scene.items.map((item) => item.decoration))
    void starterArt.load([...decorations].flatMap(artOfDecoration))
  }, [scene])

  useEffect(() => {
    const element = video.current
    if (!element) return
    let shownAtMs = 0
    let shown = element.requestVideoFrameCallback(function note(nowMs, { captureTime, mediaTime }) {
      // A canvas that plays the camera tells no capture time, but stamps its frames as the pipeline sees them.
      shownAtMs = captureTime ?? pipeline.capturedAtMs(mediaTime * 1000, nowMs) ?? nowMs
      shown = element.requestVideoFrameCallback(note)
    })
    // Both callbacks run in the same step of the display, the video's first.
    let frame = requestAnimationFrame(function next(nowMs) {
      painter.paint(Math.max(shownAtMs, nowMs - LONGEST_FRAME_MS))
      pipeline.notePaint(performance.now())
      frame = requestAnimationFrame(next)
    })
    return () => {
      element.cancelVideoFrameCallback(shown)
      cancelAnimationFrame(frame)
    }
  }, [painter, pipeline])

  return (
    <div ref={root} className={`${styles.stage} ${styles.live}`} role="img" aria-label={label}>
      <video
        ref={video}
        className={mirrored ? `${styles.video} ${styles.mirrored}` : styles.video}
        autoPlay
        muted
        playsInline
      />
      {stage && (
        <Stage width={stage.width} height={stage.height} listening={false}>
          {layers.map((layer) => (
            <DecorationLayer key={layer.key} layer={layer} painter={painter} />
          ))}
          {guides && <GuideLayer stage={stage} />}
        </Stage>
      )}
    </div>
  )
}

function videoSize(video: HTMLVideoElement | null): Size | null {
  if (!video || video.videoWidth === 0) return null
  return { width: video.videoWidth, height: video.videoHeight }
}

function artOfDecoration(id: string): readonly string[] {
  const parts = starterPack.decoration(id)?.parts ?? []
  return parts.flatMap((part) => (part.kind === 'sticker' ? [part.art] : []))
}

function DecorationLayer({ layer, painter }: { readonly layer: LiveLayer; readonly painter: LivePainter }) {
  const node = useRef<Konva.Layer>(null)
  const { key, blend } = layer
  useLayoutEffect(() => {
    const konvaLayer = node.current
    if (!konvaLayer) return
    const canvas = konvaLayer.getNativeCanvasElement()
    canvas.style.mixBlendMode = blend === 'normal' ? 'normal' : compositeOf(blend)
    canvas.dataset['layer'] = key
    painter.setLayer(key, konvaLayer)
    return () => painter.setLayer(key, null)
  }, [painter, key, blend])
  return (
    <Layer ref={node} listening={false}>
      <Shape sceneFunc={(context) => painter.drawLayer(key, context._context)} />
    </Layer>
  )
}

/** Thirds and the centre, as on a camera: light lines with a dark side, seen on any picture. */
function GuideLayer({ stage }: { readonly stage: Size }) {
  const { width, height } = stage
  const lines: readonly (readonly [string, readonly number[]])[] = [
    ['left third', [width / 3, 0, width / 3, height]],
    ['right third', [(2 * width) / 3, 0, (2 * width) / 3, height]],
    ['upper third', [0, height / 3, width, height / 3]],
    ['lower third', [0, (2 * height) / 3, width, (2 * height) / 3]],
    ['centre across', [width / 2 - 12, height / 2, width / 2 + 12, height / 2]],
    ['centre down', [width / 2, height / 2 - 12, width / 2, height / 2 + 12]],
  ]
  return (
    <Layer listening={false}>
      {lines.map(([name, points]) => (
        <Line
          key={name}
          points={[...points]}
          stroke="rgb(255 255 255 / 45%)"
          strokeWidth={1}
          shadowColor="#000000"
          shadowOpacity={0.6}
          shadowBlur={2}
        />
      ))}
    </Layer>
  )
}
