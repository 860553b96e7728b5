import { expect, test } from '@playwright/test'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  chmodSync,
  copyFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readFuses } from '../../scripts/lib/fuses.mjs'
import models from '../../resources/models.json' with { type: 'json' }
import demo from '../../resources/demo/demo.json' with { type: 'json' }
import { inkBetween } from '../support/ink'
import { decodePhoto } from '../support/samplePhotos'
import { root, screensFolder } from './support/app'
import { displayPicture, findWindow, focusWindow, press } from './support/displayPicture'
import {
  buildPackage,
  ended,
  forbiddenIn,
  linkedCopy,
  listAsar,
  listFiles,
  looseModes,
  ordinaryUser,
  plantApp,
  sha256,
  type BuiltPackage,
  type OrdinaryUser,
  type PackageKind,
} from './support/packages'
import { runtimeExecutable } from './support/runtime'

test.skip(process.platform !== 'linux', 'packages for other systems are made on them')

const built = new Map<PackageKind, BuiltPackage>()
const packageOf = (kind: PackageKind): BuiltPackage => {
  const found = built.get(kind)
  if (found === undefined) throw new Error(`the ${kind} package was not made`)
  return found
}
let user: OrdinaryUser

test.beforeAll(async () => {
  test.setTimeout(900_000)
  for (const kind of ['release', 'test'] as const) built.set(kind, await buildPackage(kind))
  user = ordinaryUser()
})
test.afterAll(() => user?.remove())

/** Directories of studios and batch runs that are over. The launcher's folder for caches of fonts stays, in memory as well. */
const leftInMemory = ({ runtime }: OrdinaryUser): string[] =>
  readdirSync(runtime).filter((name) => name.startsWith('kazari') && !name.endsWith('-cache'))

/** The one engine that is not part of the bundle, relative to the package. */
const ONNX = 'resources/engine/onnx'

/** Electron's wire: run as Node, cookie encryption, NODE_OPTIONS, inspector, asar integrity, only asar, snapshot, file: rights. */
const WIRE = '01001100'

for (const kind of ['release', 'test'] as const) {
  test.describe(`the ${kind} package`, () => {
    test('holds what a person needs and nothing else', () => {
      const { directory, resources } = packageOf(kind)
      const files = listFiles(directory)
      const inside = listAsar(join(resources, 'app.asar'))
      // Packages are bundled; only the engines that cannot be are folders of their own.
      expect(forbiddenIn(files.filter((path) => !path.startsWith(`${ONNX}/`)))).toEqual([])
      expect(forbiddenIn(inside)).toEqual([])
      const folders = new Set(inside.map((path) => path.split('/')[0]))
      expect([...folders].sort()).toEqual(['main', 'package.json', 'preload', 'renderer'])
      expect(inside).toContain('main/vision.cjs')
      for (const name of ['NOTICES.md', 'THIRD-PARTY-LICENSES.txt', 'build.json'])
        expect(files).toContain(`resources/${name}`)
      for (const name of ['LICENSES.chromium.html', 'LICENSE.electron.txt']) expect(files).toContain(name)
      expect(looseModes(directory)).toEqual([])
    })

    test('carries ONNX Runtime as npm brought it, with the library for this system alone', () => {
      const engine = join(packageOf(kind).directory, ONNX)
      const carried = listFiles(engine)
      const libraries = carried.filter((path) => path.includes('/bin/'))
      const system = `node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/`
      expect(libraries.filter((path) => !path.startsWith(system))).toEqual([])
      expect(libraries).toContain(`${system}onnxruntime_binding.node`)
      expect(carried.filter((path) => !/\.js$|\/package\.json$/.test(path))).toEqual(libraries)
      expect(carried.filter((path) => path.includes('/script/'))).toEqual([])
      for (const path of carried) expect(sha256(join(engine, path)), path).toBe(sha256(join(root, path)))
    })

    test('carries exactly the models and the engine that are named, byte for byte', () => {
      const assets = join(packageOf(kind).resources, 'assets')
      const named = new Map([
        ...models.models.flatMap((model) => [
          [`models/${model.manifest}`, model.manifestSha256] as const,
          [`models/${model.weights}`, model.sha256] as const,
        ]),
        ...models.wasm.map((file) => [`wasm/${file.file}`, file.sha256] as const),
      ])
      expect(listFiles(assets)).toEqual([...named.keys(), 'models.json'].sort())
      for (const [path, hash] of named) expect(sha256(join(assets, path)), path).toBe(hash)
    })

    test('says what it is: every file with its hash, the runtime, the fuses and who enforces them', () => {
      const { directory, record } = packageOf(kind)
      expect(record.kind).toBe(kind)
      const listed = record.files.map(({ path }) => path)
      expect(listed).toEqual(listFiles(directory).filter((path) => path !== 'resources/build.json'))
      for (const { path, sha256: hash } of record.files)
        expect(sha256(join(directory, path)), path).toBe(hash)
      // A runtime that is past its support is never for people, and the package itself says so.
      const runtime = JSON.parse(readFileSync(join(root, '.kazari/runtime/current.json'), 'utf8')) as {
        kind: string
        version: string
      }
      expect(record.proofOnly).toBe(runtime.kind === 'registry')
      expect(record.electronVersion).toBe(runtime.version)
      const integrity = record.fuses.find(({ name }) => name === 'EnableEmbeddedAsarIntegrityValidation')
      expect(integrity).toMatchObject({ on: true, enforced: false })
    })

    test('has its fuses set, as its executable shows', async () => {
      const { executable, record } = packageOf(kind)
      const wire = await readFuses(executable)
      expect(wire.slice(0, WIRE.length)).toBe(WIRE)
      expect(record.wire).toBe(wire)
      // The runtime that it was made from has other fuses: reading them tells the two apart.
      expect((await readFuses(runtimeExecutable())).slice(0, WIRE.length)).not.toBe(WIRE)
    })

    test('carries the licence of every package that is in it', () => {
      const text = readFileSync(join(packageOf(kind).resources, 'THIRD-PARTY-LICENSES.txt'), 'utf8')
      for (const name of [
        'react',
        'konva',
        'zod',
        '@tensorflow/tfjs-core',
        '@fontsource-variable/noto-sans-jp',
      ])
        expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
      expect(text).toContain('Apache License')
      expect(text).toContain('SIL OPEN FONT LICENSE')
    })
  })
}

test('the list of forbidden names finds each kind of them', () => {
  const planted = [
    'resources/assets/models/face_recognition_model.bin',
    'resources/assets/models/age_gender_model.bin',
    'resources/assets/models/face_expression_model.bin',
    'resources/embedding.bin',
    'renderer/assets/index.js.map',
    'main/index.ts',
    'main/cli.cjs',
    'node_modules/left/index.js',
    'test/e2e/a.spec.js',
    'resources/default_app.asar',
  ]
  expect(forbiddenIn(planted)).toEqual(planted)
})

test.describe('a package for people', () => {
  for (const refused of [
    '--remote-debugging-port=0',
    '--inspect',
    '--inspect=0',
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    '--use-file-for-fake-video-capture=/tmp/clip.mjpeg',
  ]) {
    test(`refuses to start with ${refused}`, async () => {
      const { start } = packageOf('release')
      const { code, output } = await ended(user.start(start, [refused]))
      expect(code, output).toBe(2)
      expect(output).toContain(refused.replace(/=.*/, ''))
      expect(output).not.toMatch(/Debugger listening|DevTools listening/)
    })
  }

  /** An environment variable or a switch that makes Electron run something else, and the word that shows it did. */
  const probe = () => {
    const file = join(user.folder('probe'), 'probe.cjs')
    writeFileSync(file, "process.stdout.write('I run inside\\n')")
    chmodSync(file, 0o644)
    return file
  }

  test('is no Node, whatever the environment says; the runtime it was made from is', async () => {
    const question = ['-p', '"I am Node " + process.version']
    const extra = { ELECTRON_RUN_AS_NODE: '1' }
    const asked = await ended(user.start(packageOf('release').executable, question, extra), 10_000)
    expect(asked.output).not.toContain('I am Node v')
    const control = await ended(user.start(runtimeExecutable(), question, extra))
    expect(control.output).toContain('I am Node v')
  })

  test('loads nothing that NODE_OPTIONS names; the runtime it was made from does', async () => {
    const extra = { NODE_OPTIONS: `--require ${probe()}` }
    const asked = await ended(user.start(packageOf('release').executable, [], extra), 10_000)
    expect(asked.output).not.toContain('I run inside')
    const control = await ended(
      user.start(runtimeExecutable(), ['-p', '1'], { ...extra, ELECTRON_RUN_AS_NODE: '1' }),
    )
    expect(control.output).toContain('I run inside')
  })

  test('runs no app from a folder in place of its archive; the runtime it was made from does', async () => {
    const word = 'another app runs'
    const copies = [packageOf('release').directory, dirname(runtimeExecutable())].map(linkedCopy)
    const outputs: string[] = []
    try {
      for (const [index, copy] of copies.entries()) {
        plantApp(join(copy.directory, 'resources'), word)
        const name = basename(index === 0 ? packageOf('release').executable : runtimeExecutable())
        outputs.push((await ended(user.start(join(copy.directory, name), []), 10_000)).output)
      }
    } finally {
      for (const copy of copies) copy.remove()
    }
    expect(outputs[0]).not.toContain(word)
    expect(outputs[1]).toContain(word)
  })

  test('decorates pictures as an ordinary user, sandbox on, and leaves nothing else behind', async () => {
    const { start } = packageOf('release')
    const out = user.folder('pictures')
    const jobs = demo.pictures.map(({ file, look }) => {
      // Where this user may read it, wherever the checkout lies.
      const picture = join(out, file)
      copyFileSync(join(root, 'resources/demo', file), picture)
      chmodSync(picture, 0o644)
      return { in: picture, look, out: join(out, `${file}.png`), format: 'png' }
    })
    const list = join(out, 'jobs.json')
    writeFileSync(list, JSON.stringify({ consent: 'bundled', jobs }), { mode: 0o644 })
    const { code, signal, output } = await ended(user.start(start, [`--kazari-batch=${list}`]), 110_000)
    expect({ code, signal }, output).toEqual({ code: 0, signal: null })
    expect(output).toContain(`${jobs.length} decorated, 0 failed`)
    for (const job of jobs) {
      const [before, after] = [await decodePhoto(job.in), await decodePhoto(job.out)]
      const everywhere = { left: 0, top: 0, right: before.width, bottom: before.height }
      const ink = inkBetween(before, after, everywhere, 40)
      expect(ink?.pixels ?? 0, job.out).toBeGreaterThan(3000)
      expect([after.width, after.height]).toEqual([before.width, before.height])
    }
    expect(leftInMemory(user)).toEqual([])
  })

  test('opens its window, decorates the demo after a yes, and ends when it is told to', async () => {
    test.setTimeout(240_000)
    const child = user.start(packageOf('release').start, ['--demo'])
    const end = ended(child, 230_000)
    try {
      const poll = { timeout: 90_000, intervals: [500] }
      await expect.poll(() => findWindow('Kazari'), poll).not.toBeNull()
      const window = findWindow('Kazari')
      if (window === null) throw new Error('the window went away')
      /** The face of the notice's picture is on screen: the question can be answered. */
      const skin = [253, 202, 160] as const
      await expect
        .poll(async () => (await displayPicture()).count(skin, 12, window), poll)
        .toBeGreaterThan(3000)
      focusWindow(window.id)
      // Language, no, yes: the same way for everybody who uses the keyboard.
      press('Tab', 'Tab', 'Tab', 'space')
      const stage = {
        x: window.x + 92,
        y: window.y + 60,
        width: window.width - 300,
        height: window.height - 260,
      }
      /** The frame of the round glasses (resources/stickers/starter/round-glasses.svg). */
      const glasses = async () => (await displayPicture()).count([74, 49, 86], 10, stage)
      /** Background of the demo camera. */
      const backdrop = async () => (await displayPicture()).count([112, 103, 128], 40, stage)
      await expect.poll(backdrop, poll).toBeGreaterThan(50_000)
      const without = await glasses()
      press('1')
      await expect.poll(glasses, poll).toBeGreaterThan(without + 400)
      mkdirSync(screensFolder, { recursive: true })
      writeFileSync(join(screensFolder, 'package.en.png'), (await displayPicture()).png)
    } finally {
      child.kill('SIGTERM')
    }
    const { code, signal, output } = await end
    expect({ code, signal }, output).toEqual({ code: 0, signal: null })
    expect(leftInMemory(user)).toEqual([])
    expect(existsSync(join(user.home, '.config/kazari/records'))).toBe(true)
  })
})

test('a package for tests may be driven: what the other one refuses is refused by the build, not by chance', async () => {
  const child = user.start(packageOf('test').executable, ['--remote-debugging-port=0'])
  const end = ended(child, 60_000)
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await expect.poll(() => output, { timeout: 50_000 }).toContain('DevTools listening')
  child.kill('SIGTERM')
  expect((await end).code).toBe(0)
})
