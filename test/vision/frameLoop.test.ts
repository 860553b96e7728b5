import { describe, expect, test, vi } from 'vitest'
import type { FrameFace } from '../../src/contracts/framePort'
import type { Pipelines } from '../../src/vision/frameLoop'
import { frameRequest, openChannel } from '../support/visionRig'
import { PATIENCE } from '../support/patience'

const picture = { width: 16, height: 16, pixels: new Uint8Array(16 * 16 * 4) }
const aFace: FrameFace = { points: new Float32Array(82).fill(3), score: 0.8 }

type Channel = ReturnType<typeof openChannel>

/** Resolves when the loop has taken in everything posted before: messages keep their order, and it answers this one at once. */
async function heard(channel: Channel): Promise<void> {
  const refusals = () => channel.replies.filter(({ kind }) => kind === 'refused').length
  const before = refusals()
  channel.post('no frame')
  while (refusals() === before) await channel.received(channel.replies.length + 1)
}

/** Pipelines whose answers wait until the test lets them go: only order and back-pressure are under test here. */
function held() {
  const begun: string[] = []
  const release: ((faces: FrameFace[]) => void)[] = []
  let forgotten = 0
  let wake = () => {}
  const wait = (name: string) => {
    begun.push(name)
    const answer = new Promise<FrameFace[]>((resolve) => release.push(resolve))
    wake()
    return answer
  }
  /** Resolves when this many frames were begun. */
  const asked = async (count: number) => {
    while (begun.length < count) await new Promise<void>((resolve) => (wake = resolve))
  }
  const pipelines: Pipelines = {
    live: {
      follow: (_, capturedAtMs) => wait(`live ${capturedAtMs}`),
      isNewScene: () => false,
      forget: () => void forgotten++,
    },
    still: { find: () => wait('still') },
  }
  return { pipelines, begun, release, asked, forgotten: () => forgotten }
}

describe('the frame loop', () => {
  test('answers with the frame, its time and its faces', async () => {
    const { pipelines, release, asked } = held()
    const channel = openChannel(() => pipelines)
    channel.post(frameRequest('live', 5, picture, 77))
    await asked(1)
    release[0]!([aFace])
    const [reply] = await channel.received(1)
    expect(reply).toMatchObject({ kind: 'faces', frame: 5, capturedAtMs: 77, faces: [aFace] })
    expect(channel.counts).toEqual({ done: 1, refused: 0 })
    channel.close()
  })

  test('keeps one live frame in flight; of those that arrive meanwhile only the newest is looked at', async () => {
    const { pipelines, begun, release, asked } = held()
    const channel = openChannel(() => pipelines)
    for (const frame of [1, 2, 3, 4]) channel.post(frameRequest('live', frame, picture, frame))
    await heard(channel)
    expect(begun).toEqual(['live 1'])
    release[0]!([])
    await asked(2)
    release[1]!([])
    const replies = await channel.received(3)
    expect(replies.at(-1)?.frame).toBe(4)
    await heard(channel)
    expect(begun).toEqual(['live 1', 'live 4'])
    channel.close()
  })

  test('stills are answered one after another, all of them, and live frames go on in between', async () => {
    const { pipelines, begun, release, asked } = held()
    const channel = openChannel(() => pipelines)
    for (const frame of [10, 11]) channel.post(frameRequest('still', frame, picture))
    channel.post(frameRequest('live', 12, picture, 12))
    await heard(channel)
    expect([...begun].sort()).toEqual(['live 12', 'still'])
    release.forEach((done) => done([]))
    await asked(3)
    expect(begun.filter((name) => name === 'still').length).toBe(2)
    release.at(-1)!([aFace])
    const replies = (await channel.received(4)).filter(({ kind }) => kind === 'faces')
    expect(replies.map((reply) => reply.frame).sort()).toEqual([10, 11, 12])
    channel.close()
  })

  test('what is not a frame is refused and counted, and the loop goes on', async () => {
    const { pipelines, release, asked } = held()
    const channel = openChannel(() => pipelines)
    const good = frameRequest('live', 1, picture)
    const bad = ['hello', { ...good, width: 17 }, { ...good, extra: 1 }, { ...good, capturedAtMs: NaN }]
    bad.forEach(channel.post)
    const refusals = await channel.received(bad.length)
    expect(refusals.every((reply) => reply.kind === 'refused' && reply.reason === 'bad-frame')).toBe(true)
    channel.post(good)
    await asked(1)
    release[0]!([])
    await channel.received(bad.length + 1)
    expect(channel.counts).toEqual({ done: 1, refused: bad.length })
    channel.close()
  })

  test('before an engine is ready live frames are refused, and a still waits for it', async () => {
    const { pipelines, release, asked } = held()
    let engineReady = () => {}
    let current: Pipelines | null = null
    const channel = openChannel(() => current, new Promise<void>((resolve) => (engineReady = resolve)))
    channel.post(frameRequest('still', 1, picture))
    channel.post(frameRequest('live', 2, picture))
    expect((await channel.received(1))[0]).toMatchObject({ kind: 'refused', frame: 2, reason: 'not-ready' })
    current = pipelines
    engineReady()
    await asked(1)
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
      live: { follow: () => Promise.reject(boom), isNewScene: () => false, forget: () => undefined },
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
    const { pipelines, release, begun, asked, forgotten } = held()
    const channel = openChannel(() => pipelines)
    channel.post(frameRequest('live', 1, picture))
    channel.post(frameRequest('live', 2, picture))
    await asked(1)
    channel.close()
    await vi.waitFor(() => expect(forgotten()).toBe(1), PATIENCE)
    release[0]!([aFace])
    await vi.waitFor(() => expect(channel.counts.done).toBe(1), PATIENCE)
    expect(channel.replies).toEqual([])
    expect(begun.length).toBe(1)
  })
})
