import { describe, expect, test } from 'vitest'
import { thisCheckout, titlesIn, type Checkout } from './articles/check'
import { CHECKLIST, type ChecklistRow } from './electronChecklist'

const ITEMS = 20

/** What is wrong with the table: an item without a row, a row without a test, a test that is not there. */
function checklistFaults(table: readonly ChecklistRow[], { read }: Checkout): readonly string[] {
  const faults: string[] = []
  for (let item = 1; item <= ITEMS; item++)
    if (table.filter((row) => row.item === item).length !== 1) faults.push(`item ${item} has not one row`)
  for (const { item, tests } of table) {
    if (item < 1 || item > ITEMS) faults.push(`there is no item ${item}`)
    if (tests.length === 0) faults.push(`item ${item} has no test`)
    for (const [path, title] of tests) {
      const source = read(path)
      if (source === null) faults.push(`item ${item}: there is no ${path}`)
      else if (!titlesIn(source).has(title)) faults.push(`item ${item}: ${path} has no test “${title}”`)
    }
  }
  return faults
}

test('every item of Electron’s security checklist has a test that exists', () => {
  expect(checklistFaults(CHECKLIST, thisCheckout)).toEqual([])
})

describe('the check finds', () => {
  const checkout: Checkout = {
    read: (path) =>
      path === 'test/planted.test.ts' ? "test('holds', () => {})\ntest.skip('rests', () => {})" : null,
  }
  const sound: readonly ChecklistRow[] = Array.from({ length: ITEMS }, (_, index) => ({
    item: index + 1,
    asks: 'Planted',
    tests: [['test/planted.test.ts', 'holds']],
  }))
  const with7 = (tests: ChecklistRow['tests']) =>
    checklistFaults(
      sound.map((row) => (row.item === 7 ? { ...row, tests } : row)),
      checkout,
    )

  test('nothing in a sound table', () => {
    expect(checklistFaults(sound, checkout)).toEqual([])
  })

  test('an item that is missing, one that is none, and rows without a test that runs', () => {
    expect(checklistFaults(sound.slice(1), checkout)).toEqual(['item 1 has not one row'])
    expect(
      checklistFaults([...sound, { item: 21, asks: 'a', tests: sound[0]?.tests ?? [] }], checkout),
    ).toEqual(['there is no item 21'])
    expect(with7([])).toEqual(['item 7 has no test'])
    expect(with7([['test/gone.test.ts', 'holds']])).toEqual(['item 7: there is no test/gone.test.ts'])
    expect(with7([['test/planted.test.ts', 'rests']])).toEqual([
      'item 7: test/planted.test.ts has no test “rests”',
    ])
  })
})
