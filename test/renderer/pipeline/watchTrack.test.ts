import { afterEach, describe, expect, it, vi } from 'vitest'
import type { GrabOrder } from '../../../src/renderer/pipeline/grabMessages'
import { watchTrack } from '../../../src/renderer/pipeline/watchTrack'

afterEach(() => vi.unstubAllGlobals())

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 5))

/** A camera as Chromium gives it: a stream of frames that belong to whoever reads them. */
function camera() {
  let push: (frame: unknown) => void = () => undefined
  let end: () => void = () => undefined
  const own = { stop: vi.fn(() => end()) }
  const readable = new ReadableStream(
    {
      start(controller) {
        push = (frame) => controller.enqueue(frame)
        end = () => {
          end = () => undefined
          controller.close()
        }
      },
    },
    { highWaterMark: 0 },
  )
  vi.stubGlobal(
    'MediaStreamTrackProcessor',
    class {
      readonly readable = readable
    },
  )
  const stream = { getVideoTracks: () => [{ clone: () => own }] } as unknown as MediaStream
  const orders: GrabOrder[] = []
  const handedOver: unknown[] = []
  const stop = watchTrack(stream, {
    postMessage(order, transfer) {
      orders.push(order)
      handedOver.push(...transfer)
    },
    onReport: () => undefined,
    terminate: () => undefined,
  })
  const frame = () => {
    const made = { close: vi.fn() }
    push(made)
    return made
  }
  return { stop, orders, handedOver, frame, end: () => end(), own }
}

describe('watchTrack', () => {
  it('hands every frame over whole, so that the worker alone closes it', async () => {
    const { frame, handedOver, orders } = camera()
    const frames = [frame(), frame()]
    await aWhile()
    expect(handedOver).toEqual(frames)
    expect(orders.map((order) => order.kind)).toEqual(['frame', 'frame'])
    for (const { close } of frames) expect(close).not.toHaveBeenCalled()
  })

  it('closes the frame that was on its way when it was stopped, and then leaves the camera', async () => {
    const { stop, frame, handedOver, orders, own } = camera()
    await aWhile()
    stop()
    expect(orders).toEqual([{ kind: 'unwatch' }])
    // Not yet: the browser would lose the frame that answers the read.
    expect(own.stop).not.toHaveBeenCalled()
    const late = frame()
    await aWhile()
    expect(late.close).toHaveBeenCalledOnce()
    expect(handedOver).toEqual([])
    expect(own.stop).toHaveBeenCalled()
  })

  it('leaves a camera that gives no more frames, too', async () => {
    vi.useFakeTimers()
    const { stop, own } = camera()
    stop()
    await vi.runAllTimersAsync()
    expect(own.stop).toHaveBeenCalled()
    vi.useRealTimers()
  })

  it('ends with the track', async () => {
    const { stop, end, orders, own } = camera()
    end()
    await aWhile()
    stop()
    await aWhile()
    expect(orders).toEqual([{ kind: 'unwatch' }])
    expect(own.stop).toHaveBeenCalled()
  })
})
