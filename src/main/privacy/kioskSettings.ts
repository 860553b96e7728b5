import { readFileSync } from 'node:fs'
import { settingsSchema } from '../../contracts/settings'
import { regularFileFault } from '../storage/regularFile'
import { SETTINGS_LIMIT_BYTES, type SettingsFile } from '../storage/settingsStore'

/** Settings of a kiosk: as its operator left them on disk, changed in memory alone. */
export function kioskSettingsFile(path: string): SettingsFile {
  let kept: Record<string, unknown> = {}
  if (regularFileFault(path, SETTINGS_LIMIT_BYTES) !== null) return { store: kept, path }
  try {
    const read = settingsSchema.partial().safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (read.success) kept = { ...read.data }
  } catch {
    // None yet, or unreadable: the defaults. Whoever opens Kazari without the kiosk is told.
  }
  return { store: kept, path }
}
