import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { impatientEnvironment, saysUnreachable } from './installer.mjs'
import { inCache, inProject, readCachedJson, readJson } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal, say } from './say.mjs'
import { buildFromWheel } from './wheelBinding.mjs'
import { compileGraphs } from './compileGraphs.mjs'

const PACKAGES = { native: '@tensorflow/tfjs-node', gpu: '@tensorflow/tfjs-node-gpu' }
const UPSTREAM_MS = 15 * 60_000

/** Whether a package folder has a compiled binding, whichever Node-API version upstream made it for. */
async function hasBinding(folder) {
  const lib = join(folder, 'lib')
  if (!existsSync(lib)) return false
  const versions = await readdir(lib)
  return versions.some((version) => existsSync(join(lib, version, 'tfjs_binding.node')))
}

/** Upstream's own installer: downloads its binding and TensorFlow. Gives null, or one sentence why it did not work. */
async function installFromUpstream(engine, folder) {
  say(`${PACKAGES[engine]}: trying upstream's own installer`)
  const result = await run(process.execPath, ['scripts/install.js', engine === 'gpu' ? 'gpu' : 'cpu'], {
    cwd: folder,
    env: {
      ...impatientEnvironment(),
      PATH: `${inProject('node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
    },
    timeoutMs: UPSTREAM_MS,
    waiting: 'upstream is installing',
  })
  if (result.code === 0 && (await hasBinding(folder))) return null
  if (result.timedOut) return 'it took more than 15 minutes'
  const words = `${result.stderr}\n${result.stdout}`
  if (saysUnreachable(words)) return 'its download server cannot be reached'
  return lastLines(words, 2) || 'it made no binding'
}

/**
 * Loads the engine in a fresh Node process and multiplies two matrices on it; gives { ok: true, device } or
 * { ok: false, reason }. A fresh process, because a binding that crashes takes its process with it.
 */
async function verify(folder) {
  const result = await run(process.execPath, [inProject('scripts/lib/verifyEngine.cjs'), folder], {
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    timeoutMs: 120_000,
  })
  if (result.code !== 0) return { ok: false, reason: lastLines(result.stderr, 4) || 'it crashed' }
  return JSON.parse(lastLines(result.stdout, 1))
}

/** A fresh copy of the installed package: node_modules stays as npm made it. */
async function copyPackage(engine, root) {
  const source = inProject('node_modules', PACKAGES[engine])
  const folder = join(root, 'node_modules', PACKAGES[engine])
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, '..'), { recursive: true })
  await cp(source, folder, { recursive: true })
  return folder
}

/** What the proof has shown, by the device that it found. */
const PROVEN = {
  CPU: 'it multiplied a matrix on this processor',
  CUDA: 'it multiplied a matrix on the CUDA device',
  'no CUDA device': 'it loads and computes, but there is no CUDA device, so Kazari passes it over',
}

/** The ways to an engine, in order; each gives null or one sentence why it did not work. */
const WAYS = [
  { name: 'upstream', install: installFromUpstream },
  { name: 'wheel', install: buildFromWheel },
]

/** The device on which the engine in its place computes, or null when it is missing, of another version or broken. */
async function installedDevice(engine, target) {
  const marker = readCachedJson(join(target, 'kazari.json'))
  const { version } = readJson(inProject('node_modules', PACKAGES[engine], 'package.json'))
  if (marker?.package !== `${PACKAGES[engine]}@${version}`) return null
  const proof = await verify(join(target, 'node_modules', PACKAGES[engine]))
  return proof.ok ? proof.device : null
}

/**
 * Installs TensorFlow for Node ('native' on the processor, 'gpu' on CUDA) into .kazari/engine/<engine>, proves it by a
 * computation, and only then puts it in place. Throws a Refusal with every way's reason when none worked.
 */
export async function installEngine(engine) {
  const target = inCache('engine', engine)
  if (!existsSync(inProject('node_modules', PACKAGES[engine]))) {
    throw new Refusal(
      `the optional package ${PACKAGES[engine]} is not installed: run \`npm ci --include=optional\``,
    )
  }
  const installed = await installedDevice(engine, target)
  if (installed !== null) {
    await compileGraphs(target)
    say(`the ${engine} engine is there: ${PROVEN[installed]}`)
    return target
  }
  const work = inCache('engine', `making-${process.pid}`)
  const reasons = []
  try {
    for (const way of WAYS) {
      const folder = await copyPackage(engine, work)
      const reason = await way.install(engine, folder, join(work, 'download'))
      const proof = reason === null ? await verify(folder) : { ok: false, reason }
      if (!proof.ok) {
        reasons.push(`${way.name}: ${proof.reason}`)
        say(`the ${way.name} way did not work: ${proof.reason}`)
        continue
      }
      const { version } = readJson(join(folder, 'package.json'))
      await rm(join(work, 'download'), { recursive: true, force: true })
      await writeFile(
        join(work, 'kazari.json'),
        JSON.stringify({
          engine,
          package: `${PACKAGES[engine]}@${version}`,
          way: way.name,
          device: proof.device,
        }),
      )
      await compileGraphs(work)
      await rm(target, { recursive: true, force: true })
      await rename(work, target)
      say(`the ${engine} engine is installed: ${PROVEN[proof.device]}`)
      return target
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  throw new Refusal(
    `the ${engine} engine could not be installed; Kazari goes on with the engine it has\n  ${reasons.join('\n  ')}`,
  )
}
