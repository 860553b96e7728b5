// Checks an unpacked evidence export of Kazari. Needs Node 18 or newer and nothing else: node verify.mjs [FOLDER]
// Says every fault it finds; ends with 0 when there is none, 1 when there is one, 2 when it cannot look.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = resolve(process.argv[2] ?? dirname(fileURLToPath(import.meta.url)))
const faults = []
const sumOf = (bytes) => createHash('sha256').update(bytes).digest('hex')
const linesOf = (bytes) =>
  bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [relative(folder, path).split(sep).join('/')]
  })
}

/** Every file is the one that was exported, none is missing, none was added. */
function checkFiles(manifest) {
  const here = new Set(filesBelow(folder))
  here.delete('manifest.json')
  for (const { path, bytes, sha256 } of manifest.files) {
    if (!here.delete(path)) {
      faults.push(`missing file: ${path}`)
      continue
    }
    const content = readFileSync(join(folder, path))
    if (content.byteLength !== bytes || sumOf(content) !== sha256) faults.push(`changed file: ${path}`)
  }
  for (const path of here) faults.push(`file that was not exported: ${path}`)
}

/** Every line of the journal names the one before it, without a gap, up to the head. */
function checkChain(manifest) {
  const chain = linesOf(readFileSync(join(folder, 'chain.jsonl')))
  for (const [position, line] of chain.entries()) {
    if (line.index !== position) faults.push(`chain: line ${position} says it is ${line.index}`)
    if (position > 0 && line.previous !== chain[position - 1].sum)
      faults.push(`chain: line ${position} does not follow line ${position - 1}`)
  }
  if (chain.length !== manifest.book.entries)
    faults.push(`chain: ${chain.length} lines instead of ${manifest.book.entries}`)
  if (chain.length > 0 && chain.at(-1).sum !== manifest.book.headSha256)
    faults.push('chain: its end is not the head')
  return chain
}

/** Every record stands where the chain has it. */
function checkRecords(chain) {
  const records = linesOf(readFileSync(join(folder, 'entries.jsonl')))
  for (const { index, previousSha256 } of records)
    if (chain[index]?.previous !== previousSha256) faults.push(`record ${index} is not in the chain`)
  return records.length
}

/** Every request is the text its letter's code is the sum of. */
function checkRequests(manifest) {
  const requests = manifest.files.filter(({ path }) => /^requests\/R-[^/]+\.request\.json$/.test(path))
  for (const { path } of requests) {
    const { request, sha256 } = JSON.parse(readFileSync(join(folder, path), 'utf8'))
    if (sumOf(JSON.stringify(request)) !== sha256) faults.push(`edited request: ${path}`)
  }
  return requests.length
}

try {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  if (manifest.format !== 'kazari-evidence-1') throw new Error(`unknown format: ${manifest.format}`)
  checkFiles(manifest)
  const chain = checkChain(manifest)
  const records = checkRecords(chain)
  const requests = checkRequests(manifest)
  for (const fault of faults) console.log(fault)
  if (faults.length === 0)
    console.log(
      `whole: ${manifest.files.length} files, ${chain.length} lines of the chain, ${records} records, ${requests} requests`,
    )
  process.exitCode = faults.length === 0 ? 0 : 1
} catch (error) {
  for (const fault of faults) console.log(fault)
  console.error(`this is not an evidence export of Kazari: ${error.message}`)
  process.exitCode = 2
}
