import { existsSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyAssets } from './buildAssets.mjs'
import { withLock } from './lock.mjs'
import { inProject, projectRoot, readJson } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal, say } from './say.mjs'
import { stampOf } from './stamp.mjs'

/** Everything that a build is made from. */
const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'vite.aliases.ts',
  'vite.packages.ts',
  'package.json',
  'package-lock.json',
  'scripts/lib/buildApp.mjs',
  'scripts/lib/buildAssets.mjs',
]
// The oldest Electron that the build has to run on (the registry runtime): electron-vite derives its compile targets
// from it, and a build for the newest would use syntax and APIs that the oldest lacks.
const OLDEST_ELECTRON_MAJOR = '33'

/** The two kinds of build: 'development' in out/, and 'test' in out-test/, which accepts the switches of a test. */
export const outDirectory = (kind) => inProject(kind === 'test' ? 'out-test' : 'out')

async function runElectronVite(kind) {
  const bin = inProject('node_modules/electron-vite/bin/electron-vite.js')
  const result = await run(process.execPath, [bin, 'build'], {
    cwd: projectRoot,
    env: {
      KAZARI_BUILD: kind,
      ELECTRON_MAJOR_VER: OLDEST_ELECTRON_MAJOR,
      NODE_ENV: 'production',
    },
    waiting: 'building',
  })
  if (result.code === 0) return
  throw new Refusal(`the build failed:\n${lastLines(`${result.stdout}\n${result.stderr}`, 40)}`)
}

async function writeManifest(directory) {
  const { name, productName, version } = readJson(inProject('package.json'))
  const manifest = { name, productName, version, main: 'main/index.cjs' }
  await writeFile(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/**
 * Makes sure that the build of this kind belongs to the sources, and gives its folder. Nothing is done, and nothing
 * said, when the stamp of the last build still fits, unless `force`.
 */
export function ensureBuild(kind, { force = false } = {}) {
  const directory = outDirectory(kind)
  return withLock(`build-${kind}`, async () => {
    const stamp = stampOf(projectRoot, SOURCES, kind)
    const stampPath = join(directory, '.stamp')
    if (!force && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return directory
    say(kind === 'test' ? 'building the test build (out-test/)' : 'building (out/)')
    // The stamp comes back last: an interrupted build is made again.
    await rm(directory, { recursive: true, force: true })
    await runElectronVite(kind)
    await copyAssets(directory)
    await writeManifest(directory)
    await writeFile(stampPath, stamp)
    return directory
  })
}
