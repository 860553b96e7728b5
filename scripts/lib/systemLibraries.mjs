import { existsSync } from 'node:fs'
import { isRoot } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal, say } from './say.mjs'

// What Electron needs to run. Each entry lists one package's names, the newer first: Debian 13 and Ubuntu 24.04 renamed libraries whose time
// type grew (t64).
export const RUNTIME_PACKAGES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['fonts-noto-cjk'],
]
const VIRTUAL_DISPLAY_PACKAGES = [['xvfb']]
/**
 * ffmpeg makes the clips that the tests play as a camera; xdotool presses keys on a package that no driver may enter; gcc with its
 * library makes a package's launcher; Vulkan's loader leads the webgpu engine to the software driver that comes with Electron; the
 * others trace the app and mount the images of the proofs.
 */
const TEST_PACKAGES = [
  ...[['ffmpeg'], ['xdotool'], ['gcc'], ['libc6-dev'], ['libvulkan1']],
  ...[['strace'], ['e2fsprogs'], ['util-linux'], ['mount']],
]

/** What a command needs of the system: 'runtime' to run Electron, 'display' for a virtual display, 'test' for the tests. */
const NEEDS = {
  runtime: RUNTIME_PACKAGES,
  display: [...RUNTIME_PACKAGES, ...VIRTUAL_DISPLAY_PACKAGES],
  test: [...RUNTIME_PACKAGES, ...VIRTUAL_DISPLAY_PACKAGES, ...TEST_PACKAGES],
}

const isDebian = () => process.platform === 'linux' && existsSync('/etc/debian_version')

/** The entries of which no name is installed. */
async function missingPackages(entries) {
  const names = entries.flat()
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names])
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return entries.filter((entry) => !entry.some((name) => installed.has(name)))
}

/** For each entry the name that this release of the system knows; the last when apt knows none. */
async function knownNames(entries) {
  const { stdout } = await run('apt-cache', ['policy', ...entries.flat()])
  const known = new Set()
  for (const block of stdout.split(/\n(?=\S)/)) {
    const [, name, candidate] = /^(\S+?)(?::\w+)?:\n.*?\n\s+Candidate: (\S+)/.exec(block) ?? []
    if (name !== undefined && candidate !== '(none)') known.add(name)
  }
  return entries.map((entry) => entry.find((name) => known.has(name)) ?? entry.at(-1))
}

async function apt(args, doing) {
  say(doing)
  const result = await run('apt-get', args, {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: 15 * 60_000,
    waiting: doing,
  })
  return result.code === 0 ? null : lastLines(result.stderr || result.stdout)
}

/**
 * Makes sure that the system has what Electron ('runtime'), a virtual display ('display') or the tests ('test') need.
 * On Debian and Ubuntu as root missing packages are installed when `install`; otherwise a Refusal names the exact
 * command. Other systems are left alone: their package names are not ours to guess.
 */
export async function ensureSystemLibraries(need, { install }) {
  if (!isDebian()) return
  const missing = await missingPackages(NEEDS[need])
  if (missing.length === 0) return
  if (!install || !isRoot()) {
    const names = (await knownNames(missing)).join(' ')
    throw new Refusal(
      `these system packages are missing; install them with:\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    )
  }
  // Lists may be empty on a fresh machine; a failed update still lets what is cached be installed.
  const outdated = await apt(['update'], 'updating the lists of system packages')
  if (outdated !== null) say(`apt-get update reported: ${outdated}`)
  const names = await knownNames(missing)
  const problem = await apt(
    ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...names],
    `installing system packages: ${names.join(' ')}`,
  )
  if (problem !== null) throw new Refusal(`apt-get could not install ${names.join(' ')}: ${problem}`)
}

/** The shared libraries that an executable needs and the system lacks (Linux; elsewhere none). */
export async function missingSharedLibraries(executable) {
  if (process.platform !== 'linux') return []
  const { stdout } = await run('ldd', [executable])
  return stdout
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0])
}
