import { test } from '@playwright/test'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchKazari, root } from '../e2e/support/app'
import { agree, goTo } from '../e2e/support/flows'
import { readChip, readProcesses, type ChipFigures } from '../e2e/support/liveFigures'
import { writeCameraClip } from '../support/cameraClip'
import { groupFrames } from '../support/groupClip'

const PEOPLE = [1, 2, 3, 5, 10] as const
const CLIP_FRAMES = 74
const SETTLE_S = 8
const MEASURE_S = Number(process.env.KAZARI_BENCH_SECONDS ?? 15)

interface Row extends ChipFigures {
  readonly people: number
  /** Share of one core, of all processes of the app together and of vision alone. */
  readonly cpuAll: number
  readonly cpuVision: number
}

/** Fps, latency and processor share against the number of people in view, each in a fresh app that wears a look. */
test('the app against the number of people', async () => {
  const rows: Row[] = []
  for (const people of PEOPLE) {
    const clip = join(mkdtempSync(join(tmpdir(), 'kazari-bench-')), 'camera.mjpeg')
    writeCameraClip(clip, await groupFrames(people, CLIP_FRAMES))
    const kazari = await launchKazari({ camera: { clip } })
    const { page, app } = kazari
    await agree(page)
    await page
      .getByRole('option', { name: /Cat glasses/ })
      .first()
      .click()
    await page.waitForTimeout(SETTLE_S * 1000)
    const before = await readProcesses(app)
    await page.waitForTimeout(MEASURE_S * 1000)
    const after = await readProcesses(app)
    const figures = await readChip(page)
    const used = (type: string | null) =>
      after
        .filter((one) => type === null || one.type === type)
        .reduce(
          (sum, { pid, cpuSeconds }) =>
            sum + cpuSeconds - (before.find((one) => one.pid === pid)?.cpuSeconds ?? cpuSeconds),
          0,
        ) / MEASURE_S
    rows.push({ people, ...figures, cpuAll: used(null), cpuVision: used('Utility') })
    await goTo(page, 'Photos')
    await kazari.close()
  }
  const machine = { processor: cpus()[0]?.model ?? '', cores: cpus().length }
  mkdirSync(join(root, 'test-results/bench'), { recursive: true })
  writeFileSync(join(root, 'test-results/bench/app.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`)
})
