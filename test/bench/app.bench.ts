import { test } from '@playwright/test'
import { cpus } from 'node:os'
import { keepFigures } from '../e2e/support/figures'
import { cameraOf, goTo } from '../e2e/support/flows'
import { readChip, readProcesses, type ChipFigures } from '../e2e/support/liveFigures'
import { groupFrames } from '../support/groupClip'
import { startDecorated } from './startDecorated'

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
    const kazari = await startDecorated({ camera: cameraOf(await groupFrames(people, CLIP_FRAMES)) })
    const { page, app } = kazari
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
  keepFigures('app', { machine, rows }, 'bench')
})
