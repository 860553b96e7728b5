import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** How long a command may take beyond what it was told to wait. */
const GRACE_MS = 30_000

/**
 * Starts the app under `command` (its first word is the program) and speaks with its proof hook: JSON lines on standard
 * input and output. Gives { pid, ask(command), output(), ended, kill(signal) }.
 */
export function startProofApp(command, { env, cwd }) {
  // A group of its own: under strace the app is not this process's child, and both must be ended together.
  const child = spawn(command[0], command.slice(1), {
    env,
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  const waiting = new Map()
  let nextId = 1
  let markReady
  let refuseReady
  const ready = new Promise((resolve, reject) => {
    markReady = resolve
    refuseReady = reject
  })
  // A start that fails is told by whoever awaits it; nobody has to.
  ready.catch(() => undefined)
  const ended = new Promise((resolve) => {
    const finish = (code, signal, problem) => {
      const why = new Error(
        `the app ended (${problem ?? signal ?? `code ${code}`}): ${output.slice(-2_000).trim()}`,
      )
      refuseReady(why)
      for (const { reject } of waiting.values()) reject(why)
      waiting.clear()
      resolve({ code, signal })
    }
    child.on('error', (error) => finish(null, null, error.message))
    child.on('close', (code, signal) => finish(code, signal))
  })
  const keep = (text) => (output = (output + text).slice(-200_000))
  child.stderr.setEncoding('utf8').on('data', keep)
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{"proof":1')) return keep(`${line}\n`)
    const reply = JSON.parse(line)
    if (reply.ready === true) return markReady()
    if (reply.ready === false) return refuseReady(new Error(reply.error))
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.ok) asked?.resolve(reply.value)
    else asked?.reject(new Error(`${asked.words}: ${reply.error}`))
  })

  return {
    pid: child.pid,
    ready,
    ended,
    output: () => output,
    kill(signal) {
      try {
        process.kill(-child.pid, signal)
      } catch (error) {
        if (error.code !== 'ESRCH') throw error
      }
    },
    ask(command) {
      const id = nextId++
      const words = `${command.do} ${command.target?.name ?? command.text ?? command.kind ?? ''}`.trim()
      return new Promise((resolve, reject) => {
        const deadline = setTimeout(
          () => {
            waiting.delete(id)
            reject(new Error(`${words}: no answer`))
          },
          (command.withinMs ?? 30_000) + GRACE_MS,
        )
        const settle = (done) => (value) => (clearTimeout(deadline), done(value))
        waiting.set(id, { words, resolve: settle(resolve), reject: settle(reject) })
        child.stdin.write(`${JSON.stringify({ id, ...command })}\n`)
      })
    },
  }
}
