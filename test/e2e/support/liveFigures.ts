import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { processes } from './memory'

/** What the status chip's details say, as numbers. */
export interface ChipFigures {
  readonly engine: string
  readonly faces: number
  readonly cameraFps: number
  readonly trackingFps: number
  readonly paintFps: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly eased: string
}

const firstNumber = (text: string | undefined): number => Number(/\d+/.exec(text ?? '')?.[0] ?? Number.NaN)

/** Opens the chip in the top bar, reads it and shuts it again. English. */
export async function readChip(page: Page): Promise<ChipFigures> {
  const chip = page.getByRole('banner').getByRole('button').first()
  const faces = firstNumber(/(\d+) faces?/.exec(await chip.innerText())?.[0])
  await chip.click()
  const list = page.getByRole('dialog').locator('dl').first()
  await expect(list).toContainText('Camera to decoration', { timeout: 20_000 })
  const rows = new Map(
    await list.evaluate((element) =>
      [...element.querySelectorAll('dt')].map((name): [string, string] => [
        name.textContent ?? '',
        name.nextElementSibling?.textContent ?? '',
      ]),
    ),
  )
  await page.keyboard.press('Escape')
  const [p50, p95] = [...(rows.get('Camera to decoration') ?? '').matchAll(/(\d+)\sms/g)].map(([, ms]) =>
    Number(ms),
  )
  return {
    engine: rows.get('Engine') ?? '',
    faces,
    cameraFps: firstNumber(rows.get('Camera')?.split(',').at(-1)),
    trackingFps: firstNumber(rows.get('Following faces')),
    paintFps: firstNumber(rows.get('Painting')),
    p50Ms: p50 ?? Number.NaN,
    p95Ms: p95 ?? Number.NaN,
    eased: (rows.get('Eased now') ?? '').replaceAll('\n', ', '),
  }
}

/** Clock ticks of proc(5) a second; 100 on every Linux that Electron runs on. */
const TICKS_A_SECOND = 100

/** What one process holds and has used, as Linux counts it; null when it is gone. */
export interface ProcessFigures {
  readonly pid: number
  readonly type: string
  readonly memoryMb: number
  readonly handles: number
  readonly cpuSeconds: number
}

/** Every process of the app; vision is told apart from other utilities. */
export async function readProcesses(app: ElectronApplication): Promise<readonly ProcessFigures[]> {
  return (await processes(app)).flatMap(({ pid, type }) => {
    try {
      const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
      const handles = readdirSync(`/proc/${pid}/fd`).length
      return [{ pid, type, memoryMb: (pages * 4096) / 1024 / 1024, handles, cpuSeconds }]
    } catch {
      return []
    }
  })
}
