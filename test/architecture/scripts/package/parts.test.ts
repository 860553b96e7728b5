import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadImage } from '@napi-rs/canvas'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readPackageArguments } from '../../../../scripts/lib/package/arguments.mjs'
import { PACKAGED_WIRE, provenFuses } from '../../../../scripts/lib/package/fusePlan.mjs'
import { makeIcons } from '../../../../scripts/lib/package/icons.mjs'
import { stageApp } from '../../../../scripts/lib/package/stageApp.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kazari-package-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (file: string, text: string | Buffer) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

describe('the fuses of a package', () => {
  /** An executable with a wire, as Electron's has it behind its sentinel. */
  const executable = (wire: string): string => {
    const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
    write(
      'app',
      Buffer.concat([Buffer.from(`code${sentinel}`), Buffer.from([1, wire.length]), Buffer.from(wire)]),
    )
    return join(folder, 'app')
  }

  test('are proved one by one, and what the system does not enforce is said', async () => {
    expect(PACKAGED_WIRE).toBe('01001100')
    const { wire, fuses } = await provenFuses(executable('01001100'), 'linux')
    expect(wire).toBe('01001100')
    expect(fuses.filter(({ enforced }) => !enforced).map(({ name }) => name)).toEqual([
      'EnableEmbeddedAsarIntegrityValidation',
    ])
    const onMac = await provenFuses(executable('010011001'), 'darwin')
    expect(onMac.fuses.every(({ enforced }) => enforced)).toBe(true)
  })

  test('stop the packaging when any of them is not as planned', async () => {
    for (let at = 0; at < PACKAGED_WIRE.length; at++) {
      const flipped = [...PACKAGED_WIRE].map((digit, index) =>
        index === at ? String(1 - Number(digit)) : digit,
      )
      await expect(provenFuses(executable(flipped.join('')), 'linux')).rejects.toThrow(
        /^the fuse \w+ is not o(n|ff)/,
      )
    }
    // A removed fuse is an r, a wire that is too short has no digit at all.
    await expect(provenFuses(executable('r1001100'), 'linux')).rejects.toThrow('RunAsNode')
    await expect(provenFuses(executable('0100110'), 'linux')).rejects.toThrow(
      'GrantFileProtocolExtraPrivileges',
    )
  })
})

test('only what main and vision load is staged: no terminal commands, nothing beside the three parts', async () => {
  write('out/main/index.cjs', `require("./chunks/shared.cjs")`)
  write('out/main/vision.cjs', `require("./chunks/engine.cjs")`)
  write('out/main/chunks/engine.cjs', `require("./shared.cjs")`)
  write('out/main/chunks/shared.cjs', '')
  write('out/main/cli.cjs', `require("./chunks/terminal.cjs")`)
  write('out/main/chunks/terminal.cjs', '')
  write('out/preload/index.cjs', '')
  write('out/renderer/index.html', '')
  write('out/assets/models/model.bin', '')
  write('out/packages/main.json', '[]')
  write('out/.stamp', '')
  await stageApp(join(folder, 'out'), join(folder, 'app'))
  const files = readdirSync(join(folder, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'app/').length))
  expect(files.sort()).toEqual([
    'main/chunks/engine.cjs',
    'main/chunks/shared.cjs',
    'main/index.cjs',
    'main/vision.cjs',
    'package.json',
    'preload/index.cjs',
    'renderer/index.html',
  ])
  expect(JSON.parse(readFileSync(join(folder, 'app/package.json'), 'utf8'))).toMatchObject({
    main: 'main/index.cjs',
    desktopName: 'kazari.desktop',
  })
})

test('icons are drawn in every size that a system asks for', async () => {
  await makeIcons(folder)
  const ico = readFileSync(join(folder, 'kazari.ico'))
  const sizes: number[] = []
  for (let index = 0; index < ico.readUInt16LE(4); index++) {
    const at = 6 + 16 * index
    const start = ico.readUInt32LE(at + 12)
    const image = await loadImage(ico.subarray(start, start + ico.readUInt32LE(at + 8)))
    expect(image.width % 256).toBe(ico.readUInt8(at))
    sizes.push(image.width)
  }
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  const icns = readFileSync(join(folder, 'kazari.icns'))
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  const widths: Record<string, number> = {}
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const image = await loadImage(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)))
    widths[icns.toString('latin1', at, at + 4)] = image.width
  }
  expect(widths).toEqual({ icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 })
  expect((await loadImage(readFileSync(join(folder, 'linux/512x512.png')))).width).toBe(512)
})

describe('the command', () => {
  test('makes the release directory when nothing is asked, and each thing that is', () => {
    expect(readPackageArguments([])).toEqual({ kind: 'release', engine: null, targets: ['dir'] })
    expect(readPackageArguments(['--test', '--engine', 'native'])).toEqual({
      kind: 'test',
      engine: 'native',
      targets: ['dir'],
    })
    const both = readPackageArguments(['--target', 'deb', '--target', 'AppImage', '--target', 'deb'])
    expect(both.targets).toEqual(['deb', 'AppImage'])
  })

  test.each([
    [['--engine', 'gpu'], 'not gpu'],
    [['--target', 'rpm'], 'not rpm'],
    [['--target', 'toString'], 'not toString'],
    [['--test', '--target', 'deb'], 'directory only'],
    [['--fast'], '--fast'],
    [['release'], 'release'],
  ])('refuses %j with one sentence', (args, words) => {
    expect(() => readPackageArguments(args)).toThrow(words)
  })
})
