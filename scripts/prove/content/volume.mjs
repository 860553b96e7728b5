import { spawn } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRoot } from '../../lib/project.mjs'
import { run } from '../../lib/run.mjs'
import { Refusal } from '../../lib/say.mjs'

const INSIDE = join(dirname(fileURLToPath(import.meta.url)), 'volumeInside.mjs')
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }
/** How long the kernel may take to give a loop device back after the last mount is gone. */
const DETACH_MS = 10_000

/** Why a volume cannot be made here, as a sentence, or null. */
export async function volumeObstacle() {
  if (process.platform !== 'linux') return 'a disk image can be mounted on Linux only'
  if (!isRoot()) return 'mounting a disk image needs root'
  const { code } = await run('unshare', ['-m', '--propagation', 'private', 'true'])
  if (code !== 0) return 'this machine allows no mount namespace of one’s own'
  const loop = await run('losetup', ['-f'])
  return loop.code === 0 ? null : 'this machine has no free loop device'
}

/**
 * Makes an empty ext4 file system in a file. Its journal is inside, so that what went through it is searched too;
 * nothing is discarded, so that deleted files keep their bytes. The file is sparse.
 */
export async function makeImage(path, sizeMb) {
  const file = await open(path, 'w', 0o600)
  await file.truncate(sizeMb * 1024 * 1024)
  await file.close()
  const extended = 'nodiscard,lazy_itable_init=0,lazy_journal_init=0'
  const made = await run('mkfs.ext4', ['-q', '-F', '-b', '4096', '-m', '0', '-E', extended, path])
  if (made.code !== 0) throw new Refusal(`mkfs.ext4 could not make ${path}: ${made.stderr.trim()}`)
  return path
}

/** The loop devices that hold an image. */
export async function loopDevicesOf(image) {
  const { stdout } = await run('losetup', ['-n', '-O', 'NAME', '-j', image])
  return stdout.split('\n').filter((line) => line !== '')
}

async function waitUntilDetached(image) {
  const deadline = Date.now() + DETACH_MS
  for (;;) {
    const devices = await loopDevicesOf(image)
    if (devices.length === 0) return
    if (Date.now() > deadline) throw new Refusal(`${devices.join(', ')} still holds ${image}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/**
 * Runs a command in a mount namespace of its own in which the given directories lie on the image, empty at first,
 * and everything else is as outside. At the end, and after a signal or a failure, whatever the command left running
 * is ended, the image is written out, unmounted and detached.
 * @param {{ image: string, directories: readonly string[], command: readonly string[], user?: string,
 *   env?: Record<string, string>, cwd?: string, keepReadable?: readonly string[], stdio?: import('node:child_process').StdioOptions,
 *   onStart?: (pid: number) => void }} options
 *   `user` runs the command as an ordinary user, who then owns the directories. `keepReadable` are paths inside
 *   the directories (the project, the package) that stay in view, read-only. `onStart` is told the pid of the process
 *   that does the mounting; the command is its child. Processes have the same pids inside and outside.
 * @returns {Promise<{ code: number | null, signal: string | null, imagePath: string }>}
 */
export async function runInVolume(options) {
  const { image, directories, command, user = null, env = {}, keepReadable = [], onStart } = options
  const mountPoint = await mkdtemp(join(tmpdir(), 'kazari-volume-'))
  const order = { image, mountPoint, directories, command, user, keepReadable }
  const child = spawn(
    'unshare',
    ['-m', '--propagation', 'private', process.execPath, INSIDE, JSON.stringify(order)],
    // A group of its own: Ctrl-C reaches it through this process only, once.
    { stdio: options.stdio ?? 'inherit', cwd: options.cwd, env: { ...process.env, ...env }, detached: true },
  )
  const forward = (signal) => child.kill(signal)
  for (const signal of Object.keys(SIGNALS)) process.on(signal, forward)
  try {
    onStart?.(child.pid)
    const { code, signal } = await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve({ code, signal }))
    })
    await waitUntilDetached(image)
    // The process inside reports a signal that ended the command as a shell would.
    const name = Object.keys(SIGNALS).find((one) => code === 128 + SIGNALS[one])
    return { code: name ? null : code, signal: name ?? signal, imagePath: image }
  } finally {
    for (const signal of Object.keys(SIGNALS)) process.off(signal, forward)
    await rm(mountPoint, { recursive: true, force: true })
  }
}
