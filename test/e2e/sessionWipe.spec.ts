import { expect, test, type ElectronApplication } from '@playwright/test'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeTexturedClip, writeTexturedPhoto } from '../../scripts/prove/content/clip.mjs'
import { searchMemory } from '../../scripts/prove/content/searchImage.mjs'
import { BUDGETS } from '../budgets'
import { chooseFiles, launchKazari, root } from './support/app'
import { agree, finishVisit, goTo, waitForFaces } from './support/flows'
import { hostFacts } from './support/hostFacts'

interface AppProcess {
  readonly pid: number
  readonly name: string
}

const processes = (app: ElectronApplication): Promise<AppProcess[]> =>
  app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .map(({ pid, type, name, serviceName }) => ({ pid, name: serviceName ?? name ?? type })),
  )

/** The maps of a process; none of one that has ended meanwhile. */
function mapsOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8')
  } catch (error) {
    if (isAlive(pid)) throw error
    return ''
  }
}

/** Bytes of each file in memory that these processes share, by its identity: Chromium unlinks them at once, so no listing has them. */
function sharedFiles(pids: readonly number[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const pid of pids) {
    for (const line of mapsOf(pid).split('\n')) {
      const found = /^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ (\S+ \d+) +\/(?:dev\/shm|memfd:)/.exec(line)
      if (found) sizes.set(found[3] ?? '', parseInt(found[2] ?? '', 16) - parseInt(found[1] ?? '', 16))
    }
  }
  return sizes
}
const sharedNow = async (app: ElectronApplication): Promise<ReadonlyMap<string, number>> =>
  sharedFiles((await processes(app)).map(({ pid }) => pid).filter(isAlive))
const bytesOf = (files: ReadonlyMap<string, number>): number =>
  [...files.values()].reduce((sum, size) => sum + size, 0)

/** The files in memory when nothing happens any more: those of a page that was just drawn come and go. */
async function sharedAtRest(app: ElectronApplication): Promise<ReadonlyMap<string, number>> {
  const readings: number[] = []
  let files: ReadonlyMap<string, number> = new Map()
  await expect
    .poll(
      async () => {
        files = await sharedNow(app)
        readings.push(bytesOf(files))
        return readings.length >= READINGS_AT_REST && new Set(readings.slice(-READINGS_AT_REST)).size === 1
      },
      { intervals: [1000], timeout: 90_000 },
    )
    .toBe(true)
  return files
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`)

/** Null when the process has ended meanwhile: Chromium ends its camera service by itself when no page wants it. */
async function searchIfAlive(pid: number, options: Parameters<typeof searchMemory>[1]) {
  try {
    return await searchMemory(pid, options)
  } catch (error) {
    if (isAlive(pid)) throw error
    return null
  }
}

/** Readings in a row, a second apart, that have to be the same. */
const READINGS_AT_REST = 4

const PAGE = 'Tab'
const VISION = 'node.mojom.NodeService'
const CAMERA_SERVICE = 'video_capture.mojom.VideoCaptureService'

test('when a visit ends its processes are gone, and no memory of the next one holds its pictures', async () => {
  test.setTimeout(400_000)
  const folder = mkdtempSync(join(tmpdir(), 'kazari-wipe-'))
  const clip = join(folder, 'camera.mjpeg')
  const photo = join(folder, 'visitor.jpg')
  const truths = [
    await writeTexturedClip(clip, { frames: 20, seed: 41 }),
    await writeTexturedPhoto(photo, { seed: 42 }),
  ]
  const kazari = await launchKazari({
    camera: { clip },
    arguments: ['--kiosk'],
    environment: hostFacts().environment,
  })
  const { app } = kazari
  const { page } = kazari
  await expect(page.getByRole('button', { name: 'Yes, start it' })).toBeVisible()
  const sharedBefore = await sharedAtRest(app)

  await agree(page)
  await waitForFaces(page, 1)
  await goTo(page, 'Photos')
  await chooseFiles(app, [photo])
  await page.getByRole('button', { name: 'Open photos' }).first().click()
  await expect(page.getByText('visitor.jpg').first()).toBeVisible({ timeout: 30_000 })
  await goTo(page, 'Live')
  await waitForFaces(page, 1)

  // The search finds what is there: without this, finding nothing later would say nothing.
  const visit = await processes(app)
  const gone = visit.filter(({ name }) => [PAGE, VISION, CAMERA_SERVICE].includes(name))
  expect(gone.map(({ name }) => name).sort()).toEqual([PAGE, VISION, CAMERA_SERVICE].sort())
  for (const { pid, name } of gone) {
    const found = await searchMemory(pid, { truths, stopAtFirst: true })
    expect(found.findings.length, `pictures in ${name} during the visit`).toBeGreaterThan(0)
  }
  const sharedDuring = await sharedNow(app)
  expect(bytesOf(sharedDuring)).toBeGreaterThan(bytesOf(sharedBefore) + BUDGETS.sharedMemoryOfVisitBytes)

  const next = await finishVisit(app, page)
  await expect(next.getByRole('button', { name: 'Yes, start it' })).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => gone.filter(({ pid }) => isAlive(pid))).toEqual([])
  // How much a page that was just drawn shares differs by megabytes. Whose files are left does not: none of the visit's may be.
  const ofVisit = new Set([...sharedDuring.keys()].filter((file) => !sharedBefore.has(file)))
  await expect
    .poll(async () => bytesOf(new Map([...(await sharedNow(app))].filter(([file]) => ofVisit.has(file)))), {
      intervals: [1000],
      timeout: 90_000,
    })
    .toBe(0)
  const sharedAfter = await sharedAtRest(app)
  expect(bytesOf(sharedAfter)).toBeLessThan(bytesOf(sharedBefore) + BUDGETS.sharedMemoryAfterVisitBytes)

  const left = await processes(app)
  expect(left.map(({ name }) => name)).toContain(PAGE)
  const searched: object[] = []
  for (const { pid, name } of left) {
    const result = await searchIfAlive(pid, { truths })
    if (result === null) continue
    const { findings, bytesSearched, unreadable } = result
    expect(findings, `pictures of the last visit in ${name}`).toEqual([])
    searched.push({ name, bytesSearched, unreadable })
  }
  expect(searched).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: PAGE }),
      expect.objectContaining({ name: 'Browser' }),
    ]),
  )
  mkdirSync(join(root, 'test-results/proof'), { recursive: true })
  writeFileSync(
    join(root, 'test-results/proof/session-wipe.json'),
    JSON.stringify(
      {
        sharedBefore: bytesOf(sharedBefore),
        sharedDuring: bytesOf(sharedDuring),
        sharedAfter: bytesOf(sharedAfter),
        ended: gone.map(({ name }) => name),
        searched,
      },
      null,
      1,
    ),
  )
  await kazari.close()
  rmSync(folder, { recursive: true, force: true })
})
