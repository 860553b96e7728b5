import { expect, test } from '@playwright/test'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepScreen, launchKazari, root, visionPids } from './support/app'
import { agree, portraitFrame, stillCamera, waitForFaces } from './support/flows'

test('without a camera the screen says so, and the demo camera stands in', async () => {
  const kazari = await launchKazari({ camera: 'none' })
  const { page } = kazari
  await agree(page)
  await expect(page.getByRole('heading', { name: 'No camera found' })).toBeVisible()
  await keepScreen(page, 'no-camera', 'en')
  await page.getByRole('button', { name: 'Try the demo camera' }).click()
  await waitForFaces(page, 1)
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('an altered model file is refused by its hash: the app opens and the camera works without face finding', async () => {
  const assets = mkdtempSync(join(tmpdir(), 'kazari-assets-'))
  cpSync(join(root, 'out-test/assets'), assets, { recursive: true })
  const model = readdirSync(join(assets, 'models')).find(
    (name) => name.startsWith('face_landmark_68') && name.endsWith('.bin'),
  )
  if (model === undefined) throw new Error('no landmark weights in the build')
  const bytes = readFileSync(join(assets, 'models', model))
  bytes[1000] = (bytes[1000] ?? 0) ^ 1
  writeFileSync(join(assets, 'models', model), bytes)
  const kazari = await launchKazari({
    camera: stillCamera(await portraitFrame(1, 0, 90)),
    environment: { KAZARI_ASSETS_DIR: assets },
  })
  const { page } = kazari
  await agree(page)
  await expect(page.getByText(/A model file is not the one that came with Kazari/).first()).toBeVisible({
    timeout: 30_000,
  })
  await keepScreen(page, 'model-altered', 'en')
  const time = () =>
    page
      .locator('video')
      .first()
      .evaluate((video: HTMLVideoElement) => video.currentTime)
  const at = await time()
  await expect.poll(time).toBeGreaterThan(at)
  await kazari.close()
  rmSync(assets, { recursive: true, force: true })
})

test('stopping ends the reading: the camera is closed and vision is gone', async () => {
  const kazari = await launchKazari({ camera: stillCamera(await portraitFrame(1, 0, 90)) })
  const { page, app } = kazari
  await agree(page)
  await waitForFaces(page, 1)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'The camera is stopped' })).toBeVisible()
  await expect.poll(() => visionPids(app)).toEqual([])
  await kazari.close()
})

test('the countdown counts, flashes at zero and takes the picture', async () => {
  const kazari = await launchKazari({ camera: stillCamera(await portraitFrame(1, 0, 90)) })
  const { page } = kazari
  await agree(page)
  await waitForFaces(page, 1)
  await page.getByRole('radio', { name: '3 seconds' }).click()
  await page.getByRole('button', { name: /Take a picture/ }).click()
  await expect(
    page
      .getByRole('timer')
      .or(page.getByText('2', { exact: true }))
      .first(),
  ).toBeVisible()
  await keepScreen(page, 'countdown', 'en')
  await expect(page.getByRole('dialog', { name: 'Your picture' })).toBeVisible({ timeout: 10_000 })
  await kazari.close()
})

test('two people on the demo camera are followed at once', async () => {
  const kazari = await launchKazari({ camera: 'none', arguments: ['--demo'] })
  const { page } = kazari
  await agree(page)
  await page.getByRole('option', { name: /Crown/ }).first().click()
  await waitForFaces(page, 2)
  await keepScreen(page, 'live-two', 'en')
  await kazari.close()
})
