import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { fairnessDocument } from '../../src/cli/fairness/document'
import { complaints, KNOWN_SHORTFALLS, shortfalls, type Slice } from '../../src/cli/fairness/rule'
import { measureFairness } from '../../src/cli/fairness/slices'
import { createStillPipeline } from '../../src/vision/pipeline/stillPipeline'
import { BUDGETS } from '../budgets'
import { startEngineForTest } from '../support/visionRig'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const fixtures = join(root, 'test/support/fixtures/faces')
const sheet = readFileSync(join(root, 'docs/fairness.md'), 'utf8')

/** The rows of the sheet's table. */
function slicesOf(document: string): Slice[] {
  const rows = document.matchAll(/^\| (.+?) \| (.+?) \| (\d+) of (\d+) \| .+? \| (?:([\d.]+) %|–) \|$/gm)
  return [...rows].map(([, group, name, found, shown, error]) => ({
    group: group!,
    name: name!,
    found: Number(found),
    shown: Number(shown),
    errorPercent: Number(error ?? NaN),
  }))
}

/** Of each kind at least one; those of people are shown five ways, leaning among them. */
const MEASURED_AGAIN = [
  'all',
  'a quarter',
  '20 pixels',
  'sunglasses, drawn',
  'women',
  'men',
  'sixty and over',
  'glasses',
  'dark',
]

const entriesOf = (list: string) =>
  JSON.parse(readFileSync(join(fixtures, list), 'utf8')) as { img: string }[]

describe('the fairness sheet', () => {
  const slices = slicesOf(sheet)

  test('is what the generator writes of its own figures', () => {
    expect(slices.length).toBeGreaterThan(30)
    expect(fairnessDocument(slices, 'onnx')).toBe(sheet)
  })

  test('counts the annotated faces rightly', () => {
    const byHand = [...entriesOf('hand.json'), ...entriesOf('people/hand.json')]
    const others = [...entriesOf('others.json'), ...entriesOf('people/others.json')]
    expect(slices.find(({ name }) => name === 'all')!.shown).toBe(byHand.length + others.length)
    expect(sheet).toContain(`${byHand.length} faces were annotated by hand`)
  })

  test('has no slice too far below the mean, beyond those known', () => {
    expect(complaints(slices)).toEqual([])
  })

  test('a slice that is far below is named, also when all but one face of few are found', () => {
    const low: Slice = { group: 'light', name: 'none', shown: 10, found: 9, errorPercent: 3 }
    expect(shortfalls([...slices, low])).toContainEqual(low)
    expect(complaints([...slices, low])).toEqual([expect.stringContaining('none')])
  })

  test('a slice that was weak and is no longer is to be taken off the list', () => {
    const better = slices.map((slice) =>
      slice.name === KNOWN_SHORTFALLS[0] ? { ...slice, found: slice.shown } : slice,
    )
    expect(complaints(better)).toEqual([expect.stringContaining(KNOWN_SHORTFALLS[0]!)])
  })

  test('is not stale: slices measured again are as written', { timeout: 600_000 }, async () => {
    const { engine } = await startEngineForTest()
    const again = await measureFairness(createStillPipeline(engine.nets), fixtures, MEASURED_AGAIN)
    engine.close()
    expect(again.map(({ name }) => name).sort()).toEqual([...MEASURED_AGAIN].sort())
    for (const slice of again) {
      const written = slices.find(({ group, name }) => group === slice.group && name === slice.name)
      expect(written, slice.name).toBeDefined()
      expect(slice.shown, slice.name).toBe(written!.shown)
      expect(slice.found, slice.name).toBe(written!.found)
      expect(Number.isNaN(slice.errorPercent), slice.name).toBe(Number.isNaN(written!.errorPercent))
      if (Number.isNaN(slice.errorPercent)) continue
      expect(Math.abs(slice.errorPercent - written!.errorPercent), slice.name).toBeLessThan(
        BUDGETS.fairnessSheetPercent,
      )
    }
  })
})
