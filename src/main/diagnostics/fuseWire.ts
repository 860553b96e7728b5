import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FUSE_SENTINEL, LONGEST_WIRE, readFuseWire, type FuseWire } from '../../domain/diagnostics/fuseCheck'

const CHUNK_BYTES = 1024 * 1024

/** The file that holds the wire: the executable, and on macOS the framework beside it. */
export const fuseFile = (executable: string, platform: NodeJS.Platform): string =>
  platform === 'darwin'
    ? join(dirname(executable), '../Frameworks/Electron Framework.framework/Electron Framework')
    : executable

/** Reads the fuse wire out of a running program's own file, a piece at a time: the file has some 180 MB. */
export async function findFuseWire(path: string): Promise<FuseWire> {
  const sentinel = Buffer.from(FUSE_SENTINEL, 'latin1')
  const overlap = sentinel.byteLength + 2 + LONGEST_WIRE
  try {
    const file = await open(path, 'r')
    try {
      const buffer = Buffer.alloc(overlap + CHUNK_BYTES)
      let kept = 0
      for (;;) {
        const { bytesRead } = await file.read(buffer, kept, CHUNK_BYTES, null)
        const piece = buffer.subarray(0, kept + bytesRead)
        const at = piece.indexOf(sentinel)
        // A wire that the end of the piece cuts off is whole in the next one.
        if (at >= 0 && (at + overlap <= piece.byteLength || bytesRead === 0))
          return readFuseWire(piece.subarray(at + sentinel.byteLength))
        if (bytesRead === 0) return { kind: 'missing' }
        const rest = Buffer.from(piece.subarray(Math.max(0, piece.byteLength - overlap)))
        rest.copy(buffer)
        kept = rest.byteLength
      }
    } finally {
      await file.close()
    }
  } catch {
    return { kind: 'unreadable' }
  }
}
