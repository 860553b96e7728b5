import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { impatientEnvironment, saysUnreachable } from './installer.mjs'
import { inProject, readJson } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { say } from './say.mjs'

const DOWNLOAD_MS = 20 * 60_000

/** The exact Electron version that package.json pins. */
export const pinnedVersion = () => readJson(inProject('package.json')).devDependencies.electron

/** { kind, executable, version } of the pinned Electron when its binary is installed, else null. */
export function installedPinnedRuntime() {
  const folder = inProject('node_modules/electron')
  const versionFile = join(folder, 'dist/version')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(versionFile) || !existsSync(pathFile)) return null
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return version === pinnedVersion() && existsSync(executable)
    ? { kind: 'pinned', executable, version }
    : null
}

function runInstaller(installer, env) {
  return run(process.execPath, [installer], {
    env: { ...impatientEnvironment(), ...env },
    timeoutMs: DOWNLOAD_MS,
    waiting: `downloading Electron ${pinnedVersion()}`,
  })
}

/**
 * Downloads the pinned Electron with its package's own installer (which checks the hashes that the package
 * carries); a broken download is fetched once more. Gives null when it worked, else one sentence why not.
 */
export async function downloadPinnedRuntime() {
  const installer = inProject('node_modules/electron/install.js')
  if (!existsSync(installer)) return 'the package electron is not installed'
  let result = await runInstaller(installer, {})
  if (isBroken(result.stderr)) {
    say('the download is broken (its hash differs); fetching it again')
    result = await runInstaller(installer, { force_no_cache: 'true' })
  }
  if (result.code === 0 && installedPinnedRuntime() !== null) return null
  return result.timedOut ? 'the download took more than 20 minutes' : reasonIn(result.stderr)
}

const isBroken = (text) => /did not match expected checksum/.test(text)

function reasonIn(text) {
  if (saysUnreachable(text)) return 'its release page cannot be reached'
  if (isBroken(text)) return 'what its release page sends does not have the hash that its package names'
  const sentence =
    lastLines(text)
      .split('\n')[0]
      ?.replace(/^\w*Error: /, '') || 'its installer failed without a word'
  const nodeIsTooOld =
    Number(process.versions.node.split('.')[0]) < 22 && /ERR_|SyntaxError|extract/.test(text)
  return nodeIsTooOld
    ? `${sentence} (its installer asks for Node 22.12 or newer; this is ${process.versions.node})`
    : sentence
}
