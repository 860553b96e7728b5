import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../../../scripts/lib/run.mjs'
import { loopDevicesOf, makeImage, runInVolume } from '../../../../scripts/prove/content/volume.mjs'
import { obstacle, temporaryFolder } from './disk'

const folder = temporaryFolder('volume')
afterAll(folder.remove)
const image = folder.at('disk.img')
const HOME = '/home/kazari-volume'
const modulePath = resolve(import.meta.dirname, '../../../../scripts/prove/content/volume.mjs')

/** Runs a line of shell in a volume; what it must tell the test it writes to a file that stays in view. */
const inVolume = (line: string, more: { user?: string; keepReadable?: string[] } = {}) =>
  runInVolume({ image, directories: [HOME, '/tmp', '/var/tmp'], command: ['sh', '-c', line], ...more })

/** A process that has ended may wait for its parent to ask for it. */
const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
const rawImage = () => readFileSync(image).toString('latin1')

if (obstacle !== null) console.error(`NOT TESTED: runs in a volume of their own, because ${obstacle}`)

describe.skipIf(obstacle !== null)('a run in a volume of its own', () => {
  beforeEach(() => makeImage(image, 16), 60_000)

  test('writes home and temporary files to the image, and nothing to the disk outside', async () => {
    const result = await inVolume(
      `echo in-home-$((20+1)) > ${HOME}/a; echo in-tmp-$((20+2)) > /tmp/kazari-b; echo in-var-$((20+3)) > /var/tmp/kazari-c`,
    )
    expect(result).toEqual({ code: 0, signal: null, imagePath: image })
    for (const text of ['in-home-21', 'in-tmp-22', 'in-var-23']) expect(rawImage()).toContain(text)
    for (const path of [HOME, '/tmp/kazari-b', '/var/tmp/kazari-c']) expect(existsSync(path)).toBe(false)
  }, 60_000)

  test('keeps the bytes of a file that was deleted', async () => {
    await inVolume(`echo deleted-$((20+4)) > ${HOME}/a; sync -f ${HOME}; rm ${HOME}/a`)
    expect(rawImage()).toContain('deleted-24')
  }, 60_000)

  test('gives the exit code of the command, and what it was told to keep in view', async () => {
    writeFileSync(folder.at('readable'), '')
    const keepReadable = [folder.at('')]
    expect((await inVolume(`test -e ${folder.at('readable')} && exit 7`, { keepReadable })).code).toBe(7)
    expect((await inVolume(`test -e ${folder.at('readable')}`)).code).toBe(1)
    expect((await inVolume(`touch ${folder.at('new')}`, { keepReadable })).code).not.toBe(0)
    const oneFile = [folder.at('readable')]
    expect((await inVolume(`test -f ${folder.at('readable')}`, { keepReadable: oneFile })).code).toBe(0)
  }, 120_000)

  test('runs as an ordinary user who owns the home', async () => {
    const line = `id -un > ${HOME}/who && test ! -w /etc && touch /tmp/x`
    expect((await inVolume(line, { user: 'nobody' })).code).toBe(0)
    expect(rawImage()).toContain('nobody\n')
  }, 60_000)

  test('ends what the command left running, and gives the loop device back', async () => {
    expect((await inVolume(`setsid sleep 300 & echo "left-running-$!." > ${HOME}/pid`)).code).toBe(0)
    const pid = Number(/left-running-(\d+)\./.exec(rawImage())?.[1])
    expect(pid).toBeGreaterThan(1)
    expect(isAlive(pid)).toBe(false)
    expect(await loopDevicesOf(image)).toEqual([])
  }, 60_000)

  test.each([
    ['a program that is not there', { command: ['kazari-no-such-program'] }, 127],
    ['a user that is not there', { command: ['true'], user: 'kazari-no-such-user' }, 125],
  ] as const)(
    'fails clearly for %s, and leaves nothing',
    async (_, options, code) => {
      const result = await runInVolume({ image, directories: [HOME], ...options, stdio: 'ignore' })
      expect(result.code).toBe(code)
      expect(await loopDevicesOf(image)).toEqual([])
      expect(existsSync(HOME)).toBe(false)
    },
    60_000,
  )

  test('fails clearly for an image that is none, and leaves nothing', async () => {
    writeFileSync(folder.at('none.img'), 'not an image')
    const result = await runInVolume({
      image: folder.at('none.img'),
      directories: [HOME],
      command: ['true'],
      stdio: 'ignore',
    })
    expect(result.code).toBe(125)
    expect(await loopDevicesOf(folder.at('none.img'))).toEqual([])
  }, 60_000)

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ended by %s it takes everything away',
    async (signal) => {
      const script = `
      import { runInVolume } from ${JSON.stringify(modulePath)}
      const result = await runInVolume({
        image: ${JSON.stringify(image)}, directories: [${JSON.stringify(HOME)}, '/tmp'],
        command: ['sh', '-c', 'trap "" INT TERM; echo working $$; while :; do sleep 1; done'],
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      console.log(JSON.stringify(result))`
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const lines: string[] = []
      const reader = createInterface({ input: child.stdout })
      reader.on('line', (line) => lines.push(line))
      await once(reader, 'line')
      const pid = Number(lines[0]?.replace('working ', ''))
      expect(isAlive(pid)).toBe(true)
      expect(await loopDevicesOf(image)).toHaveLength(1)
      child.kill(signal)
      await once(child, 'close')
      expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({ code: null, signal })
      expect(isAlive(pid)).toBe(false)
      expect(await loopDevicesOf(image)).toEqual([])
      expect((await run('findmnt', [HOME])).code).not.toBe(0)
    },
    120_000,
  )
})
