import { readFile } from 'node:fs/promises'
import { carve, sha256 } from './carve.mjs'
import { aligned } from './layers.mjs'
import { NeedleIndex } from './needles.mjs'

/** Blocks of a file system: a file lies in whole ones, wherever each of them is. */
const BLOCK_BYTES = 1024
const HEAD_BYTES = 48

/**
 * Files that a person exported on purpose. Given as { sha256 } (of a picture file), { path } or bytes: with the
 * contents at hand each block is known again on a raw disk, and so are the pictures inside (of a PDF).
 */
export class Exemptions {
  #hashes = new Set()
  #files = []
  #index

  static async of(list = []) {
    const made = new Exemptions()
    for (const one of list) {
      if (typeof one === 'string') made.#hashes.add(one)
      else if (one instanceof Uint8Array) made.#addFile(one)
      else if (one.bytes !== undefined) made.#addFile(one.bytes)
      else if (one.path !== undefined) made.#addFile(await readFile(one.path))
      else made.#hashes.add(one.sha256)
    }
    made.#index = new NeedleIndex(made.#blocks())
    return made
  }

  #addFile(bytes) {
    const content = aligned(bytes)
    this.#files.push(content)
    this.#hashes.add(sha256(content))
    for (const picture of carve(content)) this.#hashes.add(picture.sha256)
  }

  #blocks() {
    return this.#files.flatMap((file, number) =>
      Array.from({ length: Math.ceil(file.length / BLOCK_BYTES) }, (_, block) => ({
        check: 'exempt',
        file: number,
        at: block * BLOCK_BYTES,
        bytes: file.subarray(block * BLOCK_BYTES, block * BLOCK_BYTES + HEAD_BYTES),
      })).filter(({ bytes }) => bytes.length === HEAD_BYTES && new Set(bytes).size > 8),
    )
  }

  has(hash) {
    return this.#hashes.has(hash)
  }

  /** The parts of the bytes that are copies of exempt files: [{ from, to }]. */
  rangesIn(bytes, from, to) {
    const ranges = []
    this.#index.search(bytes, from, to, ({ file, at }, offset) => {
      // The next block of a copy that was followed already.
      if (ranges.some((range) => range.shift === offset - at && range.file === file && offset < range.to))
        return
      const content = this.#files[file]
      let length = 0
      const most = Math.min(content.length - at, bytes.length - offset)
      while (length < most && content[at + length] === bytes[offset + length]) length++
      ranges.push({ file, shift: offset - at, from: offset, to: offset + length })
    })
    return ranges
  }
}
