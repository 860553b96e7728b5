import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFile } from './npmTarball.mjs'
import { inProject } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { say } from './say.mjs'
import { unzip } from './unzip.mjs'

/** TensorFlow's own wheels (the last series that tfjs-node 4.22 compiles against), by engine. */
const WHEELS = {
  native: [
    {
      spec: 'tensorflow-cpu==2.15.1',
      sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
    },
  ],
}
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']
const HEADERS = ['tensorflow/c/', 'tensorflow/core/platform/', 'tensorflow/tsl/', 'tsl/']
const PIPS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3']]
const COMPILERS = [process.env.CXX, 'g++', 'clang++', 'c++'].filter(Boolean)

async function firstThatRuns(commands) {
  for (const [command, ...args] of commands) {
    const result = await run(command, [...args, '--version'])
    if (result.code === 0) return [command, ...args]
  }
  return null
}

/** Downloads one wheel through pip and compares its hash; gives { path } or { reason }. */
async function downloadWheel(pip, { spec, sha256 }, directory) {
  for (const attempt of [1, 2]) {
    await rm(directory, { recursive: true, force: true })
    await mkdir(directory, { recursive: true })
    const [command, ...args] = pip
    // The Python on this computer does not matter: the libraries inside the wheel do not use it.
    const platforms = ['manylinux_2_17_x86_64', 'manylinux2014_x86_64', 'manylinux1_x86_64']
    const result = await run(
      command,
      [
        ...args,
        ...[
          'download',
          spec,
          '--no-deps',
          '--only-binary=:all:',
          '--implementation',
          'cp',
          '--dest',
          directory,
        ],
        ...['--python-version', '3.11', ...platforms.flatMap((platform) => ['--platform', platform])],
        ...(attempt === 2 ? ['--no-cache-dir'] : []),
      ],
      { timeoutMs: 30 * 60_000, waiting: `downloading ${spec} through pip` },
    )
    const wheel = (await readdir(directory)).find((name) => name.endsWith('.whl'))
    if (result.code !== 0 || !wheel)
      return { reason: `pip could not download ${spec}: ${lastLines(result.stderr, 2)}` }
    const path = join(directory, wheel)
    if ((await hashFile(path)) === sha256) return { path }
    if (attempt === 1) say(`the download of ${spec} is broken (its hash differs); fetching it again`)
  }
  return { reason: `${spec} does not have the hash that this project pins; it is not used` }
}

/** Where an entry of TensorFlow's wheel goes in the package's deps/ folder, or null. */
function placeEntry(name) {
  const [, ...rest] = name.split('/')
  const inside = rest.join('/')
  if (LIBRARIES.includes(inside)) return `lib/${inside}`
  const header = inside.startsWith('include/') ? inside.slice('include/'.length) : null
  return header !== null && HEADERS.some((folder) => header.startsWith(folder)) ? inside : null
}

async function compile(compiler, folder) {
  const output = join(folder, 'lib/napi-v8')
  await mkdir(output, { recursive: true })
  const [command, ...args] = compiler
  const result = await run(
    command,
    [
      ...args,
      ...['-shared', '-fPIC', '-O2', '-std=c++17', '-DNAPI_VERSION=8', '-fvisibility=hidden', '-w'],
      ...['-I', inProject('node_modules/node-api-headers/include'), '-I', 'deps/include', '-I', 'binding'],
      ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-o', 'lib/napi-v8/tfjs_binding.node'],
      ...['-L', 'deps/lib', ...LIBRARIES.map((library) => `-l:${library}`)],
      '-Wl,-rpath,$ORIGIN/../../deps/lib',
    ],
    { cwd: folder, timeoutMs: 10 * 60_000, waiting: 'compiling the binding' },
  )
  return result.code === 0 ? null : `the binding does not compile: ${lastLines(result.stderr, 3)}`
}

/**
 * Makes the binding of a tfjs-node package folder from TensorFlow's Python wheel, through pip with pinned hashes.
 * Gives null when it worked, else one sentence why not. Linux x64 only: the wheels of other systems are built
 * differently.
 */
export async function buildFromWheel(engine, folder, download) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'this way exists for linux x64 only'
  const pip = await firstThatRuns(PIPS)
  if (pip === null) return 'it needs pip (Debian and Ubuntu: apt-get install python3-pip)'
  const compiler = await firstThatRuns(COMPILERS.map((name) => [name]))
  if (compiler === null) return 'it needs a C++ compiler (Debian and Ubuntu: apt-get install g++)'
  const deps = join(folder, 'deps')
  await rm(deps, { recursive: true, force: true })
  for (const wheel of WHEELS[engine]) {
    say(`fetching ${wheel.spec}`)
    const { path, reason } = await downloadWheel(pip, wheel, download)
    if (reason !== undefined) return reason
    await unzip(path, deps, wheel.place ?? placeEntry)
  }
  say('compiling the binding')
  const problem = await compile(compiler, folder)
  // Only compiling needs the headers.
  await rm(join(deps, 'include'), { recursive: true, force: true })
  return problem
}
