import { chmodSync, existsSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openUserData, type UserDataQuestion } from '../../../src/main/startup/userData'
import { freshDirectory } from '../support'

/** A process id that no process has: above the largest one Linux gives out. */
const NOBODY = 2 ** 22 + 1

const question = (change: Partial<UserDataQuestion> = {}): UserDataQuestion => ({
  platform: 'linux',
  environment: {},
  appData: freshDirectory(),
  recordsDirectory: '/home/somebody/.config/kazari/records',
  batchPid: null,
  uid: process.getuid?.() ?? null,
  testDirectory: freshDirectory(),
  ...change,
})

const inMemory: string[] = []

const opened = (given: UserDataQuestion) => {
  const result = openUserData(given)
  if (!result.ok) throw new Error(result.error)
  if (result.value.directory.startsWith('/dev/shm/')) inMemory.push(result.value.directory)
  return result.value
}

afterEach(() => {
  for (const directory of inMemory.splice(0)) rmSync(directory, { recursive: true, force: true })
})

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('data lies in memory, readable by this user alone', () => {
    const found = opened(question({ testDirectory: null, recordsDirectory: freshDirectory() }))
    expect(found).toMatchObject({ inMemory: true, disposable: true })
    expect(statSync(found.directory).mode & 0o777).toBe(0o700)
    expect(opened(question({ testDirectory: null, recordsDirectory: found.directory })).directory).not.toBe(
      found.directory,
    )
  })

  test('a runtime directory that is no memory is passed over', () => {
    const onDisk = '/'
    const found = opened(question({ testDirectory: null, environment: { XDG_RUNTIME_DIR: onDisk } }))
    expect(found.directory.startsWith('/dev/shm/')).toBe(true)
  })

  test('two studios on the same records share a directory; a batch run has its own', () => {
    const given = question()
    expect(opened(given).directory).toBe(opened(given).directory)
    expect(opened({ ...given, recordsDirectory: '/elsewhere' }).directory).not.toBe(opened(given).directory)
    expect(opened({ ...given, batchPid: process.pid }).directory).not.toBe(opened(given).directory)
  })

  test("what a killed Kazari left is removed, a living one's is not", () => {
    const given = question()
    const { directory } = opened(given)
    const leftover = join(directory, 'leftover')
    writeFileSync(leftover, 'x')
    symlinkSync(`${hostname()}-${process.pid}`, join(directory, 'SingletonLock'))
    opened(given)
    expect(existsSync(leftover)).toBe(true)
    const dead = opened({ ...given, batchPid: NOBODY }).directory
    opened(given)
    expect(existsSync(dead)).toBe(false)
  })

  test('the directory of a studio that died is emptied', () => {
    const given = question()
    const { directory } = opened(given)
    writeFileSync(join(directory, 'leftover'), 'x')
    symlinkSync(`${hostname()}-${NOBODY}`, join(directory, 'SingletonLock'))
    opened(given)
    expect(existsSync(join(directory, 'leftover'))).toBe(false)
    expect(existsSync(directory)).toBe(true)
  })

  test('a directory that others can read, or a link put in its place, is refused', () => {
    const given = question()
    const { directory } = opened(given)
    symlinkSync(`${hostname()}-${process.pid}`, join(directory, 'SingletonLock'))
    chmodSync(directory, 0o755)
    expect(openUserData(given).ok).toBe(false)
  })

  test('a link put in its place beforehand is refused, and what it points to is left alone', () => {
    const given = question()
    const { directory } = opened(given)
    const target = freshDirectory()
    writeFileSync(join(target, 'precious'), 'x')
    rmSync(directory, { recursive: true })
    symlinkSync(target, directory)
    expect(openUserData(given).ok).toBe(false)
    expect(existsSync(join(target, 'precious'))).toBe(true)
  })

  test('where no directory can be made, Kazari says so instead of using a disk', () => {
    const file = join(freshDirectory(), 'file')
    writeFileSync(file, '')
    expect(openUserData(question({ testDirectory: file })).ok).toBe(false)
  })
})

test('elsewhere too, a place that cannot be made ends the start with a sentence', () => {
  const file = join(freshDirectory(), 'file')
  writeFileSync(file, '')
  const refused = openUserData(question({ platform: 'darwin', appData: file }))
  expect(refused.ok ? '' : refused.error).toContain(join(file, 'kazari', 'runtime'))
})

test('elsewhere it is on disk and says so', () => {
  const found = opened(question({ platform: 'win32' }))
  expect(found).toMatchObject({ inMemory: false, disposable: false })
  expect(existsSync(found.directory)).toBe(true)
})
