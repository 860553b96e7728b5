import { open, readFile } from 'node:fs/promises'

/** How much is searched at once, and how much more can be seen behind it: nothing longer is found across an edge. */
export const CORE_BYTES = 16 * 1024 * 1024
export const AHEAD_BYTES = 8 * 1024 * 1024
const READ_BYTES = 4 * 1024 * 1024
const ZERO_PAGE = 64 * 1024
const zeros = Buffer.alloc(ZERO_PAGE)

/** Reads a file or a raw image from its start to its end. */
export async function* fileReader(path) {
  const file = await open(path, 'r')
  try {
    for (let offset = 0; ;) {
      const bytes = Buffer.allocUnsafeSlow(READ_BYTES)
      const { bytesRead } = await file.read(bytes, 0, READ_BYTES, offset)
      if (bytesRead === 0) return
      yield { offset, bytes: bytes.subarray(0, bytesRead) }
      offset += bytesRead
    }
  } finally {
    await file.close()
  }
}

/**
 * Joins what a reader gives into windows that overlap: { offset, bytes, core }, where only what begins in the first
 * `core` bytes belongs to the window. A gap between two offsets ends a window. Its memory is used again for the next.
 */
export async function* windowsOf(reader) {
  const buffer = Buffer.allocUnsafeSlow(CORE_BYTES + AHEAD_BYTES + READ_BYTES)
  let filled = 0
  let start = 0
  const take = (core) => {
    const bytes = new Uint8Array(buffer.buffer, 0, filled)
    return { offset: start, bytes, core }
  }
  const drop = (core) => {
    buffer.copyWithin(0, core, filled)
    filled -= core
    start += core
  }
  for await (const part of reader) {
    for (let at = 0; at < part.bytes.length;) {
      const offset = part.offset + at
      if (filled > 0 && offset !== start + filled) {
        yield take(filled)
        drop(filled)
      }
      if (filled === 0) start = offset
      const count = Math.min(part.bytes.length - at, buffer.length - filled)
      buffer.set(part.bytes.subarray(at, at + count), filled)
      filled += count
      at += count
      while (filled >= CORE_BYTES + AHEAD_BYTES) {
        yield take(CORE_BYTES)
        drop(CORE_BYTES)
      }
    }
  }
  if (filled > 0) yield take(filled)
}

/** The parts of a window's core that hold anything but zeros, in steps of 64 KB. */
export function filledRanges(bytes, core) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const ranges = []
  for (let at = 0; at < core; at += ZERO_PAGE) {
    const end = Math.min(at + ZERO_PAGE, core)
    if (buffer.compare(zeros, 0, end - at, at, end) === 0) continue
    const last = ranges.at(-1)
    if (last?.to === at) last.to = end
    else ranges.push({ from: at, to: end })
  }
  return ranges
}

/** Which mappings can hold what a process made: no file behind them, or one in memory, or a private copy of one. */
function holdsOwnData({ permissions, path, inode }) {
  if (!permissions.startsWith('r') || /^\[(vvar|vsyscall|vdso)/.test(path)) return false
  const inMemory = /^(\/dev\/shm\/|\/run\/|\/memfd:|\/SYSV|\/dev\/zero)/.test(path)
  return inode === '0' || inMemory || /\(deleted\)$/.test(path) || permissions.startsWith('rw')
}

/**
 * A reader over the memory of a process that it can have filled itself: anonymous and shared mappings, files in
 * memory, private copies. The result also counts `regions`, `bytes` and `unreadable` once it was read.
 */
export async function memoryRegions(pid) {
  const maps = await readFile(`/proc/${pid}/maps`, 'latin1')
  const regions = maps
    .split('\n')
    .map((line) => /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ (\d+)\s*(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, from, to, permissions, inode, path]) => ({
      from: parseInt(from, 16),
      to: parseInt(to, 16),
      permissions,
      inode,
      path,
    }))
    .filter(holdsOwnData)
  const counts = { regions: regions.length, bytes: 0, unreadable: 0 }
  async function* read() {
    const memory = await open(`/proc/${pid}/mem`, 'r')
    try {
      for (const { from, to } of regions) {
        for (let offset = from; offset < to;) {
          const bytes = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, to - offset))
          const bytesRead = await readAt(memory, bytes, offset)
          if (bytesRead === 0) {
            counts.unreadable += 1
            break
          }
          counts.bytes += bytesRead
          yield { offset, bytes: bytes.subarray(0, bytesRead) }
          offset += bytesRead
        }
      }
    } finally {
      await memory.close()
    }
  }
  return Object.assign(read(), { counts })
}

/** Bytes read at a place of a process's memory; 0 where the kernel does not give any. */
async function readAt(memory, bytes, offset) {
  try {
    return (await memory.read(bytes, 0, bytes.length, offset)).bytesRead
  } catch (error) {
    if (error.code === 'EIO' || error.code === 'EFAULT' || error.code === 'ENXIO') return 0
    throw error
  }
}
