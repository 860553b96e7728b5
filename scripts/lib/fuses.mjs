import { open } from 'node:fs/promises'

// Electron's executable carries its fuses behind this sentinel: a version byte, a count byte, then one ASCII digit each.
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const CHUNK = 8 * 1024 * 1024

/** Byte offset of the fuse digits in an Electron executable, and how many there are; throws when there are none. */
async function findWire(file) {
  const buffer = Buffer.alloc(CHUNK + 64)
  for (let at = 0; ; at += CHUNK) {
    // Chunks overlap by more than the sentinel and its two bytes, so that none is cut in half.
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
    const found = buffer.subarray(0, bytesRead).indexOf(SENTINEL)
    if (found >= 0 && found + SENTINEL.length + 2 <= bytesRead) {
      return { offset: at + found + SENTINEL.length + 2, count: buffer[found + SENTINEL.length + 1] }
    }
    if (bytesRead < buffer.length) throw new Error('the executable has no fuses: it is not Electron')
  }
}

/** The fuse digits of an Electron executable, such as "10110001". */
export async function readFuses(executable) {
  const file = await open(executable, 'r')
  try {
    const { offset, count } = await findWire(file)
    const digits = Buffer.alloc(count)
    await file.read(digits, 0, count, offset)
    return digits.toString('latin1')
  } finally {
    await file.close()
  }
}

/** Sets the fuse digits of an Electron executable; their number must be the executable's own. */
export async function writeFuses(executable, digits) {
  const file = await open(executable, 'r+')
  try {
    const { offset, count } = await findWire(file)
    if (count !== digits.length) throw new Error(`the executable has ${count} fuses, not ${digits.length}`)
    await file.write(Buffer.from(digits, 'latin1'), 0, count, offset)
  } finally {
    await file.close()
  }
}
