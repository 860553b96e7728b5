import { existsSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { WireError } from '../../contracts/errors'
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../contracts/settings'
import { err, ok, type Result } from '../../domain/result'
import { writeFault } from './atomicWrite'
import { regularFileFault } from './regularFile'
import { setAside } from './setAside'

/** The part of electron-store (and of the conf package under it) that settings need. Opening an unreadable file throws. */
export interface SettingsFile {
  store: Record<string, unknown>
  readonly path: string
}

export interface SettingsStoreParts {
  /** Opens the file, or makes it. */
  readonly open: () => SettingsFile
  /** The file `open` reads, for the case that it throws. */
  readonly path: string
  readonly now: () => number
  readonly onSetAside: (name: string) => void
  readonly onChange: (settings: Settings, before: Settings) => void
}

export interface SettingsStore {
  read(): Settings
  /** Errors: why the file could not be written. The change holds in this session even so. */
  write(change: Partial<Settings>): Result<Settings, WireError>
  /** Back to the defaults, and the file goes; `removed` names it when there was one. Errors: why it could not be removed. */
  reset(): Result<{ readonly removed: readonly string[] }, WireError>
}

/** Two hundred favourites are 14 KB. */
export const SETTINGS_LIMIT_BYTES = 1024 * 1024

/**
 * Settings, checked on the way in and on the way out. A file that cannot be read, or that holds anything unknown, is set
 * aside and reported, and the defaults are used.
 */
export function createSettingsStore(parts: SettingsStoreParts): SettingsStore {
  let file = tryOpen()
  let settings = file ? readFile(file) : null
  if (settings === null) {
    const name = setAside(parts.path, 'damaged', parts.now())
    if (name !== null) parts.onSetAside(name)
    settings = DEFAULT_SETTINGS
    // Where the file could not be moved it stays untouched and this session's settings live in memory.
    file = name === null ? null : tryOpen()
  }
  let current = settings

  function tryOpen(): SettingsFile | null {
    const fault = regularFileFault(parts.path, SETTINGS_LIMIT_BYTES)
    if (fault !== null && fault !== 'missing') return null
    try {
      return parts.open()
    } catch {
      return null
    }
  }

  function readFile(opened: SettingsFile): Settings | null {
    const kept = settingsSchema.partial().safeParse(opened.store)
    return kept.success ? { ...DEFAULT_SETTINGS, ...kept.data } : null
  }

  return {
    read: () => current,
    write(change) {
      const before = current
      current = settingsSchema.parse({ ...current, ...change })
      parts.onChange(current, before)
      try {
        if (file) file.store = current
      } catch (error) {
        return err({ code: writeFault(error) })
      }
      return ok(current)
    },

    reset() {
      const before = current
      current = DEFAULT_SETTINGS
      parts.onChange(current, before)
      const wasKept = existsSync(parts.path)
      try {
        rmSync(parts.path, { force: true })
      } catch (error) {
        return err({ code: writeFault(error) })
      }
      return ok({ removed: wasKept ? [basename(parts.path)] : [] })
    },
  }
}
