import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, test } from '@playwright/test'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pngChunks } from '../support/fileParts'
import { independentFaces } from '../support/independentFaces'
import { inkBetween } from '../support/ink'
import { chooseSavePath, keepScreen, launchKazari, visionPids, type Kazari } from './support/app'
import {
  agree,
  CAMERA_SIZE,
  goTo,
  portraitFrame,
  statusChip,
  stillCamera,
  waitForFaces,
} from './support/flows'

// One story on one window: a step builds on the one before.
test.describe.configure({ mode: 'serial' })

test.describe('live', () => {
  let kazari: Kazari
  let frame: Awaited<ReturnType<typeof portraitFrame>>

  test.beforeAll(async () => {
    frame = await portraitFrame(1, 0, 90)
    kazari = await launchKazari({ camera: stillCamera(frame) })
    await agree(kazari.page)
  })
  test.afterAll(() => kazari.close())

  test('finds the face of the camera and says with which engine', async () => {
    await waitForFaces(kazari.page, 1)
    await expect(statusChip(kazari.page)).toContainText(/ONNX|WebGPU|WASM|Native|GPU/)
    await keepScreen(kazari.page, 'live', 'en')
  })

  test('a picture taken is shown whole, although the stage is wider than the picture of this camera', async () => {
    const { page } = kazari
    await page
      .getByRole('option', { name: /Round glasses/ })
      .first()
      .click()
    await page.getByRole('radio', { name: 'Off' }).click()
    await page.getByRole('button', { name: /Take a picture/ }).click()
    const review = page.getByRole('dialog', { name: 'Your picture' })
    await expect(review.getByRole('button', { name: 'Save', exact: true })).toBeEnabled()
    await keepScreen(page, 'review', 'en')
    const cutOff = await page.getByRole('img', { name: 'The picture just taken' }).evaluate((picture) => {
      const shown = picture.getBoundingClientRect()
      const room = (picture.parentElement as Element).getBoundingClientRect()
      return [
        room.left - shown.left,
        room.top - shown.top,
        shown.right - room.right,
        shown.bottom - room.bottom,
      ]
    })
    expect(Math.max(...cutOff)).toBeLessThanOrEqual(0)
  })

  test('it is the camera frame, unmirrored, with the glasses on the eyes', async () => {
    const { page, app } = kazari
    const review = page.getByRole('dialog', { name: 'Your picture' })
    const file = join(mkdtempSync(join(tmpdir(), 'kazari-save-')), 'me.png')
    await chooseSavePath(app, file)
    await review.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved where you chose', { exact: true })).toBeVisible()

    const bytes = readFileSync(file)
    expect(pngChunks(bytes).filter((chunk) => !['IHDR', 'IDAT', 'IEND', 'sRGB'].includes(chunk))).toEqual([])
    const picture = await loadImage(bytes)
    expect([picture.width, picture.height]).toEqual([CAMERA_SIZE.width, CAMERA_SIZE.height])
    const after = createCanvas(picture.width, picture.height)
    after.getContext('2d').drawImage(picture, 0, 0)

    const [face] = await independentFaces(frame)
    if (face === undefined) throw new Error('the stock library finds no face in the frame')
    const ink = inkBetween(
      frame,
      after,
      { left: 0, top: 0, right: picture.width, bottom: picture.height },
      60,
    )
    if (ink === null) throw new Error('nothing was drawn')
    const eyes = { x: (face.leftEye.x + face.rightEye.x) / 2, y: (face.leftEye.y + face.rightEye.y) / 2 }
    const error = Math.hypot(ink.centre.x - eyes.x, ink.centre.y - eyes.y) / face.eyeDistance
    expect(error, `glasses at ${JSON.stringify(ink)}, eyes at ${JSON.stringify(eyes)}`).toBeLessThan(0.15)
    // Over the temples, but not over the ears: see the proportions in docs.
    expect((ink.right - ink.left) / face.eyeDistance).toBeGreaterThan(1.8)
    expect((ink.right - ink.left) / face.eyeDistance).toBeLessThan(2.7)
  })

  test('killing vision never stops the picture, is said aloud, and heals by itself', async () => {
    const { page, app } = kazari
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await waitForFaces(page, 1)
    const before = await visionPids(app)
    expect(before).toHaveLength(1)
    process.kill(before[0] ?? 0, 'SIGKILL')
    await expect(page.getByText('Finding faces again…').first()).toBeVisible()
    const time = () =>
      page
        .locator('video')
        .first()
        .evaluate((video: HTMLVideoElement) => video.currentTime)
    const at = await time()
    await expect.poll(time).toBeGreaterThan(at)
    await waitForFaces(page, 1)
    const after = await visionPids(app)
    expect(after).toHaveLength(1)
    expect(after[0]).not.toBe(before[0])
  })

  test('withdrawing in Settings stops the camera and ends vision', async () => {
    const { page, app } = kazari
    await goTo(page, 'Settings')
    await goTo(page, 'Privacy')
    await keepScreen(page, 'settings-privacy', 'en')
    await page.getByRole('button', { name: /Take it back|Withdraw/ }).click()
    await expect.poll(() => visionPids(app)).toEqual([])
    await goTo(page, 'Live')
    await expect(page.getByText('Faces are not read')).toBeVisible()
    const tracks = await page
      .locator('video')
      .evaluateAll((videos) =>
        videos.flatMap(
          (video) =>
            ((video as HTMLVideoElement).srcObject as MediaStream | null)
              ?.getVideoTracks()
              .map((track) => track.readyState) ?? [],
        ),
      )
    expect(tracks.filter((state) => state === 'live')).toEqual([])
  })

  test('the page reported no error in all this', () => {
    expect(kazari.errors).toEqual([])
  })
})
