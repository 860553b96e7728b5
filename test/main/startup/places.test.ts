import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLaunchOptions } from '../../../src/main/startup/launchOptions'
import { findPlaces, findRecordsDirectory } from '../../../src/main/startup/places'
import { freshDirectory } from '../support'

const environment = {
  KAZARI_RECORDS_DIR: '/elsewhere/records',
  KAZARI_ASSETS_DIR: '/elsewhere/assets',
  KAZARI_POLICY_KEYS: '/elsewhere/keys.json',
}

describe('places', () => {
  test('only a test build can be told where records and models are, and only by whole paths', () => {
    const scriptDirectory = join(freshDirectory(), 'out/main')
    const people = { testBuild: false, environment }
    const driven = { testBuild: true, environment }
    expect(findRecordsDirectory('/home/me/.config', people)).toBe('/home/me/.config/kazari/records')
    expect(findRecordsDirectory('/home/me/.config', driven)).toBe('/elsewhere/records')
    const relative = { testBuild: true, environment: { KAZARI_RECORDS_DIR: '../records' } }
    expect(findRecordsDirectory('/home/me/.config', relative)).toBe('/home/me/.config/kazari/records')
    expect(findPlaces({ scriptDirectory, packaged: false, ...people }).assetsDirectory).toBe(
      join(scriptDirectory, '../assets'),
    )
    expect(findPlaces({ scriptDirectory, packaged: false, ...driven }).assetsDirectory).toBe(
      '/elsewhere/assets',
    )
    expect(findPlaces({ scriptDirectory, packaged: false, ...people }).policyKeysFile).toBeNull()
    expect(findPlaces({ scriptDirectory, packaged: false, ...driven }).policyKeysFile).toBe(
      '/elsewhere/keys.json',
    )
  })

  test('the native engine is found where it was installed, never in a package', () => {
    const root = freshDirectory()
    const question = {
      scriptDirectory: join(root, 'out/main'),
      packaged: false,
      testBuild: false,
      environment: {},
    }
    expect(findPlaces(question).nativeDirectory).toBeNull()
    const native = join(root, '.kazari/engine/native')
    mkdirSync(native, { recursive: true })
    expect(findPlaces(question).nativeDirectory).toBe(native)
    expect(findPlaces({ ...question, packaged: true }).nativeDirectory).toBeNull()
  })
})

test('the command line says what to open', () => {
  expect(readLaunchOptions(['out'])).toEqual({
    demoCamera: false,
    batchFile: null,
    sandboxed: true,
    kiosk: false,
    proof: false,
    exportDirectory: null,
  })
  expect(readLaunchOptions(['out', '--demo', '--no-sandbox'])).toEqual({
    demoCamera: true,
    batchFile: null,
    sandboxed: false,
    kiosk: false,
    proof: false,
    exportDirectory: null,
  })
  expect(readLaunchOptions(['out', '--kiosk']).kiosk).toBe(true)
  expect(readLaunchOptions(['out', '--kazari-proof']).proof).toBe(true)
  const toFolder = '--export-directory=/media/booth'
  expect(readLaunchOptions(['out', '--kiosk', toFolder]).exportDirectory).toBe('/media/booth')
  // Outside a kiosk people choose their own places.
  expect(readLaunchOptions(['out', toFolder]).exportDirectory).toBeNull()
  expect(readLaunchOptions(['out', '--kazari-batch=/tmp/a=b.json']).batchFile).toBe('/tmp/a=b.json')
})
