import { expect, test } from 'vitest'
import { timelineOf } from '../../../src/renderer/features/privacy/consents/timeline'
import { recordOf } from '../../main/support'

test('tells the story newest first, with the one yes that holds marked', () => {
  const records = [
    recordOf(['presented', 'given'], { id: 'C-0000-0003' }),
    recordOf(['presented', 'expired'], { id: 'C-0000-0002' }),
    recordOf(['presented', 'given', 'withdrawn'], { id: 'C-0000-0001' }),
  ]
  const lines = timelineOf(records, true)
  expect(lines.map(({ recordId, kind }) => `${recordId} ${kind}`)).toEqual([
    'C-0000-0003 given',
    'C-0000-0003 presented',
    'C-0000-0002 unanswered',
    'C-0000-0001 withdrawn',
    'C-0000-0001 given',
    'C-0000-0001 presented',
  ])
  expect(lines.filter(({ holds }) => holds).map(({ recordId }) => recordId)).toEqual(['C-0000-0003'])
  expect(timelineOf(records, false).some(({ holds }) => holds)).toBe(false)
})
