import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rm, symlink } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'

// Record layouts: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14–16 and 4.5.3.
const END_SIGNATURE = 0x06054b50
const END64_SIGNATURE = 0x06064b50
const END64_LOCATOR_SIGNATURE = 0x07064b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const FILE_TYPE = 0o170000
const SYMLINK = 0o120000
const DIRECTORY = 0o040000
const MAX_U16 = 0xffff
const MAX_U32 = 0xffffffff

async function readAt(file, position, length) {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead !== length) throw new Error('the zip file ends too early')
  return buffer
}

async function findDirectory(file, size) {
  const tailLength = Math.min(size, 22 + MAX_U16)
  const tail = await readAt(file, size - tailLength, tailLength)
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== END_SIGNATURE) at -= 1
  if (at < 0) throw new Error('the zip file has no directory: it is broken or not a zip file')
  const directory = {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  }
  const needs64 = directory.count === MAX_U16 || directory.length === MAX_U32 || directory.offset === MAX_U32
  if (!needs64 || at < 20 || tail.readUInt32LE(at - 20) !== END64_LOCATOR_SIGNATURE) return directory
  const end64 = await readAt(file, Number(tail.readBigUInt64LE(at - 12)), 56)
  if (end64.readUInt32LE(0) !== END64_SIGNATURE) throw new Error('the zip file has a broken directory')
  return {
    count: Number(end64.readBigUInt64LE(32)),
    length: Number(end64.readBigUInt64LE(40)),
    offset: Number(end64.readBigUInt64LE(48)),
  }
}

function readZip64Fields(entry, extra) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let field = at + 4
    for (const key of ['size', 'packedSize', 'offset']) {
      if (entry[key] !== MAX_U32) continue
      entry[key] = Number(extra.readBigUInt64LE(field))
      field += 8
    }
  }
  return entry
}

/**
 * The entries of a zip file; mode is Unix's (0 when unknown), offset that of the local header.
 * @param {string} zipPath
 * @returns {Promise<{name: string, method: number, crc: number, packedSize: number, size: number, mode: number, offset: number}[]>}
 */
export async function listZip(zipPath) {
  const file = await open(zipPath)
  try {
    const { size } = await file.stat()
    const { count, length, offset } = await findDirectory(file, size)
    const bytes = await readAt(file, offset, length)
    const entries = []
    let at = 0
    for (let index = 0; index < count; index += 1) {
      if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) {
        throw new Error('the zip file has a broken directory')
      }
      const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
      const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
      const entry = {
        name: bytes.toString('utf8', at + 46, nameEnd),
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packedSize: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        mode: bytes.readUInt32LE(at + 38) >>> 16,
        offset: bytes.readUInt32LE(at + 42),
      }
      entries.push(readZip64Fields(entry, bytes.subarray(nameEnd, extraEnd)))
      at = extraEnd + bytes.readUInt16LE(at + 32)
    }
    return entries
  } finally {
    await file.close()
  }
}

function checkedCopy(entry) {
  let crc = 0
  let size = 0
  return new Transform({
    transform(chunk, _encoding, done) {
      crc = zlib.crc32(chunk, crc)
      size += chunk.length
      done(null, chunk)
    },
    flush(done) {
      done(
        crc === entry.crc && size === entry.size
          ? null
          : new Error(`${entry.name} is damaged in the zip file`),
      )
    },
  })
}

async function writeEntry(file, zipPath, entry, path) {
  const local = await readAt(file, entry.offset, 30)
  if (local.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error(`${entry.name} is damaged in the zip file`)
  if (entry.method !== 0 && entry.method !== 8) {
    throw new Error(`${entry.name} is packed by method ${entry.method}, which is not supported`)
  }
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  await mkdir(dirname(path), { recursive: true })
  const source =
    entry.packedSize === 0
      ? new PassThrough().end()
      : createReadStream(zipPath, { start, end: start + entry.packedSize - 1 })
  const inflate = entry.method === 8 ? zlib.createInflateRaw() : new PassThrough()
  const mode = entry.mode & 0o777 || 0o644
  await pipeline(source, inflate, checkedCopy(entry), createWriteStream(path, { mode }))
}

function safePath(directory, name) {
  const relative = normalize(name)
  if (isAbsolute(relative) || relative === '..' || relative.startsWith(`..${sep}`)) {
    throw new Error(`the zip file has an entry outside its folder: ${name}`)
  }
  return join(directory, relative)
}

/**
 * Unpacks a zip file (stored and deflated entries, zip64) into a directory; every entry's size and CRC is checked,
 * Unix modes and symbolic links are kept, and an entry that would land outside the directory is refused.
 * `place(name)` gives an entry's new relative path or null to leave it out. Gives the relative paths of the files.
 * @param {string} zipPath
 * @param {string} directory
 * @param {(name: string) => string | null} place
 * @returns {Promise<string[]>}
 */
export async function unzip(zipPath, directory, place = (name) => name) {
  const entries = await listZip(zipPath)
  const written = []
  const links = []
  const file = await open(zipPath)
  try {
    for (const entry of entries) {
      const relative = place(entry.name)
      if (relative === null || relative === '') continue
      const path = safePath(directory, relative)
      const type = entry.mode & FILE_TYPE
      if (entry.name.endsWith('/') || type === DIRECTORY) {
        await mkdir(path, { recursive: true })
        continue
      }
      await writeEntry(file, zipPath, entry, path)
      if (type === SYMLINK) links.push({ path, relative })
      else written.push(relative)
    }
  } finally {
    await file.close()
  }
  // Links come last, so that no later entry can be written through one.
  for (const { path, relative } of links) {
    const target = await readFile(path, 'utf8')
    if (isAbsolute(target)) throw new Error(`the zip file has a link to another place: ${relative}`)
    safePath(directory, join(dirname(relative), target))
    await rm(path)
    await symlink(target, path)
  }
  return written
}
