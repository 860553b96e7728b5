import { ensureBuild } from './buildApp.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inProject, projectRoot } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { resolveRuntime } from './runtime.mjs'
import { say } from './say.mjs'
import { withDisplay } from './virtualDisplay.mjs'

/** Runs one measurement of test/bench on the test build, on a display of its own; true when it came to its end. */
export async function runAppBench(file, environment) {
  await ensureDependencies()
  await resolveRuntime()
  await ensureBuild('test')
  const cli = inProject('node_modules/@playwright/test/cli.js')
  const config = inProject('test/bench/playwright.config.ts')
  const { code, stdout, stderr } = await withDisplay(
    (display) =>
      run(process.execPath, [cli, 'test', '--config', config, file], {
        cwd: projectRoot,
        env: { ...display, ...environment },
        waiting: 'measuring',
      }),
    { always: true },
  )
  if (code !== 0) say(`the measurement failed:\n${lastLines(`${stdout}\n${stderr}`, 40)}`)
  return code === 0
}

/** Value of `--name` in the arguments, or the default. */
export function numberAfter(args, name, otherwise) {
  const at = args.indexOf(`--${name}`)
  if (at < 0) return otherwise
  const value = Number(args[at + 1])
  return Number.isFinite(value) && value > 0 ? value : null
}
