import { paper, plainPicture } from '../../support/canvas2d'
import { afterEach, describe, expect, it } from 'vitest'
import type { WireError } from '../../../src/contracts/errors'
import {
  FRAME_PROTOCOL,
  readFrameRequest,
  STILL_FRAME_LIMIT,
  type FrameRequest,
} from '../../../src/contracts/framePort'
import { err, ok, type Result } from '../../../src/domain/result'
import { createStillFinder, type StillFinder } from '../../../src/renderer/pipeline/stillFinder'

const opened: { close(): void }[] = []
afterEach(() => opened.splice(0).forEach((thing) => thing.close()))

type Answer = (request: FrameRequest, port: MessagePort) => void

const answerWith =
  (points: Float32Array): Answer =>
  (request, port) =>
    port.postMessage({
      protocol: FRAME_PROTOCOL,
      kind: 'faces',
      frame: request.frame,
      capturedAtMs: request.capturedAtMs,
      inferenceMs: 1,
      newScene: false,
      faces: [{ points, score: 1 }],
      light: null,
    })

function bench(answer: Answer, replyTimeoutMs?: number) {
  const requests: FrameRequest[] = []
  const ports: MessagePort[] = []
  const connect = (): Promise<Result<MessagePort, WireError>> => {
    const { port1, port2 } = new MessageChannel()
    port2.onmessage = (event: MessageEvent<unknown>) => {
      const request = readFrameRequest(event.data)
      if (!request) throw new Error('vision was sent a malformed still')
      requests.push(request)
      answer(request, port2)
    }
    ports.push(port2)
    opened.push(port2)
    return Promise.resolve(ok(port1))
  }
  const finder: StillFinder = createStillFinder(connect, replyTimeoutMs)
  opened.push(finder)
  return { finder, requests, ports }
}

describe('createStillFinder', () => {
  it('sends the picture in its own size and pixels', async () => {
    const { finder, requests } = bench(answerWith(new Float32Array(82).fill(10)))
    const context = paper(60, 40)
    context.fillStyle = '#ff0000'
    context.fillRect(0, 0, 60, 40)
    context.fillStyle = '#0000ff'
    context.fillRect(30, 20, 1, 1)
    const found = await finder.find(context.canvas as unknown as ImageBitmap)
    expect(requests[0]).toMatchObject({ kind: 'still', width: 60, height: 40 })
    const at = (x: number, y: number) => [
      ...(requests[0]?.pixels.subarray((y * 60 + x) * 4, (y * 60 + x) * 4 + 4) ?? []),
    ]
    expect(at(29, 20)).toEqual([255, 0, 0, 255])
    expect(at(30, 20)).toEqual([0, 0, 255, 255])
    expect(found.ok && found.value[0]?.landmarks[40]).toEqual({ x: 10, y: 10 })
  })

  it('makes only a picture beyond the limit smaller, and gives points in its own pixels', async () => {
    const wide = STILL_FRAME_LIMIT * 2
    const points = new Float32Array(82)
    points[80] = 100
    points[81] = 50
    const { finder, requests } = bench(answerWith(points))
    const found = await finder.find(plainPicture(wide, 400, '#ffffff'))
    expect(requests[0]).toMatchObject({ width: STILL_FRAME_LIMIT, height: 200 })
    expect(found.ok && found.value[0]?.landmarks[40]).toEqual({ x: 200, y: 100 })
  })

  it('asks for one picture at a time and answers each with its own faces', async () => {
    const { finder, requests } = bench((request, port) => {
      expect(requests).toHaveLength(request.frame)
      answerWith(new Float32Array(82).fill(request.width))(request, port)
    })
    const found = await Promise.all(
      [20, 30, 40].map((width) => finder.find(plainPicture(width, 20, '#000000'))),
    )
    expect(found.map((result) => result.ok && result.value[0]?.landmarks[0]?.x)).toEqual([20, 30, 40])
  })

  it('says that vision is not there when it refuses, stays silent or goes away, and asks again next time', async () => {
    const unavailable = err({ code: 'vision-unavailable' })
    const picture = plainPicture(20, 20, '#000000')

    const refusing = bench(({ frame }, port) =>
      port.postMessage({ protocol: FRAME_PROTOCOL, kind: 'refused', frame, reason: 'engine-failed' }),
    )
    expect(await refusing.finder.find(picture)).toEqual(unavailable)
    expect(await refusing.finder.find(picture)).toEqual(unavailable)
    expect(refusing.ports).toHaveLength(1)

    const silent = bench(() => undefined, 20)
    expect(await silent.finder.find(picture)).toEqual(unavailable)
    expect(await silent.finder.find(picture)).toEqual(unavailable)
    expect(silent.ports).toHaveLength(2)

    const dying = bench((_, port) => port.close())
    expect(await dying.finder.find(picture)).toEqual(unavailable)
  })

  it('takes a new port when vision was restarted between two pictures', async () => {
    const { finder, ports } = bench(answerWith(new Float32Array(82)))
    const picture = plainPicture(20, 20, '#000000')
    expect((await finder.find(picture)).ok).toBe(true)
    ports[0]?.close()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await finder.find(picture)).ok).toBe(true)
    expect(ports).toHaveLength(2)
  })

  it("passes the gate's no on", async () => {
    const finder = createStillFinder(() => Promise.resolve(err({ code: 'consent-needed' })))
    expect(await finder.find(plainPicture(20, 20, '#000000'))).toEqual(err({ code: 'consent-needed' }))
  })
})
