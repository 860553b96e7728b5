// npm run --silent decorate -- PICTURE… --look NAME --out FOLDER: decorates pictures with the studio's own renderer.
import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { decorateInHiddenWindow } from './lib/batch.mjs'
import { checkLook, outputNames, readDecorateArguments } from './lib/decorateArguments.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { prepareLaunch } from './lib/electron.mjs'
import { callerDirectory, inProject, readJson } from './lib/project.mjs'
import { resolveRuntime } from './lib/runtime.mjs'
import { Refusal, runScript } from './lib/say.mjs'

// What the consent notice says on screen, for somebody at a terminal: typing the command is the consent.
const NOTICE =
  'Kazari looks for eyes, noses and mouths in these pictures, only to place decorations on them. ' +
  'Nothing it reads from a face is kept, sent or shown. Running this command is your yes for these pictures; for ' +
  'pictures of other people you need theirs.\n'

/** Prints why a picture cannot be read and gives false, or gives true. */
function isReadable(picture) {
  const found = statSync(picture, { throwIfNoEntry: false })
  if (found?.isFile()) return true
  const reason = found === undefined ? 'there is no such file' : 'it is not a file'
  process.stdout.write(`failed ${picture}: ${reason}\n`)
  return false
}

async function makeFolder(out) {
  try {
    await mkdir(out, { recursive: true })
  } catch (error) {
    throw new Refusal(`the folder ${out} cannot be made: ${error.message}`)
  }
}

await runScript(async (args) => {
  const { pictures, look, out, format } = readDecorateArguments(args, callerDirectory())
  checkLook(look, readJson(inProject('resources/stickers/starter/pack.json')))
  process.stderr.write(NOTICE)
  const readable = pictures.filter(isReadable)
  const missing = pictures.length - readable.length
  if (readable.length === 0) {
    process.stdout.write(`0 decorated, ${missing} failed\n`)
    return 1
  }
  await makeFolder(out)
  await ensureDependencies()
  const launch = await prepareLaunch(await resolveRuntime())
  const names = outputNames(readable, format, (name) => existsSync(join(out, name)))
  const code = await decorateInHiddenWindow({
    launch,
    jobs: readable.map((picture, index) => ({ in: picture, look, out: join(out, names[index]), format })),
    consent: 'operator',
    onLine: (line) => process.stdout.write(`${withMissing(line, missing)}\n`),
  })
  return missing > 0 ? 1 : code
})

/** The studio's last line counts what it was given; the files that were not even there belong to the total. */
function withMissing(line, missing) {
  const [, decorated, failed] = /^(\d+) decorated, (\d+) failed$/.exec(line) ?? []
  return decorated === undefined ? line : `${decorated} decorated, ${Number(failed) + missing} failed`
}
