// npm run setup [-- --with-system-libraries] [--retry-runtime] [--verify]: makes everything that `npm start` needs.
import { ensureBuild } from './lib/buildApp.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { Refusal, runScript, say } from './lib/say.mjs'
import { ensureSystemLibraries } from './lib/systemLibraries.mjs'
import { resolveRuntime } from './lib/runtime.mjs'

const KNOWN = ['--with-system-libraries', '--retry-runtime', '--verify']

await runScript(async (args) => {
  const unknown = args.find((argument) => !KNOWN.includes(argument))
  if (unknown !== undefined) throw new Refusal(`setup knows ${KNOWN.join(', ')}, not ${unknown}`)
  if (args.includes('--with-system-libraries')) await ensureSystemLibraries('test', { install: true })
  await ensureDependencies()
  const runtime = await resolveRuntime({
    retryPinned: args.includes('--retry-runtime'),
    thorough: args.includes('--verify'),
  })
  await ensureBuild('development')
  say(`ready: Electron ${runtime.version} (${runtime.kind}), \`npm start\` opens the studio`)
})
