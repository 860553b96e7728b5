import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseFiles, keepScreen, launchKazari, root, type Kazari } from './support/app'
import { goTo, portraitFrame, stillCamera } from './support/flows'

type Language = 'ja' | 'en'
type Trouble = 'NotReadableError' | 'NotAllowedError' | 'pulled out' | null

interface Environment {
  cameraTrouble: Trouble
}

interface ClipboardModules {
  readonly clipboard: { writeImage(image: unknown): void }
  readonly nativeImage: { createFromPath(path: string): unknown }
}

const portrait = join(root, 'resources/demo/portrait.jpg')
const backdrop = join(root, 'resources/demo/backdrop.jpg')

function textOf(language: Language): (path: string) => string {
  const all = JSON.parse(readFileSync(join(root, `src/renderer/i18n/${language}.json`), 'utf8')) as object
  return (path) => {
    const text = path
      .split('.')
      .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], all)
    if (typeof text !== 'string') throw new Error(`no text ${path} in ${language}`)
    return text
  }
}

const giveOf = (language: Language) =>
  (
    JSON.parse(readFileSync(join(root, `resources/policy/2021-01-01/${language}.json`), 'utf8')) as {
      notice: { give: string }
    }
  ).notice.give

/** What the operating system would do to the camera: the page's own code runs unchanged behind it. */
async function troubleCamera(page: Page): Promise<(trouble: Trouble) => Promise<void>> {
  await page.addInitScript(() => {
    const environment = globalThis as unknown as Environment
    environment.cameraTrouble = null
    const devices = navigator.mediaDevices
    const getUserMedia = devices.getUserMedia.bind(devices)
    const enumerateDevices = devices.enumerateDevices.bind(devices)
    devices.getUserMedia = (constraints) => {
      const { cameraTrouble } = environment
      return cameraTrouble === null || cameraTrouble === 'pulled out'
        ? getUserMedia(constraints)
        : Promise.reject(new DOMException('', cameraTrouble))
    }
    devices.enumerateDevices = () =>
      environment.cameraTrouble === 'pulled out' ? Promise.resolve([]) : enumerateDevices()
  })
  await page.reload()
  await expect(page.locator('#root')).not.toBeEmpty()
  return (trouble) =>
    page.evaluate((next) => {
      ;(globalThis as unknown as Environment).cameraTrouble = next
    }, trouble)
}

const isPlaying = (page: Page) =>
  expect
    .poll(() =>
      page
        .locator('video')
        .evaluateAll((videos) => videos.map((video) => (video as HTMLVideoElement).readyState)),
    )
    .toEqual([4])

for (const language of ['ja', 'en'] as const) {
  const say = textOf(language)

  test(`a camera that is busy, denied, or pulled out and plugged in again, in ${language}`, async () => {
    const kazari = await launchKazari({ camera: stillCamera(await portraitFrame(1, 0, 90)), language })
    const { page } = kazari
    const setTrouble = await troubleCamera(page)
    const heading = (key: string) => page.getByRole('heading', { name: say(key) })
    const again = () => page.getByRole('button', { name: say('live.lookAgain') }).click()

    await setTrouble('NotReadableError')
    await page.getByRole('button', { name: giveOf(language) }).click()
    await expect(heading('camera.busy')).toBeVisible()
    await keepScreen(page, 'camera-busy', language)

    await setTrouble('NotAllowedError')
    await again()
    await expect(heading('camera.denied')).toBeVisible()
    await keepScreen(page, 'camera-denied', language)

    await setTrouble(null)
    await again()
    await isPlaying(page)

    await setTrouble('pulled out')
    await page.locator('video').evaluate((video: HTMLVideoElement) => {
      for (const track of (video.srcObject as MediaStream).getVideoTracks()) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    })
    await expect(heading('camera.lost')).toBeVisible()
    await keepScreen(page, 'camera-lost', language)

    // Nobody presses anything: the camera is there again.
    await setTrouble(null)
    await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')))
    await isPlaying(page)
    expect(kazari.errors).toEqual([])
    await kazari.close()
  })

  test(`pictures dropped, pasted, and one without a face, in ${language}`, async () => {
    const kazari = await launchKazari({ camera: 'none', language })
    const { page, app } = kazari
    await page.getByRole('button', { name: giveOf(language) }).click()
    const films = page
      .getByRole('group', { name: say('photos.filmstrip') })
      .getByRole('button', { name: /1/ })

    const file = readFileSync(portrait).toString('base64')
    const drag = (kind: 'dragover' | 'drop') =>
      page.evaluate(
        ([type, base64]) => {
          const dataTransfer = new DataTransfer()
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
          dataTransfer.items.add(new File([bytes], 'dropped.jpg', { type: 'image/jpeg' }))
          window.dispatchEvent(new DragEvent(type, { dataTransfer, cancelable: true }))
        },
        [kind, file] as const,
      )
    await drag('dragover')
    await expect(page.getByText(say('photos.dropHere'))).toBeVisible()
    await keepScreen(page, 'drop', language)
    await drag('drop')
    await expect(page.getByRole('heading', { name: 'dropped.jpg' })).toBeVisible()
    await expect(films).toHaveCount(1, { timeout: 60_000 })

    await app.evaluate((electron, path) => {
      // Playwright's own idea of the module knows no clipboard.
      const { clipboard, nativeImage } = electron as unknown as ClipboardModules
      clipboard.writeImage(nativeImage.createFromPath(path))
    }, portrait)
    await page.keyboard.press('Control+V')
    await expect(films).toHaveCount(2, { timeout: 60_000 })
    await page.getByRole('option').nth(3).click()
    await page.waitForTimeout(900)
    await keepScreen(page, 'pasted', language)

    await chooseFiles(app, [backdrop])
    await page.getByRole('button', { name: say('photos.add'), exact: true }).click()
    await expect(page.getByText(say('editor.noFaceTitle'))).toBeVisible({ timeout: 60_000 })
    await keepScreen(page, 'no-face', language)

    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700))
    await page.getByRole('option').nth(5).click()
    await page.waitForTimeout(500)
    await keepScreen(page, 'editor-small', language)
    await goTo(page, say('screen.live'))
    await page.waitForTimeout(500)
    await keepScreen(page, 'live-small', language)
    expect(kazari.errors).toEqual([])
    await kazari.close()
  })

  test(`sealed records are opened with their passphrase before anything is asked, in ${language}`, async () => {
    const records = mkdtempSync(join(tmpdir(), 'kazari-sealed-'))
    const passphrase = 'correct horse battery'
    const camera = stillCamera(await portraitFrame(1, 0, 90))
    const start = (): Promise<Kazari> => launchKazari({ camera, records, language })

    const first = await start()
    await first.page.getByRole('button', { name: giveOf(language) }).click()
    await goTo(first.page, say('screen.settings'))
    await goTo(first.page, say('settings.privacy'))
    await first.page.getByLabel(say('privacy.passphrase')).fill(passphrase)
    await first.page.getByRole('button', { name: say('privacy.protect') }).click()
    await expect(first.page.getByText(say('privacy.protected'), { exact: true })).toBeVisible()
    await first.close()

    const second = await start()
    const { page } = second
    const dialog = page.getByRole('dialog', { name: say('privacy.unlockTitle') })
    await expect(dialog).toBeVisible()
    await dialog.getByLabel(say('privacy.passphrase')).fill('wrong')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toHaveText(say('privacy.passphraseWrong'))
    await keepScreen(page, 'unlock', language)
    await dialog.getByLabel(say('privacy.passphrase')).fill(passphrase)
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await isPlaying(page)
    expect(second.errors).toEqual([])
    await second.close()
    rmSync(records, { recursive: true, force: true })
  })
}
