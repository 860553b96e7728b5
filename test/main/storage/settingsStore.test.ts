import Conf from 'conf'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/contracts/settings'
import { createSettingsStore } from '../../../src/main/storage/settingsStore'
import { freshDirectory } from '../support'

/** The same file as in the app: electron-store is Conf with Electron's paths, and the path is given here. */
function storeIn(directory: string) {
  const aside: string[] = []
  const changes: Settings[] = []
  const store = createSettingsStore({
    open: () =>
      new Conf<Record<string, unknown>>({
        configName: 'settings',
        cwd: directory,
        clearInvalidConfig: false,
        configFileMode: 0o600,
      }),
    path: join(directory, 'settings.json'),
    now: () => 1_700_000_000_000,
    onSetAside: (name) => aside.push(name),
    onChange: (settings) => changes.push(settings),
  })
  return { store, aside, changes }
}

describe('settings', () => {
  test('start as the defaults, change one by one, and are there again at the next start', () => {
    const directory = freshDirectory()
    const { store, changes } = storeIn(directory)
    expect(store.read()).toEqual(DEFAULT_SETTINGS)
    expect(store.write({ theme: 'light' })).toEqual({
      ok: true,
      value: { ...DEFAULT_SETTINGS, theme: 'light' },
    })
    store.write({ favourites: ['cat-ears'] })
    expect(changes.at(-1)).toEqual(store.read())
    expect(storeIn(directory).store.read()).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'light',
      favourites: ['cat-ears'],
    })
    expect(statSync(join(directory, 'settings.json')).mode & 0o777).toBe(0o600)
  })

  test('a file of an older build, with fewer of them, is filled up', () => {
    const directory = freshDirectory()
    writeFileSync(join(directory, 'settings.json'), JSON.stringify({ theme: 'contrast' }))
    const { store, aside } = storeIn(directory)
    expect(store.read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'contrast' })
    expect(aside).toEqual([])
  })

  test.each([
    ['cut short', '{"theme": "li'],
    ['not an object', '[1, 2]'],
    ['a wrong value', JSON.stringify({ ...DEFAULT_SETTINGS, timerS: 7 })],
    ['something unknown', JSON.stringify({ ...DEFAULT_SETTINGS, landmarks: [1, 2, 3] })],
    ['nothing', ''],
  ])('a file that is %s is set aside whole, reported, and the defaults are used', (_what, text) => {
    const directory = freshDirectory()
    writeFileSync(join(directory, 'settings.json'), text)
    const { store, aside } = storeIn(directory)
    expect(store.read()).toEqual(DEFAULT_SETTINGS)
    expect(aside).toHaveLength(1)
    expect(readFileSync(join(directory, aside[0] ?? ''), 'utf8')).toBe(text)
    expect(store.write({ theme: 'light' }).ok).toBe(true)
    expect(storeIn(directory).store.read().theme).toBe('light')
  })

  test('where nothing can be written the change still holds, and the reason is given', () => {
    const file = join(freshDirectory(), 'file')
    writeFileSync(file, '')
    const { store } = storeIn(join(file, 'records'))
    expect(store.read()).toEqual(DEFAULT_SETTINGS)
    store.write({ theme: 'light' })
    expect(store.read().theme).toBe('light')
    const directory = freshDirectory()
    const broken = storeIn(directory)
    mkdirSync(join(directory, 'taken'))
    const failing = createSettingsStore({
      open: () => ({
        get store() {
          return {}
        },
        set store(_value) {
          throw Object.assign(new Error(), { code: 'EROFS' })
        },
        path: '',
      }),
      path: join(directory, 'settings.json'),
      now: () => 0,
      onSetAside: () => undefined,
      onChange: () => undefined,
    })
    expect(failing.write({ theme: 'light' })).toEqual({ ok: false, error: { code: 'not-writable' } })
    expect(failing.read().theme).toBe('light')
    expect(broken.aside).toEqual([])
    expect(readdirSync(directory)).toContain('taken')
  })
})
