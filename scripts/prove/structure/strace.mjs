/**
 * The system calls that can make a file, change one or reach a network. Reading is not traced: what is only read leaves
 * nothing behind. `io_uring_setup`, `open_by_handle_at` and the mounts are here because they could go around the others.
 */
export const TRACED_CALLS = [
  ...['open', 'openat', 'openat2', 'creat', 'open_by_handle_at', 'truncate', 'memfd_create'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat'],
  ...['mkdir', 'mkdirat', 'mknod', 'mknodat', 'unlink', 'unlinkat', 'rmdir'],
  ...['setxattr', 'lsetxattr', 'chdir', 'fchdir', 'chroot', 'mount', 'io_uring_setup', 'execve'],
  ...['socket', 'connect', 'bind', 'sendto', 'sendmsg', 'sendmmsg'],
]

/**
 * The command that runs `command` traced into `output`. No content is recorded (`-s 0`; names are always written in full).
 * `user`: root traces, the app runs as this user; a process that lets nobody of its own kind look into it is read all the same.
 * `stopped`: attempts that a filter of the launcher refuses are seen as well, which makes every system call slower.
 */
export function straceCommand(command, output, { stopped = false, user = null } = {}) {
  const calls = `trace=${TRACED_CALLS.map((call) => `?${call}`).join(',')}`
  const filter = stopped ? [] : ['--seccomp-bpf']
  return [
    'strace',
    '-f',
    ...filter,
    ...(user === null ? [] : ['-u', user]),
    '-y',
    '-yy',
    '-s',
    '0',
    '-qq',
    '-o',
    output,
    '-e',
    calls,
    '-e',
    'signal=none',
    '--',
    ...command,
  ]
}
