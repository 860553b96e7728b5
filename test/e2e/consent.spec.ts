import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { samplePhoto } from '../support/samplePhotos'
import { chooseFiles, keepScreen, launchKazari, visionPids } from './support/app'
import { goTo, portraitFrame, stillCamera, waitForFaces } from './support/flows'

/** Counts every call of getUserMedia from the first line of the page on. */
async function countCameraCalls(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = globalThis as unknown as { cameraCalls: number }
    counted.cameraCalls = 0
    const devices = MediaDevices.prototype
    const original = Object.getOwnPropertyDescriptor(devices, 'getUserMedia')
      ?.value as MediaDevices['getUserMedia']
    devices.getUserMedia = function (this: MediaDevices, constraints) {
      counted.cameraCalls++
      return original.call(this, constraints)
    }
  })
  await page.reload()
  await expect(page.locator('#root')).not.toBeEmpty()
  return () => page.evaluate(() => (globalThis as unknown as { cameraCalls: number }).cameraCalls)
}

test('"No" means that the camera is never asked for, and stickers still go on photos by hand', async () => {
  const kazari = await launchKazari({ camera: stillCamera(await portraitFrame(1, 0, 90)) })
  const { page, app } = kazari
  const cameraCalls = await countCameraCalls(page)
  const notice = page.getByRole('alertdialog', { name: 'Before the camera starts' })
  await expect(notice).toBeVisible()
  await keepScreen(page, 'consent', 'en')

  const no = notice.getByRole('button', { name: 'No, leave it off' })
  const yes = notice.getByRole('button', { name: 'Yes, start it' })
  const [noBox, yesBox] = [await no.boundingBox(), await yes.boundingBox()]
  expect([noBox?.width, noBox?.height]).toEqual([yesBox?.width, yesBox?.height])
  const look = (button: typeof no) =>
    button.evaluate((element) => {
      const { color, backgroundColor, backgroundImage, borderColor, fontWeight, fontSize } =
        getComputedStyle(element)
      return {
        color,
        backgroundColor,
        backgroundImage,
        borderColor,
        fontWeight,
        fontSize,
        focused: element === document.activeElement,
      }
    })
  expect(await look(no)).toEqual(await look(yes))
  expect((await look(no)).focused).toBe(false)

  await no.click()
  await expect(page.getByText('Faces are not read').first()).toBeVisible()
  await keepScreen(page, 'live-refused', 'en')
  await page.waitForTimeout(1000)
  expect(await cameraCalls()).toBe(0)
  expect(await visionPids(app)).toEqual([])

  // The camera stays closed even to a page that asks for it past the screens.
  const forced = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'opened',
      (error: Error) => error.name,
    ),
  )
  expect(forced).toBe('NotAllowedError')

  await goTo(page, 'Photos')
  await chooseFiles(app, [samplePhoto(1)])
  await page.getByRole('button', { name: 'Open photos' }).first().click()
  await expect(page.getByText('sample1.jpg').first()).toBeVisible()
  await page.getByRole('option', { name: /Crown/ }).first().click()
  await keepScreen(page, 'photos-by-hand', 'en')
  await expect(page.getByRole('list', { name: /Layers/ })).toContainText('Crown')
  expect(await visionPids(app)).toEqual([])
  expect(await cameraCalls()).toBe(1)
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('the answer is kept sealed under a passphrase, and asked for again only when it cannot be read', async () => {
  const records = mkdtempSync(join(tmpdir(), 'kazari-records-'))
  const camera = stillCamera(await portraitFrame(1, 0, 90))
  const first = await launchKazari({ camera, records })
  await first.page.getByRole('button', { name: 'Yes, start it' }).click()
  await waitForFaces(first.page, 1)
  const call = (page: Page, name: string, argument: object) =>
    page.evaluate(
      ([callName, callArgument]) =>
        (
          globalThis as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
        ).kazari.call(callName, callArgument),
      [name, argument] as const,
    )
  expect(await call(first.page, 'records:protect', { passphrase: 'correct horse battery' })).toMatchObject({
    ok: true,
    value: { storage: 'passphrase' },
  })
  await first.close()

  const text = readdirSync(records, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
  expect(text).not.toContain('face-decoration')

  const second = await launchKazari({ camera, records })
  expect(await call(second.page, 'consent:read', {})).toMatchObject({
    ok: true,
    value: { allowed: false, storage: 'locked' },
  })
  expect(await call(second.page, 'records:unlock', { passphrase: 'wrong' })).toMatchObject({
    ok: false,
    error: { code: 'records-locked' },
  })
  expect(await call(second.page, 'records:unlock', { passphrase: 'correct horse battery' })).toMatchObject({
    ok: true,
    value: { allowed: true, state: 'given' },
  })
  await second.close()
  rmSync(records, { recursive: true, force: true })
})
