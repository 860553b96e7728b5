import { expect, test } from '@playwright/test'
import { launchKazari, type Kazari } from '../support/app'
import { keepFigures } from '../support/figures'
import { agree } from '../support/flows'
import { visionPids } from '../support/app'
import { growthDuring } from '../support/memory'

interface PortFigures {
  readonly posted: number
  readonly refused: number
  /** What is no answer of the protocol. */
  readonly strange: readonly string[]
  /** Kind of the answer to a right frame, after all of them. */
  readonly after: string
  readonly notSent: number
}

test.describe('the frame port', () => {
  let kazari: Kazari
  test.beforeAll(async () => {
    kazari = await launchKazari({ camera: 'none' })
    await agree(kazari.page)
  })
  test.afterAll(() => kazari.close())

  test('refuses every message that is no frame, one by one, and vision goes on answering', async () => {
    test.setTimeout(180_000)
    const { page, app } = kazari
    let figures: PortFigures | null = null
    // Before vision is ready a right frame is refused as well.
    const status = () =>
      page.evaluate(() =>
        (
          globalThis as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
        ).kazari.call('vision:status', {}),
      )
    await expect(async () =>
      expect(await status()).toMatchObject({ ok: true, value: { state: 'ready' } }),
    ).toPass({ timeout: 60_000 })
    const pids = await visionPids(app)
    const { peakMb } = await growthDuring(app, async () => {
      figures = await page.evaluate(async (): Promise<PortFigures> => {
        const nonce = 'f'.repeat(32)
        const { kazari: bridge } = globalThis as unknown as {
          kazari: { call(name: string, argument: object): Promise<{ ok: boolean }> }
        }
        const arrival = new Promise<MessagePort>((resolve) =>
          window.addEventListener('message', (event) => {
            const { kind, nonce: named } = event.data as { kind?: string; nonce?: string }
            const [found] = event.ports
            if (kind === 'kazari:vision-port' && named === nonce && found) resolve(found)
          }),
        )
        if (!(await bridge.call('vision:connect', { nonce })).ok) throw new Error('no port')
        const port = await arrival

        const right = {
          protocol: 2,
          kind: 'live',
          frame: 7,
          capturedAtMs: 12.5,
          width: 32,
          height: 24,
          pixels: new Uint8Array(32 * 24 * 4),
          searchBudget: 1,
        }
        const circle: Record<string, unknown> = { ...right }
        circle.self = circle
        const deep = (depth: number): unknown => {
          let value: unknown = 1
          for (let left = depth; left > 0; left--) value = [value]
          return value
        }
        const odd: readonly unknown[] = [
          undefined,
          null,
          true,
          '',
          'live',
          'a'.repeat(1024 * 1024),
          0,
          NaN,
          -1,
          1.5,
          Infinity,
          2 ** 32,
          2 ** 53,
          10n,
          [],
          {},
          [right],
          deep(500),
          new Map([['width', 32]]),
          new Date(0),
          /live/,
          new ArrayBuffer(64),
          new Uint8Array(0),
          new Uint8Array(1024 * 1024),
          new Uint8ClampedArray(32 * 24 * 4),
          new Float32Array(82).fill(NaN),
          new DataView(new ArrayBuffer(8)),
          new Error('frame'),
        ]
        const messages: unknown[] = [...odd, circle]
        for (const key of Object.keys(right)) {
          messages.push(Object.fromEntries(Object.entries(right).filter(([name]) => name !== key)))
          // A whole number is right for a frame, a time for a time, and `live` for a kind.
          for (const value of odd)
            if (
              !(key === 'kind' && value === 'live') &&
              !(key === 'frame' && (value === 0 || value === 2 ** 32)) &&
              !(key === 'capturedAtMs' && typeof value === 'number' && value >= 0 && value < Infinity)
            )
              messages.push({ ...right, [key]: value })
        }
        for (const extra of ['name', 'person', '__proto__x', 'constructor', 'length'])
          messages.push({ ...right, [extra]: 1 })
        // Claims of four gigabytes and more, with next to nothing behind them.
        for (const [width, height] of [
          [32_768, 32_768],
          [65_535, 65_535],
          [2 ** 31, 2],
          [2 ** 32 + 32, 24],
          [641, 16],
          [16, 641],
          [4097, 16],
          [15, 15],
          [0, 0],
          [-32, -24],
        ] as const)
          for (const kind of ['live', 'still']) messages.push({ ...right, kind, width, height })
        // Right sizes with another number of pixels.
        for (const length of [0, 1, 32 * 24 * 4 - 1, 32 * 24 * 4 + 1, 32 * 24 * 3, 32 * 24])
          messages.push({ ...right, pixels: new Uint8Array(length) })
        messages.push({
          ...right,
          kind: 'still',
          width: 4096,
          height: 4096,
          pixels: new Uint8Array(64 * 1024 * 1024 - 4),
        })

        const strange: string[] = []
        let refused = 0
        let notSent = 0
        let answerRight: (kind: string) => void = () => undefined
        port.onmessage = ({ data }) => {
          const reply = data as { kind?: string; reason?: string; frame?: number }
          if (reply.kind === 'refused' && reply.reason === 'bad-frame' && reply.frame === 0) refused += 1
          else if (reply.kind === 'faces' && reply.frame === 41) answerRight(reply.kind)
          else strange.push(JSON.stringify(data).slice(0, 200))
        }
        for (const message of messages) {
          try {
            port.postMessage(message)
          } catch {
            notSent += 1
          }
        }
        const answered = new Promise<string>((resolve) => (answerRight = resolve))
        port.postMessage({ ...right, frame: 41 })
        const after = await answered
        port.close()
        return { posted: messages.length - notSent, refused, strange, after, notSent }
      })
    })
    keepFigures('visionPort', { ...(figures as PortFigures | null), peakMb })
    expect(figures).toMatchObject({ strange: [], after: 'faces', notSent: 0 })
    const { posted, refused } = figures as unknown as PortFigures
    expect(posted).toBeGreaterThan(200)
    expect(refused).toBe(posted)
    expect(await visionPids(app)).toEqual(pids)
    // The largest message is 64 MB: one copy of it on its way, and one that arrived.
    expect(peakMb.Utility ?? 0).toBeLessThan(400)
    expect(kazari.output()).not.toMatch(/vision.*(crash|exit|stall)/i)
  })
})
