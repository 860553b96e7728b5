import { expect, test } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Letter } from '../../src/domain/privacy/letters/letter'
import { root } from './support/app'
import { everyLetter } from './support/everyLetter'
import { openLetterBench, type LetterBench } from './support/letterBench'
import { proveLetter } from './support/letterProof'
import { readPdf, type PdfFile } from './support/pdf'

const folder = join(root, 'test-results/letters')

test.describe('letters as rendered PDF pages', () => {
  let bench: LetterBench
  test.beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    bench = await openLetterBench()
  })
  test.afterAll(() => bench.close())

  /** Renders a letter, keeps it for people to look at, and reads it back. */
  async function rendered(name: string, letter: Letter): Promise<PdfFile> {
    const bytes = await bench.pdf(letter)
    writeFileSync(join(folder, `${name}.pdf`), bytes)
    const file = await readPdf(bytes)
    for (const [index, page] of file.pages.entries())
      writeFileSync(join(folder, `${name}.${index + 1}.png`), page.png)
    return file
  }

  for (const { name, letter } of everyLetter()) {
    test(`${name} fits one sheet and says everything`, async () => {
      const file = await rendered(name, letter)
      proveLetter(letter, file)
      expect(file.pages).toHaveLength(1)
    })
  }
})
