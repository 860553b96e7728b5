import { withLock } from './lock.mjs'
import { inProject, projectRoot, readCachedJson, readJson } from './project.mjs'
import { runNpm } from './run.mjs'
import { Refusal, say } from './say.mjs'

const OLDEST_NODE = [20, 19]

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  throw new Refusal(`Kazari needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}`)
}

/**
 * Why node_modules has to be installed again, or null when what is installed is what the lockfile names. npm keeps
 * its own list of what it installed; versions are compared, because file times say nothing after a checkout.
 */
function problemOfDependencies() {
  const installed = readCachedJson(inProject('node_modules/.package-lock.json'))
  if (installed === null) return 'they are not there yet'
  for (const [path, wanted] of Object.entries(readJson(inProject('package-lock.json')).packages)) {
    const found = installed.packages[path]
    // Optional packages of other systems are in the lockfile and not on the disk.
    const mayBeMissing = path === '' || wanted.optional || wanted.devOptional
    if (found === undefined && mayBeMissing) continue
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity) {
      return `${path} is ${found?.version ?? 'missing'}, package-lock.json wants ${wanted.version}`
    }
  }
  return null
}

async function install() {
  const problem = problemOfDependencies()
  if (problem === null) return
  say(`installing the dependencies with npm ci: ${problem}`)
  if (Number(process.versions.node.split('.')[0]) < 22) {
    say('npm may print EBADENGINE warnings: on Node 20 they are expected and harmless')
  }
  const result = await runNpm(['ci'], {
    cwd: projectRoot,
    show: 'everything',
    waiting: 'npm ci is at work',
  })
  if (result.code === 0) return
  throw new Refusal(
    'npm ci failed; its reason stands above. Without the dependencies nothing else can be built',
  )
}

/** Makes sure that node_modules is there and belongs to the lockfile; runs `npm ci` otherwise, with its output shown. */
export async function ensureDependencies() {
  refuseOldNode()
  if (problemOfDependencies() !== null) await withLock('dependencies', install)
}
