import { join } from 'node:path'
import { ensureBuild } from './buildApp.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal } from './say.mjs'

/**
 * Writes the nets as graphs of TensorFlow into <engine folder>/graphs, by the program that will load them: vision takes none
 * that it would not write itself. Nothing changes where they are there already.
 */
export async function compileGraphs(engineFolder) {
  const build = await ensureBuild('development')
  const result = await run(
    process.execPath,
    [join(build, 'main/cli.cjs'), 'graphs', '--engine-folder', engineFolder],
    {
      timeoutMs: 120_000,
    },
  )
  if (result.code !== 0) throw new Refusal(`the nets could not be compiled: ${lastLines(result.stderr, 4)}`)
}
