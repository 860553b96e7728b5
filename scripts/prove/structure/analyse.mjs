import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createFileEvents } from './fileEvents.mjs'
import { networkEventsOf } from './networkEvents.mjs'
import { createTraceReader } from './traceLine.mjs'

/** Errors that mean: something refused it, and would have done so whatever lay there. */
const REFUSALS = new Set(['EACCES', 'EPERM', 'EROFS'])
/** How many examples of one kind are kept. */
const EXAMPLES = 3

/** Groups equal findings: a path is said once, with how often, by which processes and one line of the trace. */
function createTally() {
  const rows = new Map()
  return {
    add(key, row, { pid, line }) {
      const known = rows.get(key) ?? { ...row, count: 0, pids: [], lines: [] }
      known.count += 1
      if (!known.pids.includes(pid)) known.pids.push(pid)
      if (known.lines.length < EXAMPLES) known.lines.push(line.slice(0, 300))
      rows.set(key, known)
    },
    rows: () => [...rows.values()],
  }
}

/**
 * Reads a trace against what may be written. Gives { calls, pids, unread, unreadExamples, allowed: { id: count }, findings, stopped }: `findings` is
 * what happened and fits nothing, `stopped` what was tried and refused.
 */
export async function analyseTrace(lines, { classifier, startDirectory }) {
  const reader = createTraceReader()
  const fileEventsOf = createFileEvents(startDirectory)
  const findings = createTally()
  const stopped = createTally()
  const pids = new Set()
  const allowed = {}
  let calls = 0

  const count = (id) => (allowed[id] = (allowed[id] ?? 0) + 1)

  function file(event) {
    // What failed for another reason made nothing: a directory that is there already, a name that is not.
    if (event.failed !== null && !REFUSALS.has(event.failed)) return
    const { allowed: id, path } = classifier.file(event)
    if (id !== null) return event.failed === null ? count(id) : undefined
    const row = { step: 'structure', kind: 'file', what: event.what, path }
    const tally = event.failed === null ? findings : stopped
    tally.add(`${event.what} ${path}`, event.failed === null ? row : { ...row, error: event.failed }, event)
  }

  function network(event) {
    if (event.what === 'socket' && !event.outside) return
    const local = event.family === 'AF_UNIX' || event.family === 'AF_LOCAL'
    if (local && event.path !== null && event.what !== 'bind') {
      const id = classifier.socket(event.path)
      if (id !== null) return event.failed === null ? count(`socket ${id}`) : undefined
      if (event.failed !== null && !REFUSALS.has(event.failed)) return
      const row = { step: 'structure', kind: 'local-socket', what: event.what, path: event.path }
      const tally = event.failed === null ? findings : stopped
      return tally.add(
        `socket ${event.path}`,
        event.failed === null ? row : { ...row, error: event.failed },
        event,
      )
    }
    if (!event.outside) return
    const where = event.address === null ? event.family : `${event.address}:${event.port ?? ''}`
    const row = {
      step: 'network',
      kind: event.dns ? 'name-lookup' : 'network',
      what: event.what,
      family: event.family,
      address: event.address,
      port: event.port,
      where,
    }
    // No route, no answer: the packet was meant to leave all the same. Only a refusal is a stop.
    const refused = event.failed !== null && REFUSALS.has(event.failed)
    const tally = refused ? stopped : findings
    tally.add(`${event.what} ${where}`, { ...row, error: event.failed }, event)
  }

  function take(call) {
    calls += 1
    pids.add(call.pid)
    for (const event of fileEventsOf(call)) file(event)
    for (const event of networkEventsOf(call)) network(event)
    // A filter refuses the socket itself: there is no address to name, and the try is told all the same.
    if (call.call === 'socket' && REFUSALS.has(call.failed) && /^AF_INET/.test(call.args[0] ?? ''))
      stopped.add(
        `socket ${call.args[0]}`,
        {
          step: 'network',
          kind: 'network',
          what: 'socket',
          family: call.args[0],
          where: call.args[0],
          error: call.failed,
        },
        call,
      )
  }

  for await (const line of lines) {
    const call = reader.read(line)
    if (call) take(call)
  }
  for (const call of reader.left()) take(call)
  return {
    calls,
    pids: [...pids],
    unread: reader.unread(),
    unreadExamples: reader.unreadExamples(),
    allowed,
    findings: findings.rows(),
    stopped: stopped.rows(),
  }
}

export const traceLines = (path) =>
  createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
