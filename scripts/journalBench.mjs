// node scripts/journalBench.mjs [ENTRIES]: times the journal of src/main/storage with so many records. Prints, asserts nothing.
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { Refusal, runScript, say } from './lib/say.mjs'

const OPENINGS = 5
/** What a list asks for at a time. */
const PAGE = 100
const PAGES = 200
/** A request, what the person did with it, and what the desk did: entries of one case. */
const CASE = ['request', 'seal', 'hand-over', 'receive', 'acknowledge']
const STARTED_MS = Date.UTC(2026, 10, 23)

const ordered = (values) => [...values].sort((a, b) => a - b)
const median = (values) => ordered(values)[Math.floor(values.length / 2)]
const worst = (values, share) => ordered(values)[Math.floor((values.length - 1) * share)]
/** A busy machine makes the first number larger, not the second. */
const line = (what, ms, cpuMs) =>
  console.log(
    `${what.padEnd(56)}${ms.toFixed(1).padStart(9)} ms${cpuMs === undefined ? '' : `, processor ${cpuMs.toFixed(0)} ms`}`,
  )

const idOf = (number) =>
  `R-${String(Math.floor(number / 10_000)).padStart(4, '0')}-${String(number % 10_000).padStart(4, '0')}`

function moveOf(kind) {
  if (kind === 'hand-over') return { kind, by: 'printed' }
  if (kind === 'receive') return { kind, by: 'post' }
  if (kind !== 'acknowledge') return { kind }
  return { kind, notice: { by: 'posted', reference: '書留 123-45', givesReason: false } }
}

/** Entry `index` of a desk's book: one case after the other, each with the moves that came of it. */
function entryOf(index) {
  const requestId = idOf(Math.floor(index / CASE.length))
  const kind = CASE[index % CASE.length]
  const atMs = STARTED_MS + index * 60_000
  if (kind === 'request')
    return { kind: 'request', payload: { request: requestOf(requestId, atMs), sha256: 'a'.repeat(64) }, atMs }
  const isOwn = kind === 'seal' || kind === 'hand-over'
  const actor = isOwn ? { role: 'requester', name: '山田 花子' } : { role: 'desk', name: '佐藤 一' }
  return { kind: 'transition', payload: { requestId, transition: { atMs, actor, move: moveOf(kind) } }, atMs }
}

const requestOf = (id, writtenAtMs) => ({
  format: 1,
  id,
  kind: 'disclosure',
  grounds: [],
  subjects: ['consent-records'],
  period: null,
  description: '同意の記録をすべて見せてください。',
  change: { held: '', wanted: '' },
  requester: { kind: 'self', party: { name: '山田 花子', address: '東京都目黒区大橋1-6-13', contact: '' } },
  evidence: ['旅券'],
  wishedForm: 'paper',
  language: 'ja',
  policyVersion: '2021-01-01',
  policySha256: 'b'.repeat(64),
  feeYen: 0,
  writtenAtMs,
})

async function timed(work) {
  const start = performance.now()
  const used = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(used)
  return { value, ms: performance.now() - start, cpuMs: (user + system) / 1000 }
}

/** Builds what is timed into `directory`, and gives back its functions. */
async function builtCode(directory) {
  const source = join(directory, 'bench.js')
  const from = (path) => JSON.stringify(resolve(import.meta.dirname, '../src', path))
  await mkdir(directory, { recursive: true })
  await writeFile(
    source,
    `export { openJournal, JOURNAL_FILE } from ${from('main/storage/journal.ts')}
export { createCaseBook } from ${from('main/privacy/caseBook.ts')}\n`,
  )
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: source,
      outDir: join(directory, 'out'),
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'bench.mjs' } },
    },
  })
  return import(pathToFileURL(join(directory, 'out/bench.mjs')))
}

/** Pages from everywhere: the first, the last, and steps between them that do not follow the order. */
const pageStarts = (entries) =>
  Array.from({ length: PAGES }, (_, page) =>
    Math.floor(((page * 7919) % PAGES) * ((entries - PAGE) / (PAGES - 1))),
  )

await runScript(async ([count = '100000']) => {
  const entries = Number(count)
  if (!Number.isInteger(entries) || entries < PAGE) throw new Refusal(`ENTRIES is a number from ${PAGE}`)
  const directory = await mkdtemp(join(tmpdir(), 'kazari-journal-bench-'))
  try {
    const { openJournal, JOURNAL_FILE, createCaseBook } = await builtCode(join(directory, 'code'))
    const secret = Buffer.from('not a keychain')
    const keychain = {
      available: () => true,
      encrypt: (text) => Buffer.concat([secret, Buffer.from(text)]),
      decrypt: (bytes) => Buffer.from(bytes).subarray(secret.length).toString(),
    }
    const open = async () => {
      const opened = await openJournal({
        directory: join(directory, 'records'),
        access: { keychain, passphrase: null },
        now: () => Date.now(),
      })
      if (!opened.ok) throw new Error(opened.error)
      return opened.value
    }
    const read = async (journal, from, many) => {
      const page = await journal.read(from, many)
      if (!page.ok) throw new Error(page.error)
      return page.value
    }

    const journal = await open()
    const single = await timed(() => journal.append(entryOf(0)))
    say(`writing ${entries} records`)
    for (let done = 1; done < entries; done += 5000) {
      const many = Math.min(5000, entries - done)
      const added = await journal.appendAll(Array.from({ length: many }, (_, index) => entryOf(done + index)))
      if (!added.ok) throw new Error(added.error)
    }
    await journal.close()
    const { size } = await stat(join(directory, 'records', JOURNAL_FILE))

    const openings = []
    const processor = []
    for (let round = 0; round < OPENINGS; round++) {
      const { value: again, ms, cpuMs } = await timed(open)
      if (again.count() !== entries || again.findings.length > 0) throw new Error('records are missing')
      openings.push(ms)
      processor.push(cpuMs)
      await again.close()
    }
    const opened = await open()
    const pages = []
    for (const from of pageStarts(entries)) pages.push((await timed(() => read(opened, from, PAGE))).ms)
    const all = await timed(() => read(opened, 0, entries))
    const cases = createCaseBook(
      () => opened,
      () => Date.now(),
    )
    const replay = await timed(() => cases.load())
    if (replay.value.notBelieved > 0) throw new Error(`${replay.value.notBelieved} entries are not believed`)
    const listed = await timed(() => cases.list())
    const erased = await timed(() => opened.erase([0, Math.floor(entries / 2)], 'measured'))
    if (!erased.value.ok) throw new Error(erased.value.error)
    await opened.close()
    const stubbed = await timed(open)
    if (stubbed.value.findings.length > 0) throw new Error('a stub is not believed')
    await stubbed.value.close()

    console.log(`${entries} records, ${(size / 1024 / 1024).toFixed(1)} MiB, ${listed.value.length} cases`)
    line('append one, on the disk', single.ms)
    line(`open and verify, median of ${OPENINGS}`, median(openings), median(processor))
    line('open and verify, slowest', Math.max(...openings))
    line(`read and unseal ${PAGE} from everywhere, median of ${PAGES}`, median(pages))
    line(`read and unseal ${PAGE} from everywhere, 95th percentile`, worst(pages, 0.95))
    line('read and unseal all', all.ms, all.cpuMs)
    line('replay all into cases', replay.ms, replay.cpuMs)
    line('list all cases, newest first', listed.ms)
    line('erase two: rewrite the file with their stubs', erased.ms, erased.cpuMs)
    line('open and verify with stubs', stubbed.ms, stubbed.cpuMs)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
