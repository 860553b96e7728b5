import table from '@holiday-jp/holiday_jp'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import type { IsoDay } from '../../domain/privacy/calendar/isoDay'

const days: ReadonlySet<IsoDay> = new Set(Object.keys(table.holidays))

/** Public holidays of Japan, holidays in lieu among them. From a table inside the package: nothing is looked up. */
export const isJapaneseHoliday: IsHoliday = (day) => days.has(day)

/** The last day the table knows about; equinoxes after the coming year are a forecast until the gazette names them. */
export const HOLIDAYS_KNOWN_UNTIL: IsoDay = `${[...days].sort().at(-1)?.slice(0, 4) ?? '0000'}-12-31`
