import { clipboard } from 'electron'

/** Clipboard of the registry runtime (Electron 33): one picture, read at once. */
interface PictureClipboard {
  readImage(): { isEmpty(): boolean; toPNG(): Uint8Array }
}

/** Clipboard of current Electron, after the W3C's: items with types. */
interface ItemClipboard {
  read(): Promise<readonly { readonly types: readonly string[]; getType(type: string): Promise<unknown> }[]>
}

/** The picture on the clipboard as PNG, or null when there is none. Works on both runtimes. */
export async function clipboardPng(): Promise<Uint8Array<ArrayBuffer> | null> {
  const either: unknown = clipboard
  if (hasPictures(either)) {
    const picture = either.readImage()
    return picture.isEmpty() ? null : new Uint8Array(picture.toPNG())
  }
  for (const item of await (either as ItemClipboard).read()) {
    if (!item.types.includes('image/png')) continue
    const blob = await item.getType('image/png')
    if (blob instanceof Blob) return new Uint8Array(await blob.arrayBuffer())
  }
  return null
}

const hasPictures = (value: unknown): value is PictureClipboard =>
  typeof (value as Partial<PictureClipboard>).readImage === 'function'

/** Name of a pasted picture. */
export const pastedName = (language: 'ja' | 'en'): string =>
  language === 'ja' ? '貼り付けた写真.png' : 'Pasted picture.png'
