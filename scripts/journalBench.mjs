// node scripts/journalBench.mjs [ENTRIES]: times the journal of src/main/storage with so many records. Prints, asserts nothing.
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { Refusal, runScript, say } from './lib/say.mjs'

const OPENINGS = 5
const PAGE = 50

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const line = (what, ms) => console.log(`${what.padEnd(44)}${ms.toFixed(1).padStart(10)} ms`)

const payload = (index) => ({
  request: 'R-7Q4M-20K9',
  actor: { role: 'desk', name: '佐藤 一' },
  move: { kind: 'decide', outcome: { kind: 'fulfilled', done: `控えの写し ${index} 通目を郵送した` } },
})

async function timed(work) {
  const start = performance.now()
  const value = await work()
  return { value, ms: performance.now() - start }
}

await runScript(async ([count = '100000']) => {
  const entries = Number(count)
  if (!Number.isInteger(entries) || entries < PAGE) throw new Refusal(`ENTRIES is a number from ${PAGE}`)
  const directory = await mkdtemp(join(tmpdir(), 'kazari-journal-bench-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: resolve(import.meta.dirname, '../src/main/storage/journal.ts'),
        outDir: join(directory, 'code'),
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: 'journal.mjs' } },
      },
    })
    const { openJournal, JOURNAL_FILE } = await import(pathToFileURL(join(directory, 'code/journal.mjs')))
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

    const journal = await open()
    const single = await timed(() => journal.append({ kind: 'transition', payload: payload(0) }))
    say(`writing ${entries} records`)
    for (let done = 1; done < entries; done += 5000) {
      const batch = Array.from({ length: Math.min(5000, entries - done) }, (_, index) => ({
        kind: 'transition',
        payload: payload(done + index),
      }))
      const added = await journal.appendAll(batch)
      if (!added.ok) throw new Error(added.error)
    }
    await journal.close()
    const { size } = await stat(join(directory, 'records', JOURNAL_FILE))

    const openings = []
    const pages = []
    let everything = 0
    for (let round = 0; round < OPENINGS; round++) {
      const { value: again, ms } = await timed(open)
      if (again.count() !== entries || again.findings.length > 0) throw new Error('records are missing')
      openings.push(ms)
      pages.push((await timed(() => again.read(entries - PAGE, PAGE))).ms)
      if (round === 0) everything = (await timed(() => again.read(0, entries))).ms
      await again.close()
    }
    console.log(`${entries} records, ${(size / 1024 / 1024).toFixed(1)} MiB`)
    line('append one, on the disk', single.ms)
    line(`open and verify, median of ${OPENINGS}`, median(openings))
    line('open and verify, slowest', Math.max(...openings))
    line(`read and unseal the last ${PAGE}, median of ${OPENINGS}`, median(pages))
    line('read and unseal all', everything)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
