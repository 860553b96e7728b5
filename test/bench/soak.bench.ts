import { test } from '@playwright/test'
import { visionPids } from '../e2e/support/app'
import { keepFigures } from '../e2e/support/figures'
import { readProcesses } from '../e2e/support/liveFigures'
import { startDecorated } from './startDecorated'

const MINUTES = Number(process.env.KAZARI_SOAK_MINUTES ?? 10)
const SAMPLE_S = 10

interface Sample {
  readonly atS: number
  readonly processes: readonly {
    readonly name: string
    readonly memoryMb: number
    readonly handles: number
  }[]
  readonly tensors: number
  readonly framesDone: number
}

/** The demo camera for so long, somebody always or nearly always in view and decorated; a sample every ten seconds. */
test('the app for a long while', async () => {
  const kazari = await startDecorated({ camera: 'none', arguments: ['--demo'] })
  const { page, app } = kazari
  const samples: Sample[] = []
  const startedAtMs = Date.now()
  while (Date.now() - startedAtMs < MINUTES * 60_000) {
    await page.waitForTimeout(SAMPLE_S * 1000)
    const pulse = await page.evaluate(async () => {
      const { kazari: bridge } = globalThis as unknown as {
        kazari: {
          call(
            name: string,
            argument: object,
          ): Promise<{ value: { pulse: { tensors: number; framesDone: number } | null } }>
        }
      }
      return (await bridge.call('diagnostics:read', {})).value.pulse
    })
    const [vision] = await visionPids(app)
    const all = await readProcesses(app)
    samples.push({
      atS: Math.round((Date.now() - startedAtMs) / 1000),
      processes: all.map(({ pid, type, memoryMb, handles }) => ({
        name: pid === vision ? 'vision' : `${type} ${pid}`,
        memoryMb,
        handles,
      })),
      tensors: pulse?.tensors ?? -1,
      framesDone: pulse?.framesDone ?? -1,
    })
  }
  keepFigures('soak', { minutes: MINUTES, errors: kazari.errors, samples }, 'bench')
  await kazari.close()
})
