import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeCameraClip } from '../../support/cameraClip'
import { independentFaces } from '../../support/independentFaces'
import { decodePhoto, samplePhoto } from '../../support/samplePhotos'

export const CAMERA_SIZE = { width: 640, height: 480 } as const

/** A 640×480 picture around one face of a sample photo, the face being `eyeDistance` pixels between the eyes. */
export async function portraitFrame(
  photo: 1 | 2 | 3 | 4 | 5 | 6,
  face: number,
  eyeDistance: number,
): Promise<Canvas> {
  const picture = await decodePhoto(samplePhoto(photo))
  const found = (await independentFaces(picture))[face]
  if (found === undefined) throw new Error(`sample ${photo} has no face ${face}`)
  const scale = eyeDistance / found.eyeDistance
  const canvas = createCanvas(CAMERA_SIZE.width, CAMERA_SIZE.height)
  const eyes = { x: (found.leftEye.x + found.rightEye.x) / 2, y: (found.leftEye.y + found.rightEye.y) / 2 }
  const context = canvas.getContext('2d')
  context.translate(CAMERA_SIZE.width / 2, CAMERA_SIZE.height * 0.45)
  context.scale(scale, scale)
  context.drawImage(picture, -eyes.x, -eyes.y)
  return canvas
}

/** A camera that shows these pictures for ever. */
export function cameraOf(frames: readonly Canvas[]): { clip: string } {
  const clip = join(mkdtempSync(join(tmpdir(), 'kazari-clip-')), 'camera.mjpeg')
  writeCameraClip(clip, frames)
  return { clip }
}

/** A camera that shows one unmoving picture. */
export const stillCamera = (frame: Canvas): { clip: string } => cameraOf([frame, frame])

export async function agree(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Yes, start it' }).click()
}

/** The chip that says which engine runs and how many faces it sees. */
export const statusChip = (page: Page): Locator => page.getByRole('banner').getByRole('button').first()

/** Waits until the status chip counts this many faces. */
export async function waitForFaces(page: Page, count: number): Promise<void> {
  const words = count === 1 ? '1 face' : `${count} faces`
  await expect(page.getByRole('button', { name: new RegExp(`·${words}·`) })).toBeVisible({ timeout: 45_000 })
}

/** Presses a button of the rail or of a sidebar by its visible name. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name, exact: true }).click()
}

/** Ends a visit at a kiosk by the button of this name; gives the next visitor's page, which is another one. */
export async function finishVisit(app: ElectronApplication, page: Page, finish = 'Finish'): Promise<Page> {
  const opened = app.waitForEvent('window')
  await goTo(page, finish)
  const next = await opened
  await expect(next.locator('#root')).not.toBeEmpty({ timeout: 30_000 })
  return next
}
