// npm run soak [-- --minutes 10] [-- --engines] [-- --json]: whether anything grows in the running app on its demo camera or, with
// --engines, in every engine of this computer, side by side, each in a process of its own.
import { ensureBuild } from './lib/buildApp.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { judgeSoak } from './lib/soakVerdict.mjs'
import { numberAfter, runAppBench } from './lib/appBench.mjs'
import { inProject, projectRoot, readJson } from './lib/project.mjs'
import { run } from './lib/run.mjs'
import { Refusal, runScript, say } from './lib/say.mjs'

const ENGINES = ['native', 'onnx', 'wasm']

async function soakEngines(minutes) {
  await ensureDependencies()
  await ensureBuild('development')
  const command = [inProject('out/main/cli.cjs'), 'engine-soak', '--minutes', String(minutes), '--engine']
  const all = await Promise.all(
    ENGINES.map(async (engine) => {
      const { code, stdout, stderr } = await run(process.execPath, [...command, engine], { cwd: projectRoot })
      if (code === 0) {
        const { lines } = judgeSoak(JSON.parse(stdout))
        return lines.map(({ passed, line }) => ({ passed, line: `${engine}, ${line}` }))
      }
      say(`${engine}: not measured: ${stderr.trim().split('\n').at(-1)}`)
      return []
    }),
  )
  const lines = all.flat()
  return { passed: lines.length > 0 && lines.every(({ passed }) => passed), lines }
}

async function soakApp(minutes) {
  const isDone = await runAppBench('soak.bench.ts', { KAZARI_SOAK_MINUTES: String(minutes) })
  return isDone ? judgeSoak(readJson(inProject('test-results/bench/soak.json'))) : null
}

await runScript(async (args) => {
  const minutes = numberAfter(args, 'minutes', 10)
  if (minutes === null) throw new Refusal('--minutes wants a number above 0')
  const verdict = await (args.includes('--engines') ? soakEngines(minutes) : soakApp(minutes))
  if (verdict === null) return 1
  if (args.includes('--json')) console.log(JSON.stringify(verdict))
  else for (const { passed, line } of verdict.lines) console.log(`${passed ? 'pass' : 'FAIL'}  ${line}`)
  return verdict.passed ? 0 : 1
})
