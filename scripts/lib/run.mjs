import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { say } from './say.mjs'

/**
 * Runs a program to its end and gives { code, stdout, stderr, timedOut }; code is null when it could not start
 * or was ended by a signal.
 * options: cwd, env (added to the environment), timeoutMs, show ('nothing' | 'errors' | 'everything': what of
 * its output appears while it runs, always on stderr unless `stdio: 'inherit'`), waiting (a line repeated every
 * 15 s so that a long silent step is seen to be alive).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, timeoutMs?: number, waiting?: string,
 *   show?: 'nothing' | 'errors' | 'everything', stdio?: 'inherit' }} options
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string, timedOut: boolean }>}
 */
export function run(command, args, options = {}) {
  const { cwd, env = {}, timeoutMs, show = 'nothing', waiting, stdio } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: stdio ?? ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8')
      child[name]?.on('data', (text) => {
        output[name] += text
        if (show === 'everything' || (show === 'errors' && name === 'stderr')) process.stderr.write(text)
      })
    }
    let timedOut = false
    const startedAt = Date.now()
    const deadline = timeoutMs && setTimeout(() => ((timedOut = true), child.kill('SIGKILL')), timeoutMs)
    const heartbeat =
      waiting &&
      setInterval(() => say(`${waiting} (${Math.round((Date.now() - startedAt) / 1000)} s)`), 15_000)
    const finish = (code, problem) => {
      clearTimeout(deadline)
      clearInterval(heartbeat)
      resolve({ code, stdout: output.stdout, stderr: problem ?? output.stderr, timedOut })
    }
    child.on('error', (error) => finish(null, error.message))
    child.on('close', (code) => finish(code))
  })
}

/** Runs npm with the arguments; the npm that started this script when there is one. Same options and result as run. */
export function runNpm(args, options) {
  const self = process.env.npm_execpath
  // npx sets npm_execpath to itself, and other package managers to theirs.
  if (self && /npm-cli\.c?js$/.test(self)) return run(process.execPath, [self, ...args], options)
  // npm is a .cmd file on Windows, which only a shell can start.
  return process.platform === 'win32'
    ? run(process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options)
}

/** The last `count` lines of a program's output that say something to a person: no stack, no colour codes. */
export function lastLines(text, count = 6) {
  return stripVTControlCharacters(text)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-count)
    .join('\n')
}
