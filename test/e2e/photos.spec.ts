import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jpegMarkers, pngChunks, withExif } from '../support/fileParts'
import { independentFaces, type IndependentFace } from '../support/independentFaces'
import { inkBetween } from '../support/ink'
import { decodePhoto, samplePhoto } from '../support/samplePhotos'
import { chooseFiles, chooseSavePath, keepScreen, launchKazari, type Kazari } from './support/app'
import { agree, goTo } from './support/flows'

const folder = mkdtempSync(join(tmpdir(), 'kazari-photos-'))

async function openPhotos(kazari: Kazari, files: readonly string[]): Promise<void> {
  await chooseFiles(kazari.app, files)
  await kazari.page
    .getByRole('button', { name: /^(Open photos|Add)$/ })
    .first()
    .click()
}

async function exportTo(kazari: Kazari, file: string, format: 'PNG' | 'JPEG'): Promise<Buffer> {
  const { page, app } = kazari
  await chooseSavePath(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByRole('radio', { name: new RegExp(`^${format}`) }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0, { timeout: 30_000 })
  return readFileSync(file)
}

async function decoded(bytes: Buffer): Promise<Canvas> {
  const image = await loadImage(bytes)
  const canvas = createCanvas(image.width, image.height)
  canvas.getContext('2d').drawImage(image, 0, 0)
  return canvas
}

/** Waits until the filmstrip counts this many people on this picture. */
const waitForPeople = (page: Page, name: string, count: number) =>
  expect(page.getByRole('button', { name: `${name} ${count} people` })).toBeVisible({ timeout: 60_000 })

/** Distance of the ink's centre from the middle of the eyes, in eye distances. */
function glassesError(before: Canvas, after: Canvas, face: IndependentFace): number {
  const eyes = { x: (face.leftEye.x + face.rightEye.x) / 2, y: (face.leftEye.y + face.rightEye.y) / 2 }
  const reach = face.eyeDistance * 1.7
  const region = { left: eyes.x - reach, right: eyes.x + reach, top: eyes.y - reach, bottom: eyes.y + reach }
  const ink = inkBetween(before, after, region, 24)
  return ink === null ? Infinity : Math.hypot(ink.centre.x - eyes.x, ink.centre.y - eyes.y) / face.eyeDistance
}

// One story on one window: a step builds on the one before.
test.describe.configure({ mode: 'serial' })

test.describe('photos', () => {
  let kazari: Kazari
  test.beforeAll(async () => {
    kazari = await launchKazari({ camera: 'none' })
    await agree(kazari.page)
    await goTo(kazari.page, 'Photos')
  })
  test.afterAll(() => kazari.close())

  test('everyone in a group photo wears the glasses on their own eyes, in a file of the source size without metadata', async () => {
    const { page } = kazari
    const source = await decodePhoto(samplePhoto(3))
    const faces = await independentFaces(source)
    await openPhotos(kazari, [samplePhoto(3)])
    await waitForPeople(page, 'sample3.jpg', faces.length)
    await page
      .getByRole('option', { name: /Round glasses/ })
      .first()
      .click()
    await keepScreen(page, 'editor', 'en')
    const bytes = await exportTo(kazari, join(folder, 'group.png'), 'PNG')
    expect(pngChunks(bytes).filter((chunk) => !['IHDR', 'IDAT', 'IEND', 'sRGB'].includes(chunk))).toEqual([])
    const after = await decoded(bytes)
    expect([after.width, after.height]).toEqual([source.width, source.height])
    for (const face of faces) expect(glassesError(source, after, face)).toBeLessThan(0.15)
  })

  test('undo takes them off again and redo puts them back', async () => {
    const { page } = kazari
    const layers = page.getByRole('list', { name: /Layers/ })
    await expect(layers).toContainText('Round glasses')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect(layers).not.toContainText('Round glasses')
    const bytes = await exportTo(kazari, join(folder, 'undone.png'), 'PNG')
    const source = await decodePhoto(samplePhoto(3))
    expect(
      inkBetween(
        source,
        await decoded(bytes),
        { left: 0, top: 0, right: source.width, bottom: source.height },
        24,
      ),
    ).toBeNull()
    await page.getByRole('button', { name: 'Redo' }).first().click()
    await expect(layers).toContainText('Round glasses')
  })

  test('one person alone can be decorated', async () => {
    const { page } = kazari
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await page.getByRole('radio', { name: 'Person 2' }).click()
    await page
      .getByRole('option', { name: /Round glasses/ })
      .first()
      .click()
    const source = await decodePhoto(samplePhoto(3))
    const after = await decoded(await exportTo(kazari, join(folder, 'one.png'), 'PNG'))
    const errors = (await independentFaces(source)).map((face) => glassesError(source, after, face))
    expect(errors.filter((error) => error < 0.15)).toHaveLength(1)
    expect(errors[1]).toBeLessThan(0.15)
  })

  test('a hand drags a decoration, Delete takes it off', async () => {
    const { page } = kazari
    const source = await decodePhoto(samplePhoto(3))
    const face = (await independentFaces(source))[1]
    if (face === undefined) throw new Error('no second face')
    const zoomText = await page
      .getByText(/^\d+ %$/)
      .first()
      .innerText()
    const stage = await page.getByRole('img', { name: /sample3.jpg/ }).boundingBox()
    if (stage === null) throw new Error('no stage')
    const scale = Number.parseInt(zoomText, 10) / 100
    const eyes = { x: (face.leftEye.x + face.rightEye.x) / 2, y: (face.leftEye.y + face.rightEye.y) / 2 }
    const onScreen = {
      x: stage.x + stage.width / 2 + (eyes.x - source.width / 2) * scale,
      y: stage.y + stage.height / 2 + (eyes.y - source.height / 2) * scale,
    }
    await page.mouse.move(onScreen.x, onScreen.y)
    await page.mouse.down()
    await page.mouse.move(onScreen.x + 20, onScreen.y + 30, { steps: 5 })
    await page.mouse.move(onScreen.x + 40, onScreen.y + 60, { steps: 5 })
    await page.mouse.up()
    const after = await decoded(await exportTo(kazari, join(folder, 'dragged.png'), 'PNG'))
    const reach = face.eyeDistance * 2.5
    const region = {
      left: eyes.x - reach,
      right: eyes.x + reach,
      top: eyes.y - reach,
      bottom: eyes.y + reach,
    }
    const ink = inkBetween(source, after, region, 24)
    if (ink === null) throw new Error('nothing was drawn')
    // As far on the photo as the hand went on the screen.
    const moved = { x: (ink.centre.x - eyes.x) * scale, y: (ink.centre.y - eyes.y) * scale }
    expect(Math.hypot(moved.x - 40, moved.y - 60)).toBeLessThan(8)

    await page.keyboard.press('Delete')
    const layers = page.getByRole('list', { name: /Layers/ })
    await expect(layers).not.toContainText('Round glasses')
  })

  test('a turned photo is upright, and nothing of its metadata is in the file', async () => {
    const { page } = kazari
    // Stored lying on its side, with an EXIF orientation that puts it upright again.
    const upright = await decodePhoto(samplePhoto(1))
    const lying = createCanvas(upright.height, upright.width)
    const context = lying.getContext('2d')
    context.translate(0, upright.width)
    context.rotate(-Math.PI / 2)
    context.drawImage(upright, 0, 0)
    const file = join(folder, 'turned.jpg')
    writeFileSync(file, withExif(lying.toBuffer('image/jpeg', 95), 6, 'Kazari-secret-place'))
    await openPhotos(kazari, [file])
    const faces = await independentFaces(upright)
    await expect(page.getByText('turned.jpg').first()).toBeVisible()
    await waitForPeople(page, 'turned.jpg', faces.length)
    await page
      .getByRole('option', { name: /Round glasses/ })
      .first()
      .click()
    const bytes = await exportTo(kazari, join(folder, 'turned-out.jpg'), 'JPEG')
    expect(jpegMarkers(bytes).filter((marker) => marker >= 0xe1 && marker <= 0xef)).toEqual([])
    expect(bytes.includes('Kazari-secret-place')).toBe(false)
    const after = await decoded(bytes)
    expect([after.width, after.height]).toEqual([upright.width, upright.height])
    for (const face of faces) expect(glassesError(upright, after, face)).toBeLessThan(0.15)
  })

  test('damaged, lying and unsupported files each get a sentence; the good one of the batch opens', async () => {
    const { page } = kazari
    const good = readFileSync(samplePhoto(2))
    writeFileSync(join(folder, 'cut.jpg'), good.subarray(0, good.length / 2))
    writeFileSync(join(folder, 'drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    writeFileSync(join(folder, 'words.jpg'), 'these are words, not a picture')
    writeFileSync(join(folder, 'good.jpg'), good)
    await openPhotos(
      kazari,
      ['cut.jpg', 'drawing.svg', 'words.jpg', 'good.jpg'].map((name) => join(folder, name)),
    )
    for (const name of ['cut.jpg', 'drawing.svg', 'words.jpg'])
      await expect(page.getByText(name).first()).toBeVisible()
    await keepScreen(page, 'photos-refused', 'en')
    await expect(page.getByText('good.jpg').first()).toBeVisible()
  })

  test('a picture that cannot be saved stays in memory and can go elsewhere', async () => {
    const { page, app } = kazari
    await chooseSavePath(app, '/proc/nowhere/picture.png')
    await page.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export' })
    await dialog.getByRole('radio', { name: /^PNG/ }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('The picture is still here.').first()).toBeVisible({ timeout: 30_000 })
    await keepScreen(page, 'save-failed', 'en')
    const file = join(folder, 'elsewhere.png')
    await chooseSavePath(app, file)
    await page.getByRole('button', { name: 'Choose another place' }).first().click()
    await expect
      .poll(
        () => {
          try {
            return readFileSync(file).length
          } catch {
            return 0
          }
        },
        { timeout: 30_000 },
      )
      .toBeGreaterThan(1000)
  })

  test('the page reported no error in all this', () => {
    expect(kazari.errors).toEqual([])
  })
})
