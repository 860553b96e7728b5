import { test } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchKazari, root, visionPids } from '../e2e/support/app'
import { agree } from '../e2e/support/flows'
import { readProcesses } from '../e2e/support/liveFigures'

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
  const kazari = await launchKazari({ camera: 'none', arguments: ['--demo'] })
  const { page, app } = kazari
  await agree(page)
  await page
    .getByRole('option', { name: /Cat glasses/ })
    .first()
    .click()
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
  mkdirSync(join(root, 'test-results/bench'), { recursive: true })
  writeFileSync(
    join(root, 'test-results/bench/soak.json'),
    `${JSON.stringify({ minutes: MINUTES, errors: kazari.errors, samples }, null, 2)}\n`,
  )
  await kazari.close()
})
