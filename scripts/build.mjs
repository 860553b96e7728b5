// npm run build [-- --test] [--force]: builds the studio into out/, or its test build into out-test/.
import { ensureBuild } from './lib/buildApp.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { Refusal, runScript, say } from './lib/say.mjs'

const KNOWN = ['--test', '--force']

await runScript(async (args) => {
  const unknown = args.find((argument) => !KNOWN.includes(argument))
  if (unknown !== undefined) throw new Refusal(`build knows ${KNOWN.join(' and ')}, not ${unknown}`)
  await ensureDependencies()
  const directory = await ensureBuild(args.includes('--test') ? 'test' : 'development', {
    force: args.includes('--force'),
  })
  say(`${directory} is up to date`)
})
