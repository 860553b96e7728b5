// npm start [-- --demo]: sets up what is missing and opens the studio; without a display it decorates the bundled
// demo pictures instead.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { decorateInHiddenWindow } from './lib/batch.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { prepareLaunch } from './lib/electron.mjs'
import { inProject, readJson } from './lib/project.mjs'
import { resolveRuntime } from './lib/runtime.mjs'
import { Refusal, runScript, say } from './lib/say.mjs'
import { ensureSystemLibraries } from './lib/systemLibraries.mjs'
import { hasDisplay } from './lib/virtualDisplay.mjs'

/** Opens the studio's window and waits for its end; gives its exit code. */
function openStudio({ executable, leading }, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [...leading, ...args], { stdio: 'inherit' })
    // The terminal sends its interrupt to both; the studio ends in its own time, and we after it.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

async function decorateDemoPictures(launch) {
  const listPath = inProject('resources/demo/demo.json')
  if (!existsSync(listPath))
    throw new Refusal(`there are no demo pictures to decorate: ${listPath} is missing`)
  const out = inProject('demo-pictures')
  await mkdir(out, { recursive: true })
  // The folder is made by this command alone; an old picture must not pass for a new one.
  for (const name of await readdir(out)) if (name.endsWith('-kazari.png')) await rm(join(out, name))
  const jobs = readJson(listPath).pictures.map(({ file, look }) => ({
    in: inProject('resources/demo', file),
    look,
    out: join(out, `${basename(file, extname(file))}-kazari.png`),
    format: 'png',
  }))
  const code = await decorateInHiddenWindow({
    launch,
    jobs,
    consent: 'bundled',
    onLine: (line) => process.stdout.write(`${line}\n`),
  })
  if (code === 0) say(`the decorated pictures are in ${out}`)
  else say(`not every demo picture could be decorated; what there is lies in ${out}`)
  return code
}

await runScript(async (args) => {
  const canShow = hasDisplay()
  if (!canShow) {
    say('there is no display: the bundled demo pictures are decorated in a hidden window instead')
    await ensureSystemLibraries('display', { install: true })
  }
  await ensureDependencies()
  const launch = await prepareLaunch(await resolveRuntime())
  return canShow ? openStudio(launch, args) : decorateDemoPictures(launch)
})
