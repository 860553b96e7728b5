import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { ensureBuild } from '../lib/buildApp.mjs'
import { inProject, projectRoot, readCachedJson, readJson } from '../lib/project.mjs'
import { resolveRuntime } from '../lib/runtime.mjs'
import { run } from '../lib/run.mjs'
import { Refusal, say } from '../lib/say.mjs'

const ENSURE = inProject('scripts/lib/package/ensurePackage.mjs')

async function sha256(path) {
  if (!existsSync(path)) return null
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

async function commitOf() {
  const head = await run('git', ['rev-parse', 'HEAD'], { cwd: projectRoot })
  if (head.code !== 0) return null
  const changed = await run('git', ['status', '--porcelain', '--untracked-files=no'], { cwd: projectRoot })
  return `${head.stdout.trim()}${changed.stdout.trim() === '' ? '' : ' with changes'}`
}

/**
 * What is proven: { kind, name, directory, confined, bare, version, commit, electron, sha256: { executable, app } }. `confined` is the
 * command that people start; `bare` is the same app without the launcher, for controls that have to get somewhere. Without
 * `directory` it is the package for tests, made if need be; where packages cannot be made yet, the build that is not packed.
 */
export async function findTarget(directory) {
  if (directory !== null) return packageTarget(resolve(directory))
  if (existsSync(ENSURE)) {
    const { ensurePackage } = await import(ENSURE)
    const made = await ensurePackage('test')
    return packageTarget(typeof made === 'string' ? made : made.directory)
  }
  return unpackedTarget()
}

async function packageTarget(directory) {
  const start = join(directory, 'kazari')
  if (!existsSync(start)) throw new Refusal(`${directory} is not a package of Kazari: it has no kazari in it`)
  const inner = join(directory, 'kazari-app')
  const hasLauncher = existsSync(inner)
  const executable = hasLauncher ? inner : start
  const record = readCachedJson(join(directory, 'resources/build.json'))
  if (!hasLauncher) say('this package has no launcher: nothing is confined, only watched')
  return {
    kind: 'package',
    name: basename(directory),
    directory,
    launcher: hasLauncher,
    confined: [start],
    bare: [executable],
    version: record?.appVersion ?? readJson(inProject('package.json')).version,
    commit: record?.commit ?? null,
    electron: record?.electronVersion ?? null,
    fuses: record?.fuses ?? null,
    sha256: {
      executable: await sha256(executable),
      app: await sha256(join(directory, 'resources/app.asar')),
    },
  }
}

async function unpackedTarget() {
  const runtime = await resolveRuntime({ quiet: true })
  const out = await ensureBuild('test')
  const command = [runtime.executable, out]
  return {
    kind: 'unpacked',
    name: 'out-test',
    directory: out,
    launcher: false,
    confined: command,
    bare: command,
    version: readJson(inProject('package.json')).version,
    commit: await commitOf(),
    electron: runtime.version,
    fuses: null,
    sha256: { executable: await sha256(runtime.executable), app: await sha256(join(out, 'main/index.cjs')) },
  }
}
