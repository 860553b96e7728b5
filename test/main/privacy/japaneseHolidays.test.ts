import { expect, test } from 'vitest'
import { addDays, japanDay } from '../../../src/domain/privacy/calendar/isoDay'
import { HOLIDAYS_KNOWN_UNTIL, isJapaneseHoliday } from '../../../src/main/privacy/japaneseHolidays'

// As published by the Cabinet Office for 2026: substitute holiday on 6 May, citizen's holiday on 22 September.
const OF_2026 =
  '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23'

test('the holidays of 2026 are those the Cabinet Office published, and no others', () => {
  const found: string[] = []
  for (let day = '2026-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
    if (isJapaneseHoliday(day)) found.push(day.slice(5))
  }
  expect(found.join(' ')).toBe(OF_2026)
})

test('the table reaches further than any term of a request written today', () => {
  expect(HOLIDAYS_KNOWN_UNTIL > addDays(japanDay(Date.now()), 365)).toBe(true)
})
