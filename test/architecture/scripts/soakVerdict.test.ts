import { describe, expect, it } from 'vitest'
import { judgeSoak, slope } from '../../../scripts/lib/soakVerdict.mjs'
import { noiseSource } from '../../domain/syntheticFace'

/** Ten minutes of samples; memory and handles of one process as functions of the minute. */
function run(
  memoryMb: (minute: number) => number,
  handles: (minute: number) => number = () => 40,
  tensors = (minute: number) => 200 + 0 * minute,
) {
  const samples = Array.from({ length: 60 }, (_, index) => {
    const minute = (index + 1) / 6
    return {
      atS: minute * 60,
      processes: [{ name: 'vision', memoryMb: memoryMb(minute), handles: handles(minute) }],
      tensors: tensors(minute),
      framesDone: Math.round(minute * 60 * 30),
    }
  })
  return judgeSoak({ samples, errors: [] })
}

describe('the verdict over a long run', () => {
  it('takes the noise of garbage collection for what it is', () => {
    const noise = noiseSource(3)
    expect(run(() => 300 + 5 * noise()).passed).toBe(true)
  })

  it('lets a process warm up', () => {
    expect(run((minute) => 300 + 80 * Math.min(1, minute / 2)).passed).toBe(true)
  })

  it('sees a slow leak of memory, of handles and of tensors', () => {
    const noise = noiseSource(5)
    expect(run((minute) => 300 + 3 * minute + 5 * noise()).passed).toBe(false)
    expect(
      run(
        () => 300,
        (minute) => 40 + Math.floor(minute),
      ).passed,
    ).toBe(false)
    expect(
      run(
        () => 300,
        () => 40,
        (minute) => 200 + Math.floor(minute / 5),
      ).passed,
    ).toBe(false)
  })

  it('a page that reported an error has not passed', () => {
    const samples = [1, 2, 3, 4].map((minute) => ({
      atS: minute * 60,
      processes: [{ name: 'vision', memoryMb: 300, handles: 40 }],
      tensors: 200,
      framesDone: minute * 1800,
    }))
    expect(judgeSoak({ samples, errors: [] }).passed).toBe(true)
    expect(judgeSoak({ samples, errors: ['a frame was lost'] }).passed).toBe(false)
  })

  it('finds the slope of a line through one gross outlier', () => {
    const points = Array.from({ length: 20 }, (_, x) => [x, x === 7 ? 900 : 2 * x] as [number, number])
    expect(slope(points)).toBeCloseTo(2, 6)
  })
})
