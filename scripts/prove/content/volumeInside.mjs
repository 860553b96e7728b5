// The half of runInVolume that stands inside the mount namespace: mounts, runs the command, and takes it all away.
// Its one argument is the order as JSON. Exit code: the command's, or 128 and the number of the signal that ended it.
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, relative } from 'node:path'

const FAILED_TO_MOUNT = 125
/** How long a process may take to go after it was told to. */
const PATIENCE_MS = 5000

const { image, mountPoint, directories, command, user, keepReadable } = JSON.parse(process.argv[2])
/** What was mounted, in order, and which directories were made for it. */
const mounted = []
const made = []

function call(program, ...args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
}

function mount(at, ...args) {
  call('mount', ...args)
  mounted.push(at)
}

function ownerOf(name) {
  const id = (flag) => {
    const { stdout, status } = spawnSync('id', [flag, name], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`there is no user ${name}`)
    return Number(stdout)
  }
  return { uid: id('-u'), gid: id('-g') }
}

/** A directory that may not exist outside: it is made for the mount, and removed again. */
function ensureDirectory(path) {
  if (existsSync(path)) return
  ensureDirectory(dirname(path))
  mkdirSync(path)
  made.push(path)
}

/** Where a directory lies on the image: within another one that is mounted too, or by itself. */
function placeOf(directory) {
  const parent = directories.find((other) => directory.startsWith(`${other}/`))
  return parent
    ? join(placeOf(parent), relative(parent, directory))
    : join(mountPoint, directory.replaceAll('/', '_'))
}

function prepare(directory, owner) {
  const inside = placeOf(directory)
  const mode = existsSync(directory) ? statSync(directory).mode & 0o7777 : 0o755
  mkdirSync(inside, { recursive: true })
  chmodSync(inside, mode)
  // A directory that all may write (like /tmp) stays one; any other belongs to the user.
  if (owner && (mode & 0o1000) === 0) chownSync(inside, owner.uid, owner.gid)
  return inside
}

function mountAll() {
  const owner = user === null ? null : ownerOf(user)
  mount(mountPoint, '-o', 'loop,data=ordered', image, mountPoint)
  const outer = directories.filter((one) => !directories.some((other) => one.startsWith(`${other}/`)))
  for (const directory of [...directories].sort()) prepare(directory, owner)
  for (const kept of keepReadable) {
    const directory = outer.find((one) => kept.startsWith(`${one}/`))
    if (directory === undefined) continue
    const place = join(placeOf(directory), relative(directory, kept))
    if (statSync(kept).isDirectory()) mkdirSync(place, { recursive: true })
    else {
      mkdirSync(dirname(place), { recursive: true })
      writeFileSync(place, '')
    }
    call('mount', '--bind', kept, place)
    call('mount', '-o', 'remount,bind,ro', place)
  }
  // The one that covers the mount point itself comes last: the others are reached through it.
  const covers = (directory) => mountPoint.startsWith(`${directory}/`)
  for (const directory of outer.sort((a, b) => Number(covers(a)) - Number(covers(b)))) {
    ensureDirectory(directory)
    mount(directory, '--rbind', placeOf(directory), directory)
  }
}

const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

/** The processes of this namespace that are neither this one nor zombies. */
function survivors() {
  const own = readlinkSync('/proc/self/ns/mnt')
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => namespaceOf(pid) === own)
}

function namespaceOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`)
  } catch {
    // Ended in the meantime, or a zombie.
    return null
  }
}

function endSurvivors() {
  const deadline = Date.now() + PATIENCE_MS
  for (let left = survivors(); left.length > 0 && Date.now() < deadline; left = survivors()) {
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch (error) {
        if (error.code !== 'ESRCH') throw error
      }
    }
    wait(30)
  }
}

function takeAway() {
  endSurvivors()
  // This file system only: others may have much to write.
  if (mounted.length > 0) spawnSync('sync', ['-f', directories[0] ?? mountPoint])
  for (const path of mounted.reverse()) {
    const { status } = spawnSync('umount', ['-R', path])
    // What is hidden or busy goes with the namespace, at the latest when this process ends.
    if (status !== 0) spawnSync('umount', ['-R', '-l', path])
  }
  for (const path of made.reverse()) rmdirSync(path)
}

function runCommand() {
  const [program, ...args] = command
  const line = user === null ? [program, ...args] : ['runuser', '-u', user, '--', program, ...args]
  // The group of the command is its own, so that a signal can be sent to all of it.
  const cwd = existsSync(startedIn) ? startedIn : '/'
  const child = spawn(line[0], line.slice(1), { stdio: 'inherit', detached: true, cwd })
  const passOn = (signal) => {
    try {
      process.kill(-child.pid, signal)
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
    setTimeout(endSurvivors, PATIENCE_MS).unref()
  }
  return new Promise((resolve) => {
    let ended = null
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        ended = signal
        passOn(signal)
      })
    }
    child.on('error', (error) => {
      process.stderr.write(`kazari: ${error.message}\n`)
      resolve(127)
    })
    child.on('exit', (code, signal) => {
      const name = ended ?? signal
      resolve(name === null ? code : 128 + constants.signals[name])
    })
  })
}

const startedIn = process.cwd()
process.chdir('/')
let code = FAILED_TO_MOUNT
try {
  mountAll()
  code = await runCommand()
} catch (error) {
  process.stderr.write(`kazari: ${error.message}\n`)
} finally {
  takeAway()
}
process.exit(code)
