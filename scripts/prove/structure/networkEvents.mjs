import { unescape } from './traceLine.mjs'

/** Families that stay inside the computer. */
const LOCAL_FAMILIES = new Set(['AF_UNIX', 'AF_LOCAL', 'AF_NETLINK', 'AF_UNSPEC'])
const IS_LOOPBACK = (address) => /^127\./.test(address) || address === '::1' || /^::ffff:127\./.test(address)

/** Addresses in an argument: { family, address, port, path }. */
function addressesIn(text) {
  const found = []
  for (const [, family, rest] of text.matchAll(/sa_family=(AF_\w+)([^}]*)/g)) {
    const address =
      /inet_addr\("([^"]+)"\)/.exec(rest)?.[1] ?? /inet_pton\(AF_INET6, "([^"]+)"/.exec(rest)?.[1] ?? null
    const port = /sin6?_port=htons\((\d+)\)/.exec(rest)?.[1]
    const path = /sun_path=(@?)"((?:[^"\\]|\\.)*)"/s.exec(rest)
    found.push({
      family,
      address,
      port: port === undefined ? null : Number(port),
      path: path ? path[1] + unescape(path[2]) : null,
    })
  }
  return found
}

/**
 * What a call does towards other programs or computers: { what: 'socket' | 'connect' | 'send' | 'bind', family, address, port,
 * path, outside, dns, failed, pid, line }. `outside`: it leaves the computer. A datagram socket that is "connected" sends
 * nothing yet, but it asks for a way out, so it counts.
 */
export function* networkEventsOf(call) {
  const common = { failed: call.failed, pid: call.pid, line: call.line }
  if (call.call === 'socket') {
    const family = /^\w+/.exec(call.args[0] ?? '')?.[0] ?? 'unknown'
    const inet = family === 'AF_INET' || family === 'AF_INET6'
    yield {
      what: 'socket',
      family,
      address: null,
      port: null,
      path: null,
      // An internet socket alone reaches nobody; any other family is no business of a studio.
      outside: !inet && !LOCAL_FAMILIES.has(family),
      dns: false,
      ...common,
    }
    return
  }
  const what = { connect: 'connect', bind: 'bind', sendto: 'send', sendmsg: 'send', sendmmsg: 'send' }[
    call.call
  ]
  if (what === undefined) return
  for (const { family, address, port, path } of addressesIn(call.args.slice(1).join(','))) {
    const inet = family === 'AF_INET' || family === 'AF_INET6'
    const dns = what !== 'bind' && inet && (port === 53 || port === 5353)
    // A name server on this computer asks others: a lookup leaves it, whoever carries it.
    const isOutside = inet ? dns || (address !== null && !IS_LOOPBACK(address)) : !LOCAL_FAMILIES.has(family)
    yield {
      what,
      family,
      address,
      port,
      path,
      outside: what === 'bind' ? inet && isOutside : isOutside,
      dns,
      ...common,
    }
  }
}
