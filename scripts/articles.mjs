// npm run articles: writes docs/privacy/articles.md from the table in test/architecture/articles/.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ensureDependencies } from './lib/dependencies.mjs'
import { inProject } from './lib/project.mjs'
import { Refusal, runScript, say } from './lib/say.mjs'

await runScript(async (args) => {
  if (args.length > 0) throw new Refusal('articles takes nothing: it writes the document anew')
  await ensureDependencies()
  const { runnerImport } = await import('vite')
  const load = async (name) => (await runnerImport(inProject(`test/architecture/articles/${name}.ts`))).module
  const [{ ARTICLES }, { DOCUMENT, renderDocument }, { tableFaults, thisCheckout }] = [
    await load('table'),
    await load('document'),
    await load('check'),
  ]
  await mkdir(dirname(inProject(DOCUMENT)), { recursive: true })
  await writeFile(inProject(DOCUMENT), renderDocument(ARTICLES))
  say(`wrote ${DOCUMENT}`)
  const faults = tableFaults(ARTICLES, thisCheckout)
  for (const fault of faults) say(fault)
  return faults.length === 0 ? 0 : 1
})
