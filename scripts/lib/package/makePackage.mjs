import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ensureBuild } from '../buildApp.mjs'
import { hashFile } from '../npmTarball.mjs'
import { inCache, inProject, projectRoot, readCachedJson, readJson } from '../project.mjs'
import { run } from '../run.mjs'
import { resolveRuntime } from '../runtime.mjs'
import { Refusal, say } from '../say.mjs'
import { stampOf } from '../stamp.mjs'
import { withLock } from '../lock.mjs'
import { builderFailure, runBuilder } from './builder.mjs'
import { makeIcons } from './icons.mjs'
import { appVersion, BUILD_OF, packageDirectory, packageName, placesIn, workDirectory } from './layout.mjs'
import { licencesText, packagesIn } from './licences.mjs'
import { stageEngine } from './stageEngine.mjs'
import { stageOnnx } from './stageOnnx.mjs'
import { stageApp } from './stageApp.mjs'

/** What a package is made from besides its build and its runtime. */
const INPUTS = [
  'scripts/lib/package',
  'scripts/lib/launcher.mjs',
  'scripts/lib/launcher',
  'scripts/lib/fuses.mjs',
  'native',
  'resources',
  'src',
  'package-lock.json',
]

/** The folder that electron-builder unpacks into on this system. */
const unpackedFolder = () => {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`
  if (process.platform === 'darwin') return `mac${arch}`
  return `${process.platform === 'win32' ? 'win' : 'linux'}${arch}-unpacked`
}

/** Versions inside the runtime, as it tells them itself, or null when it will not run as Node. */
async function runtimeVersions(executable) {
  const { code, stdout } = await run(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 20_000,
  })
  return code === 0 ? JSON.parse(stdout) : null
}

/** The commit that a package is made from, or null when there is none or its inputs were changed since. */
async function commitOfInputs() {
  const changed = await run('git', ['status', '--porcelain', '--', ...INPUTS], { cwd: projectRoot })
  const head = await run('git', ['rev-parse', 'HEAD'], { cwd: projectRoot })
  return changed.code === 0 && changed.stdout === '' && head.code === 0 ? head.stdout.trim() : null
}

/** Why the package in its place cannot be used as it is, or null when every file is as it was made. */
async function problemOfPackage(directory, stampPath, stamp) {
  if (readCachedJson(stampPath)?.stamp !== stamp) return 'something that it is made from has changed'
  const record = readCachedJson(join(placesIn(directory, process.platform, 'kazari').resources, 'build.json'))
  if (record === null) return 'it is not there'
  const { root } = placesIn(directory, process.platform, record.executable)
  for (const { path, sha256 } of record.files) {
    const full = join(root, path)
    if (!existsSync(full) || (await hashFile(full)) !== sha256) return `${path} is not as it was made`
  }
  return null
}

/**
 * Puts the parts of a package together in its work folder and gives electron-builder's request, without system and target.
 * runtime: what resolveRuntime gives, or { kind: 'download', version } when electron-builder has to fetch it. platform: what it is for.
 */
export async function preparePackage(kind, engine, runtime, platform = process.platform) {
  const build = await ensureBuild(BUILD_OF[kind])
  const work = workDirectory(packageName(kind, engine))
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  await stageApp(build, join(work, 'app'))
  await makeIcons(join(work, 'icons'))
  const enginesFolder = join(work, 'engine')
  const ofEngines = await stageOnnx(join(enginesFolder, 'onnx'), platform, process.arch)
  if (engine !== null) ofEngines.push(...(await stageEngine(join(enginesFolder, 'native'))))
  const licences = join(work, 'THIRD-PARTY-LICENSES.txt')
  await writeFile(licences, licencesText([...packagesIn(build), ...ofEngines]))
  const atHand = runtime.executable !== undefined
  const versions = atHand ? await runtimeVersions(runtime.executable) : null
  return {
    app: join(work, 'app'),
    output: join(work, 'builder'),
    icons: join(work, 'icons'),
    extraResources: [
      { from: join(build, 'assets'), to: 'assets' },
      { from: inProject('resources/NOTICES.md'), to: 'NOTICES.md' },
      { from: licences, to: 'THIRD-PARTY-LICENSES.txt' },
    ],
    enginesFolder,
    electronVersion: runtime.version,
    ...(atHand ? { electronDist: distOf(runtime.executable) } : {}),
    record: {
      kind,
      proofOnly: runtime.kind === 'registry',
      appVersion: appVersion(),
      commit: await commitOfInputs(),
      electronVersion: runtime.version,
      chromium: versions?.chrome ?? null,
      node: versions?.node ?? null,
      engine,
    },
  }
}

/** The folder that holds Electron: on macOS its executable lies three folders down in an .app. */
const distOf = (executable) =>
  process.platform === 'darwin' ? dirname(join(executable, '../../..')) : dirname(executable)

/**
 * Makes sure that the unpacked package of this kind ('release' or 'test') is in dist/ and belongs to what it is made from.
 * Nothing is done, and nothing said, when it is as it was made, unless `force`. `engine` is 'native' or null. Gives
 * { directory, start (the executable that people start), executable (Electron itself), resources, record (build.json) }.
 */
export function ensurePackage(kind, { engine = null, force = false } = {}) {
  return withLock(`package-${packageName(kind, engine)}`, async () => {
    const runtime = await resolveRuntime({ quiet: true })
    const directory = packageDirectory(kind, engine)
    const stampPath = inCache('package', `${packageName(kind, engine)}.json`)
    const stamp = stampOf(projectRoot, INPUTS, JSON.stringify({ kind, engine, runtime }))
    const problem = force ? 'asked for' : await problemOfPackage(directory, stampPath, stamp)
    if (problem !== null) {
      say(`packaging ${packageName(kind, engine)}: ${problem}`)
      const request = await preparePackage(kind, engine, runtime)
      const asked = { ...request, platform: process.platform, target: 'dir' }
      const result = await runBuilder(asked, workDirectory(packageName(kind, engine), 'request.json'))
      if (result.code !== 0) throw new Refusal(`the package could not be made: ${builderFailure(result)}`)
      await rm(directory, { recursive: true, force: true })
      await mkdir(dirname(directory), { recursive: true })
      await rename(join(request.output, unpackedFolder()), directory)
      await rm(workDirectory(packageName(kind, engine)), { recursive: true, force: true })
      await writeFile(stampPath, JSON.stringify({ stamp }))
    }
    return describePackage(directory)
  })
}

function describePackage(directory) {
  const { resources } = placesIn(directory, process.platform, '')
  const record = readJson(join(resources, 'build.json'))
  return {
    directory,
    start: placesIn(directory, process.platform, record.start).executable,
    executable: placesIn(directory, process.platform, record.executable).executable,
    resources,
    record,
  }
}
