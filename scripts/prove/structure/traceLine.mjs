/** Reads the lines of strace: one call with its arguments and its result, whole, whatever thread spoke in between. */

const ESCAPES = { n: 10, t: 9, r: 13, v: 11, f: 12, a: 7, b: 8, e: 27 }

/** Text of a C string as strace writes it, octal escapes of UTF-8 included. */
export function unescape(text) {
  if (!text.includes('\\')) return text
  const bytes = []
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '\\') {
      bytes.push(...Buffer.from(text[at]))
      continue
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1))
    const hex = octal ? null : /^x([0-9a-f]{2})/i.exec(text.slice(at + 1))
    if (octal) bytes.push(Number.parseInt(octal[0], 8) & 0xff)
    else if (hex) bytes.push(Number.parseInt(hex[1], 16))
    else bytes.push(ESCAPES[text[at + 1]] ?? text.charCodeAt(at + 1))
    at += octal?.[0].length ?? (hex ? 3 : 1)
  }
  return Buffer.from(bytes).toString('utf8')
}

/** Splits arguments at the commas that belong to no bracket, string or annotation. */
export function splitArguments(text) {
  const parts = []
  let depth = 0
  let quoted = false
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (quoted) {
      if (sign === '\\') at += 1
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if ('([{<'.includes(sign)) depth += 1
    // `->` inside an annotation of a connected socket closes nothing.
    else if (')]}'.includes(sign) || (sign === '>' && text[at - 1] !== '-')) depth -= 1
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(from, at).trim())
      from = at + 1
    }
  }
  const last = text.slice(from).trim()
  if (last !== '') parts.push(last)
  return parts
}

/** Lines that could not be read and are shown. */
const MOST_EXAMPLES = 3
const UNFINISHED = / <unfinished \.\.\.>$/
const RESUMED = /^<\.\.\. (\w+) resumed>/
const CALL = /^(\w+)\((.*)\)\s+= (.*)$/s

/** Name and error of a result such as `-1 EACCES (Permission denied)`, or descriptor and path of `3</a/b>`. */
function readResult(text) {
  const failed = /^-1 (E[A-Z0-9]+)/.exec(text)
  if (failed) return { failed: failed[1], path: null }
  const opened = /^\d+<(.*)>(?:\(deleted\))?$/s.exec(text)
  if (!opened) return { failed: null, path: null }
  // A device is named with its number: `/dev/null<char 1:3>`.
  const name = opened[1].replace(/<(?:char|block) \d+:\d+>$/, '')
  return { failed: null, path: unescape(name).replace(/ \(deleted\)$/, '') }
}

/**
 * Gives a function that takes line after line and answers with the finished calls: { pid, call, args, failed, resultPath,
 * line }. `failed` is the name of the error, or null; `?` results (the process ended inside the call) count as failed
 * 'NO-RESULT' only where nothing was done: a call that makes something is taken as done.
 */
export function createTraceReader() {
  const unfinished = new Map()
  let unread = 0
  const examples = []
  const cannotRead = (line) => {
    unread += 1
    if (examples.length < MOST_EXAMPLES) examples.push(line.slice(0, 300))
    return null
  }
  return {
    /** Lines that are neither a call nor an event: a trace that cannot be read proves nothing. */
    unread: () => unread,
    /** The first of them, shortened. */
    unreadExamples: () => examples,
    /** Calls that never came back, as when their process was killed: they may have been carried out. */
    *left() {
      for (const [pid, start] of unfinished) {
        const call = parseCall(pid, `${start}) = ?`)
        if (call) yield call
      }
    },
    read(line) {
      const space = /^(\d+)\s+/.exec(line)
      if (!space) {
        return line.trim() === '' ? null : cannotRead(line)
      }
      const pid = Number(space[1])
      let text = line.slice(space[0].length)
      if (/^(?:\+\+\+|---|strace: )/.test(text)) return null
      const resumed = RESUMED.exec(text)
      if (resumed) {
        const start = unfinished.get(pid)
        unfinished.delete(pid)
        if (start === undefined || !start.startsWith(`${resumed[1]}(`)) return cannotRead(line)
        text = start + text.slice(resumed[0].length)
      }
      // A call that was resumed may be interrupted once more.
      if (UNFINISHED.test(text)) {
        unfinished.set(pid, text.replace(UNFINISHED, ''))
        return null
      }
      return parseCall(pid, text) ?? cannotRead(line)
    },
  }

  function parseCall(pid, text) {
    const match = CALL.exec(text)
    if (!match) return null
    const [, call, args, result] = match
    const { failed, path } = readResult(result.trim())
    return { pid, call, args: splitArguments(args), failed, resultPath: path, line: text }
  }
}
