import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'

/** Builds a program beside this file, which a plain Node can run, before the tests of a file; gives back where it is. */
export function builtChild(source: string): () => string {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kazari-child-'))
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: resolve(import.meta.dirname, source),
        outDir: directory,
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
      },
    })
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))
  return () => join(directory, 'child.mjs')
}
