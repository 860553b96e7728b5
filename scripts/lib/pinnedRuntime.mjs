import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { impatientEnvironment, saysUnreachable } from './installer.mjs'
import { inProject, readJson } from './project.mjs'
import { lastLines, run } from './run.mjs'

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

/**
 * Downloads the pinned Electron with its package's own installer (which checks the hashes that the package
 * carries). Gives null when it worked, else one sentence why not.
 */
export async function downloadPinnedRuntime() {
  const installer = inProject('node_modules/electron/install.js')
  if (!existsSync(installer)) return 'the package electron is not installed'
  const result = await run(process.execPath, [installer], {
    env: impatientEnvironment(),
    timeoutMs: DOWNLOAD_MS,
    waiting: `downloading Electron ${pinnedVersion()}`,
  })
  if (result.code === 0 && installedPinnedRuntime() !== null) return null
  if (result.timedOut) return 'the download took more than 20 minutes'
  const sentence = reasonIn(result.stderr)
  const nodeIsOld = Number(process.versions.node.split('.')[0]) < 22
  return nodeIsOld && !sentence.includes('reached')
    ? `${sentence} (its installer asks for Node 22.12 or newer; this is ${process.versions.node})`
    : sentence
}

function reasonIn(text) {
  if (saysUnreachable(text)) return 'its release page cannot be reached'
  return (
    lastLines(text)
      .split('\n')[0]
      ?.replace(/^\w*Error: /, '') || 'its installer failed without a word'
  )
}
