// npm run package [-- --test] [--engine native] [--target dir|deb|AppImage|nsis|dmg …]: puts the studio into dist/, as a folder to
// start it from or as an installer.
import { ensureDependencies } from './lib/dependencies.mjs'
import { runScript, Refusal, say } from './lib/say.mjs'
import { readPackageArguments } from './lib/package/arguments.mjs'
import { makeTarget } from './lib/package/installers.mjs'

/** What has to be known about a package before somebody hands it on. */
function describe({ path, record }) {
  const electron = `Electron ${record.electronVersion}`
  say(`${path} is made (Kazari ${record.appVersion}, ${electron}, ${record.kind} build)`)
  if (record.proofOnly)
    say(
      `it is a proof build, for development and tests only, never for people: ${electron} is past its support`,
    )
}

await runScript(async (args) => {
  const { kind, engine, targets } = readPackageArguments(args)
  await ensureDependencies()
  let failed = 0
  for (const target of targets) {
    try {
      describe(await makeTarget(target, kind, engine))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      say(error.message)
      failed += 1
    }
  }
  return failed === 0 ? 0 : 1
})
