// npm run evaluate | bench: runs the terminal commands of src/cli on an up-to-date build. Stdout is theirs alone.
import { join } from 'node:path'
import { ensureBuild } from './lib/buildApp.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { callerDirectory } from './lib/project.mjs'
import { run } from './lib/run.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async (args) => {
  await ensureDependencies()
  const build = await ensureBuild('development')
  const { code } = await run(process.execPath, [join(build, 'main/cli.cjs'), ...args], {
    stdio: 'inherit',
    cwd: callerDirectory(),
  })
  return code ?? 1
})
