import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createStillPipeline } from '../../vision/pipeline/stillPipeline'
import { Refusal } from '../refusal'
import { readEngineName, startEngine } from '../terminalEngine'
import { fairnessDocument } from './document'
import { complaints } from './rule'
import { measureFairness } from './slices'

/** `evaluate --fairness`: measures every slice and writes docs/fairness.md; fails when one falls too far below the mean. */
export async function fairness(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { engine: { type: 'string' }, json: { type: 'boolean' } },
  })
  const { engine } = await startEngine(readEngineName(values.engine ?? 'onnx'))
  const root = resolve(__dirname, '../..')
  const slices = await measureFairness(
    createStillPipeline(engine.nets),
    join(root, 'test/support/fixtures/faces'),
  )
  await writeFile(join(root, 'docs/fairness.md'), fairnessDocument(slices, engine.name))
  console.log(
    values.json ? JSON.stringify({ engine: engine.name, slices }) : fairnessDocument(slices, engine.name),
  )
  const wrong = complaints(slices)
  if (wrong.length > 0) throw new Refusal(`${wrong.join('; ')}.`)
}
