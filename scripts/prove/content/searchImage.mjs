import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Detector } from './detector.mjs'
import { Exemptions } from './exempt.mjs'
import { fileReader, filledRanges, memoryRegions, windowsOf } from './readers.mjs'

export { LIMITS } from './limits.mjs'
export { fileReader, memoryRegions }

/**
 * What a search is given.
 * @typedef {object} SearchOptions
 * @property {object[]} truths what writeTexturedClip and writeTexturedPhoto gave
 * @property {number[][]} [landmarks] x and y in turn, one list a frame, in pixels of the first truth
 * @property {(string | Uint8Array | { sha256?: string, bytes?: Uint8Array, path?: string })[]} [exempt] files that were
 *   exported on purpose, and pictures of the app itself that show the same face
 * @property {boolean} [stopAtFirst] enough to know that there is something: the rest is not read
 */

/**
 * Where a check found something; `path` names what had to be unpacked, from the outside in.
 * @typedef {{ offset: number, end: number, count: number, detail: string, path: string[], file?: string }} Place
 * @typedef {{ id: string, what: string, needles: number, hitCount: number, hits: Place[] }} Check
 * @typedef {{ offset: number, path: string[], format: string, bytes: number, sha256: string, width: number, height: number,
 *   correlation: number, bands: number, lines: number, decoded: boolean, verdict: 'leak' | 'exempt' | 'other', file?: string }} Carved
 * @typedef {{ check: string, offset: number, detail: string, path: string[], count: number, places: number, file?: string }} Finding
 * @typedef {{ bytesSearched: number, seconds: number, checks: Check[], carved: Carved[], findings: Finding[],
 *   exemptHits: number }} SearchResult
 */

/** Feeds what a reader gives to a detector: all of it, or until something was found. Gives the number of bytes that were read. */
async function feed(detector, reader, stopAtFirst = false) {
  let bytesSearched = 0
  for await (const { offset, bytes, core } of windowsOf(reader)) {
    const place = (at) => offset + at
    for (const range of filledRanges(bytes, core)) detector.scan(bytes, { ...range, place })
    await detector.settle()
    bytesSearched += core
    if (stopAtFirst && detector.hasHits()) break
  }
  return bytesSearched
}

async function detectorFor({ truths, landmarks, exempt }) {
  return new Detector({ truths, landmarks, exemptions: await Exemptions.of(exempt) })
}

/**
 * Searches whatever an asynchronous iterable of { offset, bytes } gives, in rising order; neighbouring parts are joined.
 * @param {AsyncIterable<{ offset: number, bytes: Uint8Array }>} reader
 * @param {SearchOptions} options
 * @returns {Promise<SearchResult>}
 */
export async function searchReader(reader, options) {
  const startedAt = performance.now()
  const detector = await detectorFor(options)
  const bytesSearched = await feed(detector, reader, options.stopAtFirst)
  return { bytesSearched, seconds: secondsSince(startedAt), ...detector.result() }
}

/**
 * Searches a raw disk image, or any file, for pixels, landmarks and pictures. Deleted files and the journal are
 * searched with the rest: nothing is read through the file system.
 * @param {string} imagePath
 * @param {SearchOptions} options
 * @returns {Promise<SearchResult>}
 */
export const searchImage = (imagePath, options) => searchReader(fileReader(imagePath), options)

/**
 * Searches the memory of a process; `regions` and `unreadable` say what the kernel gave.
 * @param {number} pid
 * @param {SearchOptions} options
 * @returns {Promise<SearchResult & { regions: number, unreadable: number }>}
 */
export async function searchMemory(pid, options) {
  const reader = await memoryRegions(pid)
  const found = await searchReader(reader, options)
  return { ...found, regions: reader.counts.regions, unreadable: reader.counts.unreadable }
}

/**
 * Searches the files that exist in directories: what can be done without root. Deleted files are not seen.
 * Gives the same, with `files` (how many were read), `unreadable` (those that could not be) and `file` in each finding.
 * @param {readonly string[]} directories
 * @param {SearchOptions} options
 * @returns {Promise<SearchResult & { files: number, unreadable: string[] }>}
 */
export async function scanFiles(directories, options) {
  const startedAt = performance.now()
  const exemptions = await Exemptions.of(options.exempt)
  const total = {
    bytesSearched: 0,
    files: 0,
    unreadable: [],
    checks: new Map(),
    carved: [],
    findings: [],
    exemptHits: 0,
  }
  const detector = new Detector({ ...options, exemptions })
  for await (const file of filesIn(directories, total.unreadable)) {
    detector.reset()
    try {
      total.bytesSearched += await feed(detector, fileReader(file))
    } catch (error) {
      if (error.code === undefined) throw error
      total.unreadable.push(file)
      continue
    }
    addFile(total, file, detector.result())
  }
  return { ...total, seconds: secondsSince(startedAt), checks: [...total.checks.values()] }
}

function addFile(total, file, { checks, carved, findings, exemptHits }) {
  total.files += 1
  total.exemptHits += exemptHits
  total.carved.push(...carved.map((one) => ({ file, ...one })))
  total.findings.push(...findings.map((one) => ({ file, ...one })))
  for (const check of checks) {
    const known = total.checks.get(check.id)
    const hits = check.hits.map((hit) => ({ file, ...hit }))
    if (!known) total.checks.set(check.id, { ...check, hits })
    else {
      known.hitCount += check.hitCount
      known.hits.push(...hits)
    }
  }
}

/** Regular files, no links followed; folders that cannot be opened are noted. */
async function* filesIn(directories, unreadable) {
  for (const directory of directories) {
    let entries
    try {
      entries = await readdir(directory, { withFileTypes: true })
    } catch (error) {
      if (error.code === undefined) throw error
      unreadable.push(directory)
      continue
    }
    for (const entry of entries) {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) yield* filesIn([path], unreadable)
      else if (entry.isFile()) yield path
    }
  }
}

const secondsSince = (startedAt) => Math.round((performance.now() - startedAt) / 10) / 100
