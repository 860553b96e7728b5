// npm run soak [-- --minutes 10] [-- --json]: the running app on its demo camera, and whether anything in it grows.
import { judgeSoak } from './lib/soakVerdict.mjs'
import { numberAfter, runAppBench } from './lib/appBench.mjs'
import { inProject, readJson } from './lib/project.mjs'
import { Refusal, runScript } from './lib/say.mjs'

await runScript(async (args) => {
  const minutes = numberAfter(args, 'minutes', 10)
  if (minutes === null) throw new Refusal('--minutes wants a number above 0')
  if (!(await runAppBench('soak.bench.ts', { KAZARI_SOAK_MINUTES: String(minutes) }))) return 1
  const verdict = judgeSoak(readJson(inProject('test-results/bench/soak.json')))
  if (args.includes('--json')) console.log(JSON.stringify(verdict))
  else for (const { passed, line } of verdict.lines) console.log(`${passed ? 'pass' : 'FAIL'}  ${line}`)
  return verdict.passed ? 0 : 1
})
