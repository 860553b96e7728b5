import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './app'

/** Leaves what a run counted: test-results/PLACE/NAME.json. */
export function keepFigures(name: string, figures: object, place: 'fuzz' | 'bench' = 'fuzz'): void {
  const folder = join(root, 'test-results', place)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`)
}

/** How often each of them occurs, the most frequent first. */
export function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a))
}
