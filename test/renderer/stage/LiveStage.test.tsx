// @vitest-environment happy-dom
import { inkCentre } from '../../support/canvas2d'
import { cleanup, render } from '@testing-library/react'
import Konva from 'konva'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { placeScene } from '../../../src/domain/decoration/place'
import type { ArtPlacement } from '../../../src/domain/decoration/placement'
import { apply, type Affine } from '../../../src/domain/geometry/affine'
import type { Point } from '../../../src/domain/geometry/points'
import { FULL_QUALITY } from '../../../src/domain/live/liveQuality'
import type { Scene } from '../../../src/domain/scene/scene'
import type { Person } from '../../../src/domain/tracking/person'
import type { LivePipeline, LiveStats } from '../../../src/renderer/pipeline/livePipeline'
import { LiveStage } from '../../../src/renderer/stage/LiveStage'
import { starterPack } from '../../../src/renderer/stage/pack'
import { starterArt } from '../../../src/renderer/stage/starterArt'
import { itemOf, personOf, sceneOf } from './people'

const CAMERA = { width: 640, height: 360 }
/** Wider than the camera: there is room beside the picture. */
const STAGE = { width: 480, height: 240 }

const stats: LiveStats = {
  faces: 0,
  cameraFps: 0,
  trackingFps: 0,
  latencyMs: 0,
  paintFps: 0,
  paintP50Ms: null,
  paintP95Ms: null,
  quality: FULL_QUALITY,
  hint: null,
  dropped: 0,
  connected: false,
}

/** Persons as the tracker would give them; everything else of a pipeline is not needed to paint. */
/** Paints of the stage that the pipeline was told of. */
let painted = 0

function pipelineOf(persons: (nowMs: number) => readonly Person[]): LivePipeline {
  const unused = () => Promise.reject(new Error('not used here'))
  return {
    store: createStore<LiveStats>()(() => stats),
    attach: () => undefined,
    detach: () => undefined,
    connect: unused,
    disconnect: () => undefined,
    personsAt: persons,
    frameSize: () => CAMERA,
    // The stamps of this camera count from 500 ms of the window's clock on.
    capturedAtMs: (stampMs) => (stampMs > 0 ? 500 + stampMs : null),
    notePaint: () => painted++,
    capture: unused,
    dispose: () => undefined,
  }
}

/** What the browser tells when a video frame is on screen; happy-dom plays no video. */
let onVideoFrame: VideoFrameRequestCallback = () => undefined
const videoFrame = (nowMs: number, captureTime?: number, mediaTime = 0) =>
  onVideoFrame(nowMs, { captureTime, mediaTime } as VideoFrameCallbackMetadata)

let frames: FrameRequestCallback[] = []
/** One turn of the display. */
function nextFrame(nowMs: number) {
  const due = frames
  frames = []
  for (const callback of due) callback(nowMs)
}

beforeEach(async () => {
  frames = []
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((callback) => frames.push(callback))
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(STAGE.width)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(STAGE.height)
  Object.assign(HTMLVideoElement.prototype, {
    requestVideoFrameCallback: (callback: VideoFrameRequestCallback) => {
      onVideoFrame = callback
      return 1
    },
    cancelVideoFrameCallback: () => undefined,
  })
  await starterArt.load(['round-glasses', 'top-hat'])
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

interface StageOptions {
  readonly scene: Scene
  readonly persons: (nowMs: number) => readonly Person[]
  readonly mirrored: boolean
}

const element = ({ scene, persons, mirrored }: StageOptions) => (
  <LiveStage
    stream={null}
    pipeline={pipelineOf(persons)}
    scene={scene}
    mirrored={mirrored}
    guides={false}
    label="Camera"
  />
)

function inkOfStage(): Point | null {
  const canvas = Konva.stages.at(-1)?.getLayers()[0]?.getNativeCanvasElement()
  if (!canvas) return null
  const context = canvas.getContext('2d')
  return context && inkCentre(context, canvas.width, canvas.height)
}

/** Where an art's own ink centre lies, drawn alone: arts are not symmetrical. */
function inkCentreOfArt(art: string): Point {
  const drawn = starterArt.shared(art, 1)
  if (!drawn) throw new Error(`no art ${art}`)
  const context = new OffscreenCanvas(drawn.width, drawn.height).getContext(
    '2d',
  ) as unknown as CanvasRenderingContext2D
  context.drawImage(drawn.image, 0, 0, drawn.width, drawn.height)
  const centre = inkCentre(context, drawn.width, drawn.height)
  if (!centre) throw new Error(`no ink in ${art}`)
  return centre
}

const SCALE = STAGE.height / CAMERA.height

/** The stage point over a camera point, worked out from `object-fit: contain` and nothing of the stage's code. */
function onStage({ x, y }: Point, mirrored: boolean): Point {
  const left = (STAGE.width - CAMERA.width * SCALE) / 2
  return { x: mirrored ? STAGE.width - left - x * SCALE : left + x * SCALE, y: y * SCALE }
}

const glasses = sceneOf(itemOf('i1', 'round-glasses'))

describe('LiveStage', () => {
  for (const mirrored of [false, true])
    it(`puts the ink where the placement says, ${mirrored ? 'mirrored' : 'unmirrored'}`, () => {
      const person = personOf('p1', 220, 170, 60, 0.3)
      render(element({ scene: glasses, persons: () => [person], mirrored }))
      nextFrame(0)
      const [placement] = placeScene(glasses, [person], starterPack, CAMERA) as readonly ArtPlacement[]
      const expected = onStage(
        apply(placement?.transform as Affine, inkCentreOfArt('round-glasses')),
        mirrored,
      )
      const ink = inkOfStage()
      expect(ink?.x).toBeCloseTo(expected.x, 0)
      expect(ink?.y).toBeCloseTo(expected.y, 0)
    })

  it('paints nothing beyond the camera picture, as the picture that is taken has nothing there', () => {
    // Half of the glasses would lie beside the frame.
    render(element({ scene: glasses, persons: () => [personOf('p1', 4, 170, 60)], mirrored: false }))
    nextFrame(0)
    const left = (STAGE.width - CAMERA.width * SCALE) / 2
    const canvas = document.querySelector('canvas')!
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, Math.floor(left), STAGE.height)
    expect(data.some((value) => value > 0)).toBe(false)
    expect(inkOfStage()?.x).toBeGreaterThan(left)
  })

  it('follows the person from frame to frame without a render of React', () => {
    let person = personOf('p1', 220, 170, 60)
    let asked = 0
    const persons = () => {
      asked++
      return [person]
    }
    render(element({ scene: glasses, persons, mirrored: false }))
    nextFrame(0)
    const before = inkOfStage()
    person = personOf('p1', 320, 170, 60)
    nextFrame(16)
    expect(asked).toBe(2)
    expect((inkOfStage()?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(100 * SCALE, 0)
  })

  it('paints people as they were in the frame on screen, unless the camera stalls', () => {
    const asked: number[] = []
    const persons = (nowMs: number) => {
      asked.push(nowMs)
      return []
    }
    render(element({ scene: glasses, persons, mirrored: false }))
    videoFrame(1000, 990)
    nextFrame(1001)
    nextFrame(1017)
    videoFrame(1033)
    nextFrame(1034)
    nextFrame(5000)
    expect(asked.slice(0, 3)).toEqual([990, 990, 1033])
    expect(asked[3]).toBeGreaterThan(4000)
  })

  it('takes the capture time from the stamp of a frame that tells none, and tells the pipeline of each paint', () => {
    const asked: number[] = []
    const persons = (nowMs: number) => {
      asked.push(nowMs)
      return []
    }
    render(element({ scene: glasses, persons, mirrored: false }))
    painted = 0
    videoFrame(1000, undefined, 0.48)
    nextFrame(1001)
    nextFrame(1017)
    expect(asked).toEqual([980, 980])
    expect(painted).toBe(2)
  })

  it('is empty again when everybody has left', () => {
    let persons: readonly Person[] = [personOf('p1', 220, 170, 60)]
    render(element({ scene: glasses, persons: () => persons, mirrored: true }))
    nextFrame(0)
    expect(inkOfStage()).not.toBeNull()
    persons = []
    nextFrame(16)
    expect(inkOfStage()).toBeNull()
  })

  it('draws nothing twice: an unchanged moment costs no painting', () => {
    const person = personOf('p1', 220, 170, 60)
    render(element({ scene: glasses, persons: () => [person], mirrored: false }))
    nextFrame(0)
    nextFrame(16)
    const draw = vi.spyOn(Konva.Layer.prototype, 'drawScene')
    nextFrame(32)
    expect(draw).not.toHaveBeenCalled()
  })

  it('gives make-up a canvas of its own that blends with the video under it', () => {
    const person = personOf('p1', 320, 170, 60)
    const scene = sceneOf(itemOf('i1', 'round-glasses'), itemOf('i2', 'lip-rouge'))
    render(element({ scene, persons: () => [person], mirrored: false }))
    nextFrame(0)
    const blends = Konva.stages
      .at(-1)
      ?.getLayers()
      .map((layer) => layer.getNativeCanvasElement().style.mixBlendMode)
    expect(blends).toEqual(['multiply', 'normal'])
  })

  it('leaves no loop behind when it goes', () => {
    const cancelled = vi.spyOn(globalThis, 'cancelAnimationFrame')
    const { unmount } = render(element({ scene: glasses, persons: () => [], mirrored: false }))
    nextFrame(0)
    unmount()
    expect(cancelled).toHaveBeenCalled()
  })
})
