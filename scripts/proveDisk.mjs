// npm run prove:disk [-- --full] [--app DIRECTORY] [--keep]: shows that no face data reaches the disk, and that leaks would be noticed.
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async (args) => {
  await ensureDependencies()
  const { runProof } = await import('./prove/command.mjs')
  return runProof('disk', args)
})
