import { createCanvas, loadImage } from '@napi-rs/canvas'
import { execFileSync } from 'node:child_process'

/** What the virtual display shows. */
export interface DisplayPicture {
  readonly png: Buffer
  /** Pixels within `tolerance` of a colour, in a part of the display. */
  count(colour: readonly [number, number, number], tolerance: number, part: Part): number
}

export interface Part {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Takes the picture from outside, as a person sees it: no driver is inside a package for people. */
export async function displayPicture(): Promise<DisplayPicture> {
  const display = process.env.DISPLAY ?? ''
  const png = execFileSync(
    'ffmpeg',
    [
      ...['-loglevel', 'error', '-f', 'x11grab', '-draw_mouse', '0', '-i', display],
      ...['-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', '-'],
    ],
    { maxBuffer: 1 << 26 },
  )
  const image = await loadImage(png)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return {
    png,
    count(colour, tolerance, { x, y, width, height }) {
      const { data } = context.getImageData(x, y, width, height)
      let found = 0
      for (let at = 0; at < data.length; at += 4) {
        const near = colour.every(
          (value, channel) => Math.abs((data[at + channel] ?? 0) - value) <= tolerance,
        )
        if (near) found += 1
      }
      return found
    },
  }
}

/** Presses keys as a keyboard does. */
export function press(...keys: readonly string[]): void {
  for (const key of keys) execFileSync('xdotool', ['key', '--delay', '60', key])
}

/** Position and size of the one window of that name, or null while there is none that is shown. */
export function findWindow(name: string): (Part & { readonly id: string }) | null {
  try {
    const [id] = execFileSync('xdotool', ['search', '--onlyvisible', '--name', name])
      .toString()
      .trim()
      .split('\n')
    if (id === undefined) return null
    const words = execFileSync('xdotool', ['getwindowgeometry', '--shell', id]).toString()
    const number = (key: string) => Number(new RegExp(`^${key}=(-?\\d+)$`, 'm').exec(words)?.[1])
    return { id, x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') }
  } catch {
    return null
  }
}

export const focusWindow = (id: string): void => void execFileSync('xdotool', ['windowfocus', '--sync', id])
