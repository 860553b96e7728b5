import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../lock.mjs'
import { pinnedVersion } from '../pinnedRuntime.mjs'
import { inProject } from '../project.mjs'
import { resolveRuntime } from '../runtime.mjs'
import { Refusal, say } from '../say.mjs'
import { builderFailure, runBuilder } from './builder.mjs'
import { makeDeb } from './deb.mjs'
import { packageName, workDirectory } from './layout.mjs'
import { ensurePackage, preparePackage } from './makePackage.mjs'

/**
 * The forms of a package: the system that it is for, the ending of its file, and whether another system can make it. 'dir' is
 * for the system at hand.
 */
export const TARGETS = {
  dir: {},
  deb: { platform: 'linux', ending: '.deb' },
  AppImage: { platform: 'linux', ending: '.AppImage' },
  nsis: { platform: 'win32', ending: '.exe', elsewhere: true },
  dmg: { platform: 'darwin', ending: '.dmg' },
}
const SYSTEM_NAMES = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }

/** Runs electron-builder for one installer and moves its file to dist/; gives the path. */
async function buildInstaller(request, target) {
  const { platform, ending } = TARGETS[target]
  const work = workDirectory('installer')
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  try {
    const output = join(work, 'out')
    const asked = { ...request, output, platform, target }
    const result = await runBuilder(asked, join(work, 'request.json'))
    if (result.code !== 0)
      throw new Refusal(`the ${target} package could not be made: ${builderFailure(result)}`)
    const made = (await readdir(output)).find((name) => name.endsWith(ending))
    if (made === undefined) throw new Error(`electron-builder made no file that ends in ${ending}`)
    const mark = request.record.proofOnly ? '-proof' : ''
    const file = inProject('dist', `${made.slice(0, -ending.length)}${mark}${ending}`)
    await mkdir(inProject('dist'), { recursive: true })
    await rename(join(output, made), file)
    return file
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** The runtime for a system: the one at hand for our own, else the pinned one, which electron-builder fetches. */
async function runtimeFor(platform) {
  if (platform === process.platform) return resolveRuntime({ quiet: true })
  return { kind: 'download', version: pinnedVersion() }
}

/** Makes one form of the package and gives { path, record }. Throws a Refusal with one sentence when it cannot be made here. */
export async function makeTarget(target, kind, engine) {
  const { platform = process.platform, elsewhere = false } = TARGETS[target]
  if (platform !== process.platform && !elsewhere)
    throw new Refusal(`a ${target} package can be made on ${SYSTEM_NAMES[platform]} only`)
  if (platform !== process.platform && engine !== null)
    throw new Refusal(`a package with the native engine is made on the system that it is for`)
  if (target === 'dir' || platform === 'linux') {
    const packed = await ensurePackage(kind, { engine })
    if (target === 'dir') return { path: packed.directory, record: packed.record }
    return withLock('installer', async () => {
      if (target === 'deb') return { path: await makeDeb(packed), record: packed.record }
      const request = await preparePackage(kind, engine, await runtimeFor(platform))
      const path = await buildInstaller({ ...request, prepackaged: packed.directory }, target)
      return { path, record: packed.record }
    })
  }
  return withLock('installer', async () => {
    say(`making the ${target} package for ${SYSTEM_NAMES[platform]}`)
    const request = await preparePackage(kind, engine, await runtimeFor(platform), platform)
    try {
      return { path: await buildInstaller(request, target), record: request.record }
    } finally {
      await rm(workDirectory(packageName(kind, engine)), { recursive: true, force: true })
    }
  })
}
