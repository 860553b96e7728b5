import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { IMPORT_BATCH_LIMIT, IMPORT_LIMITS } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { admitPicture, tooLarge, type ImportReply } from './admitPictures'
import { shownName } from './fileName'

/** Most bytes handed over at once: they are held by main and by the page for a moment. */
const TOTAL_LIMIT_BYTES = 400 * 1024 * 1024

export interface PictureSourceParts {
  /** Paths a person chose, or null when they changed their mind. */
  readonly choose: () => Promise<readonly string[] | null>
  /** PNG bytes of the clipboard's picture, or null. */
  readonly clipboardPng: () => Promise<Uint8Array<ArrayBuffer> | null>
  /** Name for a pasted picture. */
  readonly pastedName: () => string
}

export interface PictureSources {
  open(): Promise<Result<ImportReply, WireError>>
  paste(): Promise<ImportReply>
}

/** Reads a file that somebody chose, never more than the limit of it. Errors: file-unreadable, image-too-large. */
export async function readPictureFile(path: string): Promise<Result<Uint8Array<ArrayBuffer>, WireError>> {
  const name = shownName(basename(path))
  try {
    // Without waiting: opening a pipe that nobody writes to would last for ever.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const found = await file.stat()
      // A device or a pipe has no end.
      if (!found.isFile()) return err({ code: 'file-unreadable', params: { name } })
      if (found.size > IMPORT_LIMITS.bytes) return err(tooLarge(name))
      const bytes = new Uint8Array(found.size)
      let done = 0
      while (done < bytes.byteLength) {
        const { bytesRead } = await file.read(bytes, done, bytes.byteLength - done, done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return ok(bytes.subarray(0, done))
    } finally {
      await file.close()
    }
  } catch {
    return err({ code: 'file-unreadable', params: { name } })
  }
}

/** Pictures from the open dialog and from the clipboard. Dropped files come as bytes and go straight to `admitPictures`. */
export function createPictureSources(parts: PictureSourceParts): PictureSources {
  return {
    async open() {
      const paths = await parts.choose()
      if (paths === null) return err({ code: 'cancelled' })
      const reply: ImportReply = { admitted: [], refused: [] }
      let total = 0
      for (const [index, path] of paths.entries()) {
        const name = shownName(basename(path))
        if (index >= IMPORT_BATCH_LIMIT || total >= TOTAL_LIMIT_BYTES) {
          reply.refused.push({
            name,
            error: { code: 'too-many-pictures', params: { name, limit: IMPORT_BATCH_LIMIT } },
          })
          continue
        }
        const bytes = await readPictureFile(path)
        const picture = bytes.ok ? admitPicture({ name, bytes: bytes.value }) : bytes
        if (picture.ok) reply.admitted.push(picture.value)
        else reply.refused.push({ name, error: picture.error })
        if (bytes.ok) total += bytes.value.byteLength
      }
      return ok(reply)
    },
    async paste() {
      const bytes = await parts.clipboardPng()
      if (!bytes) return { admitted: [], refused: [] }
      const name = parts.pastedName()
      const picture = admitPicture({ name, bytes })
      return picture.ok
        ? { admitted: [picture.value], refused: [] }
        : { admitted: [], refused: [{ name, error: picture.error }] }
    },
  }
}
