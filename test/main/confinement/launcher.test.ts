import { execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildLauncher, hasLauncher } from '../../../scripts/lib/launcher.mjs'
import { visionWallsEnvironment } from '../../../src/main/confinement/visionWalls'
import { freshDirectory } from '../support'
import { builtChild } from '../storage/builtChild'
import { temporaryFolder } from '../../architecture/scripts/prove/disk'

type Attempt = readonly [what: string, where: string]

const built = temporaryFolder('launcher')
const child = builtChild('../confinement/confinedChild.ts')
beforeAll(() => (hasLauncher() ? buildLauncher(built.at('')) : undefined), 120_000)
afterAll(built.remove)

/** A computer with one user and Kazari installed: the launcher is real, the application is confinedChild. */
function computer() {
  const root = freshDirectory()
  const folder = (...names: string[]) => {
    const path = join(root, ...names)
    mkdirSync(path, { recursive: true })
    return path
  }
  const home = folder('home')
  const install = folder('opt')
  copyFileSync(built.at('kazari'), join(install, 'kazari'))
  writeFileSync(join(install, 'kazari-app'), `#!/bin/sh\nexec "${process.execPath}" "${child()}" "$@"\n`)
  chmodSync(join(install, 'kazari-app'), 0o755)
  const records = join(home, '.config/kazari/records')
  const environment = { PATH: process.env.PATH ?? '', HOME: home }
  const launch = (attempts: readonly Attempt[], switches: readonly string[] = []) =>
    answersOf(join(install, 'kazari'), [...switches, JSON.stringify(attempts)], environment)
  return { home, folder, records, launch, install, environment }
}

const answersOf = (
  program: string,
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    execFile(program, options, { env: environment, timeout: 60_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(JSON.parse(stdout) as unknown[]),
    )
  })

const repeated = (count: number, value: unknown): unknown[] => Array.from({ length: count }, () => value)

describe.skipIf(!hasLauncher())('the launcher', () => {
  test('writes are refused everywhere but in memory and in the records directory', async () => {
    const { home, records, launch, folder } = computer()
    const notes = join(home, 'notes.txt')
    writeFileSync(notes, 'mine')
    const pictures = folder('home/Pictures')
    const refused: Attempt[] = [
      ['write', join(home, 'leak.txt')],
      ['write', join(home, '.config/kazari/beside-the-records')],
      ['write', '/var/tmp/kazari-leak'],
      ['append', notes],
      ['cut', notes],
      ['remove', notes],
      ['move', notes],
      ['folder', join(pictures, 'new')],
      ['link', join(pictures, 'link')],
    ]
    expect(await launch(refused)).toEqual(repeated(refused.length, 'EACCES'))
    expect(readFileSync(notes, 'utf8')).toBe('mine')
    expect(readdirSync(pictures)).toEqual([])
    const inMemory = `/dev/shm/kazari-launcher-${process.pid}`
    const allowed: Attempt[] = [
      ['write', join(records, 'settings.json')],
      ['append', join(records, 'settings.json')],
      ['move', join(records, 'settings.json')],
      ['folder', join(records, 'personal')],
      ['write', inMemory],
      ['remove', inMemory],
      ['write', '/dev/null'],
      ['read', notes],
    ]
    expect(await launch(allowed)).toEqual(repeated(allowed.length, 'done'))
  })

  test('a program that Kazari starts is refused the same', async () => {
    const { home, launch } = computer()
    const leak = join(home, 'leak.txt')
    expect(await launch([['program', `echo a face > ${leak} 2>/dev/null; echo tried`]])).toEqual(['tried'])
    expect(existsSync(leak)).toBe(false)
  })

  test('no socket leads out of the computer, nor to it', async () => {
    const { launch, environment } = computer()
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const attempts: Attempt[] = [
      ['connect', String((server.address() as AddressInfo).port)],
      ['datagram', ''],
    ]
    // What is refused behind the launcher works without it: the attempts themselves are sound.
    expect(await answersOf(process.execPath, [child(), JSON.stringify(attempts)], environment)).toEqual(
      repeated(2, 'done'),
    )
    expect(await launch(attempts)).toEqual(repeated(2, 'EACCES'))
    server.close()
  })

  test('a process that dies leaves no core dump: the limit is the one that stops every handler', async () => {
    expect(
      await computer().launch([['program', 'ulimit -c; ulimit -H -c; grep core /proc/self/limits']]),
    ).toEqual([expect.stringMatching(/Max core file size +1 +1 +bytes/)])
  })

  test('the walls are found by trying, not by what variables say', async () => {
    const { home, launch, environment } = computer()
    const abi = Number(readAbi(await launch([['walls', home]])))
    expect(abi).toBeGreaterThanOrEqual(1)
    const claimed = { ...environment, KAZARI_LANDLOCK_ABI: '7' }
    expect(await answersOf(process.execPath, [child(), JSON.stringify([['walls', home]])], claimed)).toEqual([
      { kind: 'unconfined', reason: 'not-launched' },
    ])
    const old = { ...environment, KAZARI_LANDLOCK_ABI: '0' }
    expect(await answersOf(process.execPath, [child(), JSON.stringify([['walls', home]])], old)).toEqual([
      { kind: 'unconfined', reason: 'kernel-without-landlock' },
    ])
  })
})

function readAbi([walls]: readonly unknown[]): unknown {
  expect(walls).toMatchObject({ kind: 'confined', networkDenied: true })
  return (walls as { landlockAbi: number }).landlockAbi
}

describe.skipIf(!hasLauncher())('the broker', () => {
  test('saves where a person chose: whole, large, and with the rights that were there', async () => {
    const { folder, launch } = computer()
    const pictures = folder('home/Pictures')
    const [fresh, old, large] = ['new.png', 'old.jpg', 'large.zip'].map((name) => join(pictures, name))
    if (!fresh || !old || !large) throw new Error('three names')
    writeFileSync(old, 'before')
    expect(
      await launch([
        ['save', fresh],
        ['save', old],
        ['save 9 MB', large],
        ['save', join(pictures, 'データ.pdf')],
      ]),
    ).toEqual(repeated(4, 'done'))
    expect(readFileSync(fresh, 'utf8')).toBe(`saved to ${fresh}`)
    expect(readFileSync(old, 'utf8')).toBe(`saved to ${old}`)
    expect(readFileSync(large).equals(Buffer.alloc(9_000_000, 7))).toBe(true)
    expect(readdirSync(pictures).sort()).toEqual(['large.zip', 'new.png', 'old.jpg', 'データ.pdf'])
  })

  test('hands out pictures, letters and tables, never what a system runs or reads as settings', async () => {
    const { home, folder, launch } = computer()
    folder('home/.config/autostart')
    folder('home/.hidden/deep')
    const pictures = folder('home/Pictures')
    symlinkSync(join(home, '.config'), join(pictures, 'way in'))
    symlinkSync('/etc/passwd', join(pictures, 'passwd.png'))
    mkdirSync(join(pictures, 'folder.png'))
    writeFileSync(join(pictures, 'kept.png'), 'kept', { mode: 0o444 })
    const refused = [
      join(home, '.bashrc'),
      join(home, 'run.sh'),
      join(home, 'start.desktop'),
      join(home, 'no-ending'),
      join(home, '.hidden/deep/a.png'),
      join(home, '.config/autostart/a.json'),
      join(pictures, 'way in/a.json'),
      join(pictures, '.hidden.png'),
      join(pictures, 'passwd.png'),
      join(pictures, 'folder.png'),
      join(pictures, 'kept.png'),
      'relative.png',
      join(home, 'not there/a.png'),
    ]
    expect(await launch(refused.map((path) => ['save', path] as const))).toEqual(
      repeated(refused.length, 'not-writable'),
    )
    expect(readFileSync(join(pictures, 'kept.png'), 'utf8')).toBe('kept')
    expect(readdirSync(join(home, '.config/autostart'))).toEqual([])
    // It goes on after every refusal.
    expect(
      await launch([
        ['save', '/nowhere'],
        ['save', join(pictures, 'after.png')],
      ]),
    ).toEqual(['not-writable', 'done'])
  })

  test('in a kiosk writes to its operator’s folder alone, and nowhere without one', async () => {
    const { home, folder, launch } = computer()
    const booth = folder('media/booth')
    const elsewhere = folder('home/Pictures')
    symlinkSync(elsewhere, join(booth, 'way out'))
    const attempts: Attempt[] = [
      ['save', join(booth, 'a.png')],
      ['save', join(elsewhere, 'a.png')],
      ['save', join(booth, 'way out/a.png')],
      ['save', join(booth, '../booth-beside.png')],
    ]
    expect(await launch(attempts, ['--kiosk', `--export-directory=${booth}`])).toEqual([
      'done',
      'not-writable',
      'not-writable',
      'not-writable',
    ])
    expect(await launch(attempts, ['--kiosk'])).toEqual(repeated(4, 'not-writable'))
    expect(readdirSync(home).sort()).toEqual(['.config', 'Pictures'])
  })

  test('ends with Kazari, however that ends', async () => {
    const { install, environment } = computer()
    const running = spawn(join(install, 'kazari'), [JSON.stringify([['pause', '60000']])], {
      env: environment,
    })
    await expect.poll(() => brokersOf(install).length, { timeout: 20_000 }).toBe(1)
    running.kill('SIGKILL')
    await expect.poll(() => brokersOf(install), { timeout: 20_000 }).toEqual([])
  })
})

/** Processes that run the launcher's own file: brokers, since the launcher itself becomes the application. */
function brokersOf(install: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/exe`) === join(install, 'kazari')
    } catch {
      return false
    }
  })
}

describe.skipIf(!hasLauncher())('vision’s own walls', () => {
  test('it reads its program and its models, and nothing else; it writes, connects and starts nothing', async () => {
    const { home, folder, environment } = computer()
    const models = folder('opt/models')
    writeFileSync(join(models, 'net.bin'), 'weights')
    writeFileSync(join(home, 'photo.png'), 'a face')
    const attempts: Attempt[] = [
      ['read', join(models, 'net.bin')],
      ['vision', ''],
      ['read', join(home, 'photo.png')],
      ['read', '/etc/hostname'],
      ['write', join(models, 'net.bin')],
      ['write', join(home, 'leak')],
      ['datagram', ''],
      ['connect', '9'],
      ['program', 'true'],
    ]
    const start = { assetsDir: models, nativeDir: join(child(), '..'), onnxDir: null }
    const walls = visionWallsEnvironment(built.at('libkazari-confine.so'), process.execPath, start)
    const options = [child(), JSON.stringify(attempts)]
    // The system's Node wants its settings of OpenSSL, which Electron does not have.
    const node = { ...environment, ...walls, OPENSSL_CONF: '/dev/null' }
    expect(await answersOf(process.execPath, options, node)).toEqual(['done', true, ...repeated(7, 'EACCES')])
  })
})
