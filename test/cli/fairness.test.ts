import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { measureFairness, shortfalls } from '../../src/cli/fairness'
import { fairnessDocument, type Slice } from '../../src/cli/fairnessDocument'
import { createStillPipeline } from '../../src/vision/pipeline/stillPipeline'
import { BUDGETS } from '../budgets'
import { startEngineForTest } from '../support/visionRig'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const sheet = readFileSync(join(root, 'docs/fairness.md'), 'utf8')

/** The rows of the sheet's table. */
function slicesOf(document: string): Slice[] {
  const rows = document.matchAll(/^\| (.+?) \| (.+?) \| (\d+) of (\d+) \| .+? \| ([\d.]+|NaN) % \|$/gm)
  return [...rows].map(([, group, name, found, annotated, error]) => ({
    group: group!,
    name: name!,
    found: Number(found),
    annotated: Number(annotated),
    errorPercent: Number(error),
  }))
}

describe('the fairness sheet', () => {
  const slices = slicesOf(sheet)

  test('is what the generator writes of its own figures', () => {
    expect(slices.length).toBeGreaterThan(10)
    expect(fairnessDocument(slices, 'wasm')).toBe(sheet)
  })

  test('has no slice too far below the mean', () => {
    expect(shortfalls(slices)).toEqual([])
  })

  test('a slice that is far below is named', () => {
    const low: Slice = { group: 'light', name: 'none', annotated: 20, found: 5, errorPercent: 3 }
    expect(shortfalls([...slices, low])).toContainEqual(low)
  })

  test('is not stale: slices measured again are as written', { timeout: 600_000 }, async () => {
    const { engine } = await startEngineForTest()
    const again = await measureFairness(
      createStillPipeline(engine.nets),
      join(root, 'test/support/fixtures/faces'),
      ['all', 'a quarter', '45°', '20 pixels'],
    )
    engine.close()
    expect(again.length).toBe(4)
    for (const slice of again) {
      const written = slices.find(({ group, name }) => group === slice.group && name === slice.name)
      expect(written, slice.name).toBeDefined()
      expect(slice.found, slice.name).toBe(written!.found)
      expect(Math.abs(slice.errorPercent - written!.errorPercent), slice.name).toBeLessThan(
        BUDGETS.fairnessSheetPercent,
      )
    }
  })
})
