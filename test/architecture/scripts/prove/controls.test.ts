import { describe, expect, test } from 'vitest'
import { DISK_CONTROLS, judgeControl, NETWORK_CONTROLS } from '../../../../scripts/prove/controls.mjs'
import { EXIT_CODES, totalsOf, verdictOf } from '../../../../scripts/prove/verdict.mjs'
import { FALLEN_WALLS, LEAK_KINDS } from '../../../../src/main/proof/leakKinds'

const nothing = { findings: [], stopped: [] }
const leaks = [...DISK_CONTROLS.flatMap((group) => group.leaks), ...NETWORK_CONTROLS.leaks]

describe('controls', () => {
  test('every leak that the app can be told to make has to be noticed by somebody', () => {
    const named = leaks.map(({ kind }) => kind)
    expect([...named].sort()).toEqual(
      [
        ...LEAK_KINDS,
        'console-in-log-file' as const,
        'frame-buffers-in-tmp' as const,
        'crash-reporter' as const,
      ].sort(),
    )
    const walls = [...DISK_CONTROLS.flatMap((group) => group.walls), ...NETWORK_CONTROLS.walls]
    expect([...walls].sort()).toEqual([...FALLEN_WALLS].sort())
  })

  test.each(leaks)('$kind is not caught when nothing was found', (leak) => {
    const result = judgeControl(leak, { structure: nothing, content: nothing })
    expect(result.caught).toBe(false)
    expect(result.missedBy.length).toBeGreaterThan(0)
  })

  test('each step that is named has to notice it', () => {
    const [leak] = DISK_CONTROLS[0]?.leaks ?? []
    if (leak === undefined) throw new Error('no control')
    const structure = { findings: [{ kind: 'file', what: 'write', path: '/tmp/frame.jpg' }] }
    const content = {
      findings: [{ check: 'pictures', offset: 4096, path: [], detail: 'jpeg 640×480, correlation 0.99' }],
    }
    expect(judgeControl(leak, { structure, content }).caught).toBe(true)
    expect(judgeControl(leak, { structure, content: nothing }).missedBy).toEqual(['content'])
    expect(judgeControl(leak, { structure: nothing, content }).missedBy).toEqual(['structure'])
    // Without an image a temporary directory is not searched: there the trace alone has to notice it.
    expect(judgeControl(leak, { structure, content: { findings: [], onImage: false } }).expected).toEqual([
      'structure',
    ])
    const other = { findings: [{ kind: 'file', what: 'write', path: '/home/a/frame.jpg.txt' }] }
    expect(judgeControl(leak, { structure: other, content }).caught).toBe(false)
  })
})

describe('the verdict', () => {
  const passed = { name: 'a', status: 'passed', detail: [] }
  const failed = { name: 'b', status: 'failed', detail: [] }
  const skipped = { name: 'c', status: 'skipped', detail: [] }

  test('is proven only when everything ran and held', () => {
    expect(verdictOf([passed, passed])).toBe('proven')
    expect(verdictOf([passed, skipped])).toBe('incomplete')
    expect(verdictOf([passed, skipped, failed])).toBe('failed')
    expect(EXIT_CODES).toEqual({ proven: 0, failed: 1, incomplete: 3 })
  })

  test('a skipped case counts as skipped', () => {
    expect(totalsOf([passed, skipped, failed])).toEqual({ passed: 1, failed: 1, skipped: 1 })
  })
})
