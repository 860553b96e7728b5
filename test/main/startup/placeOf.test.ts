import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { sayBugs } from '../../../src/main/startup/placeOf'

test.each(['uncaughtException', 'unhandledRejection'])(
  '%s is said with its place and without its words',
  (event) => {
    const events = new EventEmitter()
    const lines: string[] = []
    sayBugs(events, (line) => lines.push(line))
    events.emit(event, new TypeError('a secret'))
    events.emit(event, 'another secret')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain('TypeError')
    expect(lines[0]).toContain('placeOf.test.ts')
    expect(lines.join()).not.toContain('secret')
  },
)
