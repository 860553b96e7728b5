import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureBuild } from './buildApp.mjs'
import { isRoot } from './project.mjs'
import { Refusal, say } from './say.mjs'
import { ensureSystemLibraries, missingSharedLibraries } from './systemLibraries.mjs'

/** Values of the kernel settings that keep an ordinary user from making the namespaces of Chromium's sandbox. */
const NAMESPACE_BARS = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
]

function readSetting(path) {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    // The setting does not exist on this kernel, so it bars nothing.
    return null
  }
}

function refuseWithoutSandbox(executable) {
  if (process.platform !== 'linux' || !NAMESPACE_BARS.some(([path, bar]) => readSetting(path) === bar)) return
  const helper = join(dirname(executable), 'chrome-sandbox')
  const found = statSync(helper, { throwIfNoEntry: false })
  if (found?.uid === 0 && (found.mode & 0o4000) !== 0) return
  throw new Refusal(
    `this system lets ordinary users start a sandbox only through a helper; allow it once with:\n` +
      `  sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`,
  )
}

/** Installs (root on Debian and Ubuntu), or refuses with the command or the names, what Electron lacks to be loaded. */
async function ensureSharedLibraries(executable) {
  if ((await missingSharedLibraries(executable)).length === 0) return
  await ensureSystemLibraries('runtime', { install: true })
  const missing = await missingSharedLibraries(executable)
  if (missing.length > 0) {
    throw new Refusal(`Electron needs system libraries that are not here: ${missing.join(', ')}`)
  }
}

/**
 * How to open the studio on this computer: { executable, leading (first arguments: the build, and as root the switch
 * that Chromium then needs) }. As root the test build is used, because a build for people refuses to run without its
 * sandbox; one visible line says so.
 */
export async function prepareLaunch(runtime, { allowRoot = isRoot() } = {}) {
  await ensureSharedLibraries(runtime.executable)
  if (!allowRoot) {
    refuseWithoutSandbox(runtime.executable)
    return { executable: runtime.executable, leading: [await ensureBuild('development')] }
  }
  const build = await ensureBuild('test')
  say(
    'running as root: the test build is used, without Chromium’s sandbox; start as an ordinary user for the real one',
  )
  return { executable: runtime.executable, leading: [build, '--no-sandbox'] }
}
