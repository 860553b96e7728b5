import { describe, expect, it } from 'vitest'
import {
  conditionKey,
  conditionOf,
  notAccepted,
  standing,
  type AcceptanceEntry,
} from '../../../src/domain/diagnostics/acceptance'
import { checkOf, type Facts } from '../../../src/domain/diagnostics/checks'
import {
  changedSince,
  claimDoubts,
  recordFileKind,
  type RecordFile,
} from '../../../src/domain/diagnostics/writtenFiles'

describe('files of the records directory', () => {
  it.each([
    ['settings.json', 'settings'],
    ['settings.json.tmp-1a2b', 'temporary'],
    ['settings.damaged-2026-11-26T08-00-00-000Z.json', 'set-aside'],
    ['personal/journal.sealed.log', 'journal'],
    ['desk/journal.head.sealed.json', 'journal-head'],
    ['desk/journal.lock', 'journal-lock'],
    ['personal/drafts.sealed.json', 'drafts'],
    ['personal/journal.sealed.unreadable-2026-11-26T08-00-00-000Z.log', 'set-aside'],
    ['desk-access.json', 'desk-members'],
    ['desk-access.damaged-2026-11-26T08-00-00-000Z.json', 'set-aside'],
    ['desk-settings.json', 'desk-settings'],
    ['policy/2021-01-01.json', 'policy'],
    ['policy/2026-11-01.2.json', 'policy'],
    ['kiosk-acceptances.jsonl', 'acceptances'],
    ['.settings.json.0123456789ab.kazari-tmp', 'temporary'],
    ['face.jpg', 'unknown'],
    ['personal/settings.json', 'unknown'],
    ['personal/journal.sealed.log.png', 'unknown'],
    ['policy/face.json', 'unknown'],
    ['desk/drafts.sealed.json', 'unknown'],
  ] as const)('%s is known as %s', (name, kind) => {
    expect(recordFileKind(name)).toBe(kind)
  })

  it('are new, changed, or as they were', () => {
    const mark = { bytes: 10, modifiedMs: 5, inode: 1 }
    const before = new Map([
      ['same', mark],
      ['grown', mark],
      ['replaced', mark],
      ['gone', mark],
    ])
    const now = new Map([
      ['same', mark],
      ['grown', { ...mark, bytes: 11 }],
      ['replaced', { ...mark, inode: 2 }],
      ['new', mark],
    ])
    expect([...changedSince(before, now)].toSorted()).toEqual(['grown', 'new', 'replaced'])
  })
})

describe('“0 face bytes on disk”', () => {
  const file: RecordFile = { name: 'settings.json', bytes: 9, kind: 'settings', holding: 'schema' }
  const facts = { partitionInMemory: true, folderHarmless: true, files: [file] }

  it('is said while everything was seen', () => {
    expect(claimDoubts(facts)).toEqual([])
    expect(claimDoubts({ ...facts, files: [] })).toEqual([])
  })

  it.each([
    ['a partition on disk', { partitionInMemory: false }, 'partition-on-disk'],
    ['a folder on disk', { folderHarmless: false }, 'folder-on-disk'],
    ['records nobody can look into', { files: null }, 'records-unread'],
    [
      'a file of somebody else’s',
      { files: [file, { ...file, kind: 'unknown', holding: 'other' }] },
      'unknown-file',
    ],
    ['settings that hold something else', { files: [{ ...file, holding: 'other' }] }, 'unknown-file'],
  ] as const)('is not said with %s', (_name, change, doubt) => {
    expect(claimDoubts({ ...facts, ...change })).toEqual([doubt])
  })
})

describe('what an operator accepted', () => {
  const swap = (facts: Facts) => checkOf('swap', 'swap-disk', facts, true)
  const now = swap({ devices: 1, totalBytes: 2048, usedBytes: 0 })
  const accepted = (check = now, id = 'A-7Q4M-20K9'): AcceptanceEntry => ({
    kind: 'accepted',
    id,
    atMs: 1,
    by: 'Sato Hajime',
    condition: conditionOf(check),
    observed: check.facts,
  })
  const left = (entries: readonly AcceptanceEntry[], check = now) =>
    notAccepted([check], standing(entries)).length

  it('holds while the condition is the same, however full the swap is', () => {
    expect(left([])).toBe(1)
    expect(left([accepted()])).toBe(0)
    expect(left([accepted()], swap({ devices: 1, totalBytes: 2048, usedBytes: 1024 }))).toBe(0)
  })

  it('does not hold for another swap, another handler, or a finding that became unknown', () => {
    expect(left([accepted()], swap({ devices: 1, totalBytes: 4096, usedBytes: 0 }))).toBe(1)
    expect(left([accepted()], swap({ devices: 2, totalBytes: 2048, usedBytes: 0 }))).toBe(1)
    expect(left([accepted()], checkOf('swap', 'swap-unknown', { reason: 'unreadable' }, true))).toBe(1)
    const dumps = (handler: string) => checkOf('core-dumps', 'dumps-handler', { handler, limit: 0 }, true)
    expect(left([accepted(dumps('apport'))], dumps('systemd-coredump'))).toBe(1)
    expect(left([accepted(dumps('apport'))], dumps('apport'))).toBe(0)
  })

  it('ends when it is taken back, and can be accepted anew', () => {
    const back: AcceptanceEntry = { kind: 'taken-back', id: 'A-7Q4M-20K9', atMs: 2 }
    expect(left([accepted(), back])).toBe(1)
    expect(left([accepted(), back, accepted(now, 'A-8888-8888')])).toBe(0)
    expect(left([accepted(), { kind: 'wrong-pins', atMs: 3, wrong: 5 }])).toBe(0)
  })

  it('is known by its facts in whatever order they stand', () => {
    const [a, b] = [conditionOf(now), { ...conditionOf(now), facts: { totalBytes: 2048, devices: 1 } }]
    expect(conditionKey(a)).toBe(conditionKey(b))
  })
})
