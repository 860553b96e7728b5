import { unescape } from './traceLine.mjs'
import { posix } from 'node:path'

const WRITES = /\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)\b|\bO_TMPFILE\b|\b__O_TMPFILE\b/

/** The path inside the quotes of an argument, or null for NULL and for addresses that could not be read. */
function quoted(argument) {
  const match = /^@?"((?:[^"\\]|\\.)*)"/s.exec(argument ?? '')
  return match ? unescape(match[1]) : null
}

/** Directory that a descriptor argument such as `AT_FDCWD</home/a>` or `7</dev/shm/x>` names, or null. */
function directoryOf(argument) {
  const match = /<(\/.*)>$/s.exec(argument ?? '')
  return match ? unescape(match[1]).replace(/ \(deleted\)$/, '') : null
}

/** Where each kind of call has its paths: [directory argument or null, path argument]. */
const MAKES = {
  creat: { what: 'write', paths: [[null, 0]] },
  truncate: { what: 'write', paths: [[null, 0]] },
  rename: {
    what: 'rename',
    paths: [
      [null, 0],
      [null, 1],
    ],
  },
  renameat: {
    what: 'rename',
    paths: [
      [0, 1],
      [2, 3],
    ],
  },
  renameat2: {
    what: 'rename',
    paths: [
      [0, 1],
      [2, 3],
    ],
  },
  link: { what: 'link', paths: [[null, 1]] },
  linkat: { what: 'link', paths: [[2, 3]] },
  symlink: { what: 'symbolic link', paths: [[null, 1]], target: 0 },
  symlinkat: { what: 'symbolic link', paths: [[1, 2]], target: 0 },
  mkdir: { what: 'directory', paths: [[null, 0]] },
  mkdirat: { what: 'directory', paths: [[0, 1]] },
  mknod: { what: 'special file', paths: [[null, 0]] },
  mknodat: { what: 'special file', paths: [[0, 1]] },
  unlink: { what: 'removal', paths: [[null, 0]] },
  unlinkat: { what: 'removal', paths: [[0, 1]] },
  rmdir: { what: 'removal', paths: [[null, 0]] },
  setxattr: { what: 'attribute', paths: [[null, 0]] },
  lsetxattr: { what: 'attribute', paths: [[null, 0]] },
}
const OPENS = { open: [null, 0, 1], openat: [0, 1, 2], openat2: [0, 1, 2] }
/** Ways around the calls above: one that succeeds is a finding whatever it was for. */
const DETOURS = new Set(['open_by_handle_at', 'io_uring_setup', 'mount'])

/**
 * What calls do to files, as { what, path, failed, pid, line }. Relative paths are resolved against every directory that a
 * traced process ever stood in: a file that could be outside is taken as outside.
 */
export function createFileEvents(startDirectory) {
  const directories = new Set([startDirectory])
  const absolute = (base, path) =>
    path.startsWith('/')
      ? [path]
      : [...(base === null ? directories : [base])].map((each) => posix.resolve(each, path))

  function* made(call, { what, paths, target }) {
    for (const [directoryAt, pathAt] of paths) {
      const path = quoted(call.args[pathAt])
      if (path === null) {
        yield { what, path: null, failed: call.failed, pid: call.pid, line: call.line }
        continue
      }
      const base = directoryAt === null ? null : directoryOf(call.args[directoryAt])
      for (const each of absolute(base, path))
        yield {
          what,
          path: posix.normalize(each),
          ...(target === undefined ? {} : { target: quoted(call.args[target]) }),
          failed: call.failed,
          pid: call.pid,
          line: call.line,
        }
    }
  }

  return function* eventsOf(call) {
    if (call.call === 'chdir' && call.failed === null) {
      const path = quoted(call.args[0])
      if (path !== null) for (const each of absolute(null, path)) directories.add(posix.normalize(each))
      return
    }
    if (call.call === 'fchdir' && call.failed === null) {
      const path = directoryOf(call.args[0])
      if (path !== null) directories.add(path)
      return
    }
    const opens = OPENS[call.call]
    if (opens) {
      const [directoryAt, pathAt, flagsAt] = opens
      if (!WRITES.test(call.args[flagsAt] ?? '')) return
      const path = quoted(call.args[pathAt])
      const base = directoryAt === null ? null : directoryOf(call.args[directoryAt])
      // The kernel's own answer names the file itself, with every link followed.
      const found =
        call.resultPath !== null
          ? [call.resultPath]
          : path === null
            ? [null]
            : absolute(base, path).map(posix.normalize)
      for (const each of found)
        yield { what: 'write', path: each, failed: call.failed, pid: call.pid, line: call.line }
      return
    }
    if (call.call === 'bind') {
      const address = /sun_path=(?!@)"((?:[^"\\]|\\.)*)"/s.exec(call.args[1] ?? '')
      if (address)
        for (const each of absolute(null, unescape(address[1])))
          yield { what: 'socket file', path: each, failed: call.failed, pid: call.pid, line: call.line }
      return
    }
    if (DETOURS.has(call.call)) {
      yield { what: `detour (${call.call})`, path: null, failed: call.failed, pid: call.pid, line: call.line }
      return
    }
    const makes = MAKES[call.call]
    if (makes) yield* made(call, makes)
  }
}
