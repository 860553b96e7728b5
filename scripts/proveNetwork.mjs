// npm run prove:network [-- --app DIRECTORY] [--keep]: shows that nothing leaves the computer, and that it would be noticed.
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async (args) => {
  await ensureDependencies()
  const { runProof } = await import('./prove/command.mjs')
  return runProof('network', args)
})
