// npm run engine:native [-- --gpu]: installs TensorFlow for face finding into .kazari/engine/{native,gpu}.
import { installEngine } from './lib/nativeEngine.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { Refusal, runScript } from './lib/say.mjs'

await runScript(async (args) => {
  const unknown = args.find((argument) => argument !== '--gpu')
  if (unknown !== undefined) throw new Refusal(`engine:native knows only --gpu, not ${unknown}`)
  await ensureDependencies()
  await installEngine(args.includes('--gpu') ? 'gpu' : 'native')
})
