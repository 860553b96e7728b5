import { _electron, expect, type ElectronApplication } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { Letter } from '../../../src/domain/privacy/letters/letter'
import type { LetterOffice } from '../../../src/main/letters/letterOffice'
import { root } from './app'
import { runtimeExecutable } from './runtime'

export interface LetterBench {
  readonly app: ElectronApplication
  /** Renders a letter through the real office, or tells its error. */
  tryPdf(letter: Letter): Promise<Uint8Array<ArrayBuffer> | { readonly failed: string }>
  /** Renders a letter that must succeed. */
  pdf(letter: Letter): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** Builds and starts letterBenchMain.ts on the runtime of the tests. */
export async function openLetterBench(): Promise<LetterBench> {
  const folder = mkdtempSync(join(tmpdir(), 'kazari-letter-bench-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    define: { __TEST_BUILD__: 'true' },
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'test/e2e/support/letterBenchMain.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        external: ['electron', /^node:/],
        output: { format: 'cjs', entryFileNames: 'main.cjs' },
      },
    },
  })
  const app = await _electron.launch({
    executablePath: runtimeExecutable(),
    args: [join(folder, 'main.cjs'), ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: {
      ...(process.env as Record<string, string>),
      KAZARI_BENCH_RENDERER: join(root, 'out-test/renderer'),
    },
  })
  await expect.poll(() => app.evaluate(() => 'letterOffice' in globalThis), { timeout: 30_000 }).toBe(true)
  const tryPdf: LetterBench['tryPdf'] = async (letter) => {
    const made = await app.evaluate(async (_electron, wanted) => {
      const { letterOffice } = globalThis as unknown as { letterOffice: LetterOffice }
      const answer = await letterOffice.pdf(wanted)
      return answer.ok ? Buffer.from(answer.value).toString('base64') : { failed: answer.error.code }
    }, letter)
    return typeof made === 'string' ? new Uint8Array(Buffer.from(made, 'base64')) : made
  }
  return {
    app,
    tryPdf,
    pdf: async (letter) => {
      const made = await tryPdf(letter)
      if ('failed' in made) throw new Error(`the letter was not made: ${made.failed}`)
      return made
    },
    close: async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
