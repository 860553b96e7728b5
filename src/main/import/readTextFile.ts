import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { err, ok, type Result } from '../../domain/result'

export type TextFileFault = 'unreadable' | 'too-large' | 'not-text'

/** Reads a file that somebody chose, as UTF-8; no more than one byte over the limit is ever read. */
export async function readTextFile(path: string, limitBytes: number): Promise<Result<string, TextFileFault>> {
  const bytes = new Uint8Array(limitBytes + 1)
  let length = 0
  try {
    // Without waiting: a pipe that nobody writes to would hold the app up for ever.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!(await file.stat()).isFile()) return err('unreadable')
      while (length < bytes.byteLength) {
        const { bytesRead } = await file.read(bytes, length, bytes.byteLength - length, length)
        if (bytesRead === 0) break
        length += bytesRead
      }
    } finally {
      await file.close()
    }
  } catch {
    return err('unreadable')
  }
  if (length > limitBytes) return err('too-large')
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length)))
  } catch {
    return err('not-text')
  }
}
