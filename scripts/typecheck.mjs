// npm run typecheck: compiles each environment's project (tsconfig/*.json) without output; stops at none.
import { readdir } from 'node:fs/promises'
import { inProject, projectRoot } from './lib/project.mjs'
import { run } from './lib/run.mjs'
import { runScript, say } from './lib/say.mjs'

const AT_ONCE = 2
/** "No inputs were found": a project whose folder is still empty. */
const NO_INPUTS = 'TS18003'

/** Compiles one project; gives true when it is free of errors. */
async function compile(name) {
  const tsc = inProject('node_modules/typescript/bin/tsc')
  const result = await run(process.execPath, [tsc, '--pretty', 'false', '-p', `tsconfig/${name}`], {
    cwd: projectRoot,
  })
  if (result.code === 0) return true
  if (result.stdout.includes(NO_INPUTS)) {
    say(`tsconfig/${name} has no files yet`)
    return true
  }
  process.stdout.write(`tsconfig/${name}\n${result.stdout}${result.stderr}`)
  return false
}

await runScript(async () => {
  const waiting = (await readdir(inProject('tsconfig'))).filter((name) => name !== 'base.json').sort()
  const count = waiting.length
  let failed = 0
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      if (!(await compile(name))) failed += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  say(failed === 0 ? `${count} projects compile` : `${failed} of ${count} projects do not compile`)
  return failed === 0 ? 0 : 1
})
