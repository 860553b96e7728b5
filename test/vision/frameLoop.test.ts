import { describe, expect, test } from 'vitest'
import type { FrameFace } from '../../src/contracts/framePort'
import type { Pipelines } from '../../src/vision/frameLoop'
import { frameRequest, openChannel } from '../support/visionRig'

const picture = { width: 16, height: 16, pixels: new Uint8Array(16 * 16 * 4) }
const aFace: FrameFace = { points: new Float32Array(82).fill(3), score: 0.8 }
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 15))

/** Pipelines whose answers wait until the test lets them go: only order and back-pressure are under test here. */
function held() {
  const begun: string[] = []
  const release: ((faces: FrameFace[]) => void)[] = []
  let forgotten = 0
  const wait = (name: string) => {
    begun.push(name)
    return new Promise<FrameFace[]>((resolve) => release.push(resolve))
  }
  const pipelines: Pipelines = {
    live: { follow: (_, capturedAtMs) => wait(`live ${capturedAtMs}`), forget: () => void forgotten++ },
    still: { find: () => wait('still') },
  }
  return { pipelines, begun, release, forgotten: () => forgotten }
}

describe('the frame loop', () => {
  test('answers with the frame, its time and its faces', async () => {
    const { pipelines, release } = held()
    const channel = openChannel(() => pipelines)
    channel.post(frameRequest('live', 5, picture, 77))
    await turn()
    release[0]!([aFace])
    const [reply] = await channel.received(1)
    expect(reply).toMatchObject({ kind: 'faces', frame: 5, capturedAtMs: 77, faces: [aFace] })
    expect(channel.counts).toEqual({ done: 1, refused: 0 })
    channel.close()
  })

  test('keeps one live frame in flight; of those that arrive meanwhile only the newest is looked at', async () => {
    const { pipelines, begun, release } = held()
    const channel = openChannel(() => pipelines)
    for (const frame of [1, 2, 3, 4]) channel.post(frameRequest('live', frame, picture, frame))
    await turn()
    expect(begun.length).toBe(1)
    release[0]!([])
    await turn()
    release[1]!([])
    const replies = await channel.received(2)
    await turn()
    expect(begun.at(-1)).toBe('live 4')
    expect(replies.at(-1)?.frame).toBe(4)
    expect(begun.length).toBe(2)
    channel.close()
  })

  test('stills are answered one after another, all of them, and live frames go on in between', async () => {
    const { pipelines, begun, release } = held()
    const channel = openChannel(() => pipelines)
    for (const frame of [10, 11]) channel.post(frameRequest('still', frame, picture))
    channel.post(frameRequest('live', 12, picture, 12))
    await turn()
    expect([...begun].sort()).toEqual(['live 12', 'still'])
    release.forEach((done) => done([]))
    await turn()
    expect(begun.filter((name) => name === 'still').length).toBe(2)
    release.at(-1)!([aFace])
    const replies = await channel.received(3)
    expect(replies.map((reply) => reply.frame).sort()).toEqual([10, 11, 12])
    channel.close()
  })

  test('what is not a frame is refused and counted, and the loop goes on', async () => {
    const { pipelines, release } = held()
    const channel = openChannel(() => pipelines)
    const good = frameRequest('live', 1, picture)
    const bad = ['hello', { ...good, width: 17 }, { ...good, extra: 1 }, { ...good, capturedAtMs: NaN }]
    bad.forEach(channel.post)
    const refusals = await channel.received(bad.length)
    expect(refusals.every((reply) => reply.kind === 'refused' && reply.reason === 'bad-frame')).toBe(true)
    channel.post(good)
    await turn()
    release[0]!([])
    await channel.received(bad.length + 1)
    expect(channel.counts).toEqual({ done: 1, refused: bad.length })
    channel.close()
  })

  test('before an engine is ready live frames are refused, and a still waits for it', async () => {
    const { pipelines, release } = held()
    let engineReady = () => {}
    let current: Pipelines | null = null
    const channel = openChannel(() => current, new Promise<void>((resolve) => (engineReady = resolve)))
    channel.post(frameRequest('still', 1, picture))
    channel.post(frameRequest('live', 2, picture))
    expect((await channel.received(1))[0]).toMatchObject({ kind: 'refused', frame: 2, reason: 'not-ready' })
    current = pipelines
    engineReady()
    await turn()
    release[0]!([aFace])
    expect((await channel.received(2))[1]).toMatchObject({ kind: 'faces', frame: 1 })
    channel.close()
  })

  test('when no engine can be had the waiting stills are refused', async () => {
    const never = Promise.reject(new Error('no engine'))
    never.catch(() => undefined)
    const channel = openChannel(() => null, never)
    channel.post(frameRequest('still', 1, picture))
    expect((await channel.received(1))[0]).toMatchObject({ kind: 'refused', frame: 1, reason: 'not-ready' })
    channel.close()
  })

  test('a failing engine is answered, and handed on to whoever restarts it', async () => {
    const boom = new Error('kernel')
    const pipelines: Pipelines = {
      live: { follow: () => Promise.reject(boom), forget: () => undefined },
      still: { find: () => Promise.resolve([]) },
    }
    const channel = openChannel(() => pipelines)
    channel.post(frameRequest('live', 9, picture))
    expect((await channel.received(1))[0]).toMatchObject({
      kind: 'refused',
      frame: 9,
      reason: 'engine-failed',
    })
    expect(channel.failures).toEqual([boom])
    channel.close()
  })

  test('when the port closes every face is let go of, and nothing is answered any more', async () => {
    const { pipelines, release, begun, forgotten } = held()
    const channel = openChannel(() => pipelines)
    channel.post(frameRequest('live', 1, picture))
    await turn()
    channel.close()
    await turn()
    expect(forgotten()).toBe(1)
    release[0]!([aFace])
    await turn()
    expect(channel.replies).toEqual([])
    expect(begun.length).toBe(1)
  })
})
