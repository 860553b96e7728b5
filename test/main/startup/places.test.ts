import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { distrustOf } from '../../../src/main/startup/engineTrust'
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
    const resourcesDirectory = join(scriptDirectory, '../../electron/resources')
    const people = { testBuild: false, environment }
    const driven = { testBuild: true, environment }
    expect(findRecordsDirectory('/home/me/.config', people)).toBe('/home/me/.config/kazari/records')
    expect(findRecordsDirectory('/home/me/.config', driven)).toBe('/elsewhere/records')
    const relative = { testBuild: true, environment: { KAZARI_RECORDS_DIR: '../records' } }
    expect(findRecordsDirectory('/home/me/.config', relative)).toBe('/home/me/.config/kazari/records')
    expect(
      findPlaces({ scriptDirectory, packaged: false, resourcesDirectory, ...people }).assetsDirectory,
    ).toBe(join(scriptDirectory, '../assets'))
    expect(
      findPlaces({ scriptDirectory, packaged: false, resourcesDirectory, ...driven }).assetsDirectory,
    ).toBe('/elsewhere/assets')
    expect(
      findPlaces({ scriptDirectory, packaged: false, resourcesDirectory, ...people }).policyKeysFile,
    ).toBeNull()
    expect(
      findPlaces({ scriptDirectory, packaged: false, resourcesDirectory, ...driven }).policyKeysFile,
    ).toBe('/elsewhere/keys.json')
  })

  test('the native engine of a clone is found where it was installed', () => {
    const question = questionIn(freshDirectory())
    expect(findPlaces(question).nativeDirectory).toBeNull()
    const native = join(question.scriptDirectory, '../../.kazari/engine/native')
    mkdirSync(native, { recursive: true })
    expect(findPlaces(question).nativeDirectory).toBe(native)
  })

  test('a package takes models from its own resources, not from beside its script', () => {
    const question = { ...questionIn(freshDirectory()), packaged: true }
    expect(findPlaces(question).assetsDirectory).toBe(join(question.resourcesDirectory, 'assets'))
  })
})

const questionIn = (root: string) => ({
  scriptDirectory: join(root, 'resources/app.asar/main'),
  resourcesDirectory: join(root, 'resources'),
  packaged: false,
  testBuild: false,
  environment: {},
})

describe('the native engine of a package', () => {
  /** A package with an engine of one library in it. */
  function packageWithEngine() {
    const question = { ...questionIn(freshDirectory()), packaged: true }
    const native = join(question.resourcesDirectory, 'engine/native')
    const library = join(native, 'node_modules/@tensorflow/tfjs-node/lib/binding.node')
    mkdirSync(dirname(library), { recursive: true, mode: 0o755 })
    writeFileSync(library, 'library', { mode: 0o755 })
    return { question, native, library }
  }

  test('is found in the resources of the package', () => {
    const { question, native } = packageWithEngine()
    expect(findPlaces(question)).toMatchObject({ nativeDirectory: native, engineProblem: null })
  })

  test('is never looked for beside the sources, in the environment or where a user keeps files', () => {
    const question = { ...questionIn(freshDirectory()), packaged: true }
    mkdirSync(join(question.scriptDirectory, '../../.kazari/engine/native'), { recursive: true })
    const elsewhere = join(freshDirectory(), 'native')
    mkdirSync(elsewhere)
    const environment = { KAZARI_ENGINE_DIR: elsewhere, KAZARI_NATIVE_DIR: elsewhere, NODE_PATH: elsewhere }
    for (const testBuild of [false, true])
      expect(findPlaces({ ...question, testBuild, environment }).nativeDirectory).toBeNull()
  })

  test.each<[string, (place: { native: string; library: string }) => void]>([
    ['a library that the group may write', ({ library }) => chmodSync(library, 0o775)],
    ['a library that everybody may write', ({ library }) => chmodSync(library, 0o757)],
    ['a folder that everybody may write', ({ native }) => chmodSync(native, 0o777)],
    ['a folder of engines that everybody may write', ({ native }) => chmodSync(join(native, '..'), 0o777)],
    [
      'a library that is a link to another place',
      ({ library }) => {
        rmSync(library)
        symlinkSync('/tmp/elsewhere.node', library)
      },
    ],
    [
      'an engine that is a link to another place',
      ({ native }) => {
        const elsewhere = freshDirectory()
        rmSync(native, { recursive: true })
        symlinkSync(elsewhere, native)
      },
    ],
  ])('is passed over, with the reason, for %s', (_what, change) => {
    const place = packageWithEngine()
    change(place)
    const found = findPlaces(place.question)
    expect(found.nativeDirectory).toBeNull()
    expect(found.engineProblem).toMatch(/^The installed engines are passed over: .*engine/)
  })

  test('is passed over when a file in it belongs to somebody else than root and the owner of the package', () => {
    const { native, library } = packageWithEngine()
    const owner = lstatSync(library).uid
    expect(distrustOf(native, owner)).toBeNull()
    // Root's own files are trusted by everybody; as another user the same files are somebody else's.
    const stranger = owner + 1
    expect(distrustOf(native, stranger)).toBe(owner === 0 ? null : `${native} belongs to another user`)
    if (owner !== 0) return
    chownSync(library, 12_345, 12_345)
    expect(distrustOf(native, 0)).toBe(`${library} belongs to another user`)
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
