// npm run --silent policy:bundle -- keygen | make | check: the owner's official policy as a signed file (docs/policy-bundles.md).
import { callerDirectory } from './lib/project.mjs'
import { runScript } from './lib/say.mjs'
import { readPolicyArguments } from './policy/arguments.mjs'
import { runPolicyCommand } from './policy/commands.mjs'

await runScript((args) => {
  const lines = runPolicyCommand(readPolicyArguments(args, callerDirectory()))
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
})
