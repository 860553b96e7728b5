import { expect, type Page } from '@playwright/test'

export interface DroppedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** One picture that the app's own code gave to the browser's decoder, and what came back. */
export interface Decoding {
  readonly encodedBytes: number
  /** Null where the decoder gave up. */
  readonly size: { readonly width: number; readonly height: number } | null
}

interface Watched {
  kazariDecodings?: Decoding[]
  kazariUnfinished?: number
}

/** Notes every picture that the page decodes. The app goes on calling the browser's own decoder. */
export async function watchDecoding(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = globalThis as Watched
    watched.kazariDecodings = []
    watched.kazariUnfinished = 0
    const decode = globalThis.createImageBitmap.bind(globalThis) as (
      source: ImageBitmapSource,
      options?: ImageBitmapOptions,
    ) => Promise<ImageBitmap>
    const noting = async (source: ImageBitmapSource, options?: ImageBitmapOptions) => {
      if (!(source instanceof Blob)) return decode(source, options)
      const note = (size: Decoding['size']) => {
        watched.kazariDecodings?.push({ encodedBytes: source.size, size })
        watched.kazariUnfinished = (watched.kazariUnfinished ?? 1) - 1
      }
      watched.kazariUnfinished = (watched.kazariUnfinished ?? 0) + 1
      try {
        const bitmap = await decode(source, options)
        note({ width: bitmap.width, height: bitmap.height })
        return bitmap
      } catch (error) {
        note(null)
        throw error
      }
    }
    globalThis.createImageBitmap = noting as typeof createImageBitmap
  })
}

/** What was decoded since it was asked last. */
export const takeDecodings = (page: Page): Promise<readonly Decoding[]> =>
  page.evaluate(() => (globalThis as Watched).kazariDecodings?.splice(0) ?? [])

/** Drops files on the window, as a person would: from here on it is the app's own way of opening pictures. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }))
  await page.evaluate(async (list) => {
    const carried = new DataTransfer()
    for (const { name, base64 } of list) {
      const bytes = await (await fetch(`data:application/octet-stream;base64,${base64}`)).arrayBuffer()
      carried.items.add(new File([bytes], name))
    }
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }))
  }, given)
}

const film = (page: Page) => page.getByRole('group', { name: 'Open photos' })

/** What the filmstrip says of the pictures that were given since it was emptied. */
export async function fates(
  page: Page,
): Promise<{ readonly open: readonly string[]; readonly refused: readonly string[] }> {
  const labels = (locator: ReturnType<Page['locator']>) =>
    locator.evaluateAll((found) => found.map((element) => element.getAttribute('aria-label') ?? ''))
  return {
    open: (await labels(film(page).getByRole('button', { name: /^Close / }))).map((label) => label.slice(6)),
    refused: await labels(film(page).getByRole('img')),
  }
}

/** Waits until each of so many pictures is open and decoded, or refused. */
export async function settled(page: Page, count: number, timeout = 90_000): Promise<void> {
  await expect(async () => {
    const { open, refused } = await fates(page)
    expect(open.length + refused.length).toBe(count)
    const { small, unfinished } = await page.evaluate(() => ({
      small: document.querySelectorAll('[aria-label="Open photos"] canvas').length,
      unfinished: (globalThis as Watched).kazariUnfinished ?? 0,
    }))
    expect({ small, unfinished }).toEqual({ small: open.length, unfinished: 0 })
  }).toPass({ timeout, intervals: [50, 100, 200] })
}
