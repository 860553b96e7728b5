import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { hashFile } from '../npmTarball.mjs'
import { inProject } from '../project.mjs'
import { fuseConfig, provenFuses } from './fusePlan.mjs'
import { CONFINED_NAME, START_NAME, placesIn } from './layout.mjs'

/** Every file under a folder: { path (relative, with slashes), full }, in one order on every file system. */
export async function filesIn(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((full) => ({ path: relative(directory, full).split(sep).join('/'), full }))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

/**
 * On Linux Electron moves behind the launcher that confines it: the launcher takes the name that people start. Without the
 * launcher's builder Electron keeps that name. Gives the name of Electron's executable.
 */
async function addLauncher(places, platform) {
  const builder = inProject('scripts/lib/launcher.mjs')
  if (platform !== 'linux' || !existsSync(builder)) return START_NAME
  const { buildLauncher } = await import(builder)
  const made = join(places.root, '.launcher')
  await mkdir(made, { recursive: true })
  await buildLauncher(made)
  await rename(join(places.root, START_NAME), join(places.root, CONFINED_NAME))
  await rename(join(made, 'kazari'), join(places.root, START_NAME))
  await rename(join(made, 'libkazari-confine.so'), join(places.resources, 'libkazari-confine.so'))
  await rm(made, { recursive: true })
  return CONFINED_NAME
}

/** Moved here and not by electron-builder, which leaves out every node_modules that it is not told about by package.json. */
async function addEngines(folder, { resources }) {
  await rename(folder, join(resources, 'engine'))
}

/** Nobody but the owner may write, nothing runs with another's rights; what is data cannot be run. */
async function setModes(directory) {
  if (process.platform === 'win32') return
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath ?? entry.path, entry.name)
    if (entry.isSymbolicLink()) continue
    const isData = /\.(wasm|json|bin|asar|pak|md|txt|html|dat)$/.test(entry.name)
    const runs = entry.isDirectory() || (!isData && ((await lstat(full)).mode & 0o111) !== 0)
    await chmod(full, runs ? 0o755 : 0o644)
  }
  await chmod(directory, 0o755)
}

/**
 * The last steps on an unpacked package, before anybody signs it or puts it into an installer: launcher, fuses (flipped, then
 * read back with other code), modes, and resources/build.json, which says what the package is and lists its files.
 * context: electron-builder's; enginesFolder: the engines to take in; record: { kind, proofOnly, appVersion, commit, electronVersion, chromium, node, engine }.
 */
export async function finishPackage(
  { appOutDir, electronPlatformName: platform },
  { record, enginesFolder },
) {
  const before = placesIn(appOutDir, platform, platform === 'linux' ? START_NAME : 'Kazari')
  const { flipFuses } = await import('@electron/fuses')
  const target = platform === 'darwin' ? before.root : before.executable
  await flipFuses(target, await fuseConfig())
  const name = platform === 'linux' ? await addLauncher(before, platform) : 'Kazari'
  const places = placesIn(appOutDir, platform, name)
  await addEngines(enginesFolder, places)
  const { wire, fuses } = await provenFuses(places.fuses, platform)
  await setModes(appOutDir)
  const files = []
  for (const { path, full } of await filesIn(places.root)) {
    const found = await lstat(full)
    if (found.isFile()) files.push({ path, bytes: found.size, sha256: await hashFile(full) })
  }
  const start = platform === 'linux' ? START_NAME : name
  const text = JSON.stringify({ ...record, start, executable: name, wire, fuses, files }, null, 1)
  await writeFile(join(places.resources, 'build.json'), `${text}\n`, { mode: 0o644 })
}
