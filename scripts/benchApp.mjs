// npm run bench:app [-- --seconds 15] [-- --json]: fps, latency and processor share of the running app against 1 to 10 people.
import { numberAfter, runAppBench } from './lib/appBench.mjs'
import { inProject, readJson } from './lib/project.mjs'
import { Refusal, runScript } from './lib/say.mjs'

const COLUMNS = [
  ['people', ({ people }) => people],
  ['faces', ({ faces }) => faces],
  ['camera fps', ({ cameraFps }) => cameraFps],
  ['tracking fps', ({ trackingFps }) => trackingFps],
  ['paint fps', ({ paintFps }) => paintFps],
  ['p50 ms', ({ p50Ms }) => p50Ms],
  ['p95 ms', ({ p95Ms }) => p95Ms],
  ['cores, all', ({ cpuAll }) => cpuAll.toFixed(2)],
  ['cores, vision', ({ cpuVision }) => cpuVision.toFixed(2)],
  ['eased', ({ eased }) => eased || '–'],
]

await runScript(async (args) => {
  const seconds = numberAfter(args, 'seconds', 15)
  if (seconds === null) throw new Refusal('--seconds wants a number above 0')
  if (!(await runAppBench('app.bench.ts', { KAZARI_BENCH_SECONDS: String(seconds) }))) return 1
  const found = readJson(inProject('test-results/bench/app.json'))
  if (args.includes('--json')) {
    console.log(JSON.stringify(found))
    return 0
  }
  console.log(`${found.machine.processor}, ${found.machine.cores} cores, engine ${found.rows[0].engine}`)
  console.log(COLUMNS.map(([name]) => name.padStart(13)).join('  '))
  for (const row of found.rows) console.log(COLUMNS.map(([, of]) => String(of(row)).padStart(13)).join('  '))
  return 0
})
