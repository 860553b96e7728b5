import { clipboard } from 'electron'

/** Puts plain text on the clipboard. Current Electron answers with a promise, the registry runtime at once. */
export async function copyText(text: string): Promise<void> {
  await Promise.resolve(clipboard.writeText(text))
}
