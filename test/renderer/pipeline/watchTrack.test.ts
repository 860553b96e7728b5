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
  const watch = watchTrack(stream, {
    postMessage(order, transfer) {
      orders.push(order)
      handedOver.push(...transfer)
    },
    onReport: () => undefined,
    terminate: () => undefined,
  })
  /** `timestamp` in microseconds, of the camera's own count. */
  const frame = (timestamp = 0) => {
    const made = { timestamp, close: vi.fn() }
    push(made)
    return made
  }
  return { watch, stop: () => watch.stop(), orders, handedOver, frame, end: () => end(), own }
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

  it('stamps each frame with the time it was taken, not with the time it came', async () => {
    vi.spyOn(performance, 'now').mockReturnValueOnce(5002).mockReturnValueOnce(5090)
    const { frame, orders, watch } = camera()
    frame(1_000_000)
    frame(1_033_000)
    await aWhile()
    const times = orders.map((order) => order.kind === 'frame' && order.capturedAtMs)
    expect(times).toEqual([5002, 5035])
    expect(watch.capturedAtMs(1066, 5100)).toBe(5068)
    vi.restoreAllMocks()
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

  it('loses no frame in a window that is too busy to take it in time: "garbage collected without being closed"', async () => {
    vi.useFakeTimers()
    let heldUpMs = 0
    const now = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => now() + heldUpMs)
    const { stop, frame, own } = camera()
    await vi.advanceTimersByTimeAsync(5)
    stop()
    // Six turns of half a second each, in which timers run before the frame that came long ago.
    for (let turn = 0; turn < 6; turn++) {
      heldUpMs += 500
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(own.stop).not.toHaveBeenCalled()
    const late = frame()
    await vi.advanceTimersByTimeAsync(1)
    expect(late.close).toHaveBeenCalledOnce()
    expect(own.stop).toHaveBeenCalled()
    vi.restoreAllMocks()
    vi.useRealTimers()
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
