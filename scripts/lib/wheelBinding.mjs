import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFile } from './npmTarball.mjs'
import { inProject } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { say } from './say.mjs'
import { unzip } from './unzip.mjs'

/**
 * The wheels of each engine: TensorFlow itself (the last series that tfjs-node 4.22 compiles against) and for the GPU
 * the CUDA libraries that its `and-cuda` extra names, without those for training on several cards and for profiling.
 */
const WHEELS = {
  native: [['tensorflow-cpu==2.15.1', '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26']],
  gpu: [
    ['tensorflow==2.15.1', 'bb0edd69103c154245c5f209f0507355cc68ba7e4de350084bc31edc562478e4'],
    ['nvidia-cublas-cu12==12.2.5.6', 'f448d8db463f9a2c7dd9a1e607c0961d3e95f825b86839c5882f7d073d406df0'],
    ['nvidia-cuda-nvrtc-cu12==12.2.140', 'b1cdcae6443cb7cdcfb5d1bf51896a148c9f82f9e65b27db9ab095eaed689aa7'],
    [
      'nvidia-cuda-runtime-cu12==12.2.140',
      'acb9cb7e44594a3512533497ea790d9f0b0e399abcc888584c157d1ffa080e41',
    ],
    ['nvidia-cudnn-cu12==8.9.4.25', '9f882d5b11753c566fd32427839089eb4f8ba7a58c28446ad359e32c40229723'],
    ['nvidia-cufft-cu12==11.0.8.103', '72e961e578f9be9e316ccb4db8652c421dd0b57442624faa71061d452f449a67'],
    ['nvidia-cusolver-cu12==11.5.2.141', '5a85c4653ce34339a5688137f494a0f903e0f0532418550998167f00844161da'],
    ['nvidia-cusparse-cu12==12.1.2.141', '4e13d6a51d2303dcb2a023ba09546811161f0334fc64e13689397bbd3b1eb126'],
    ['nvidia-nvjitlink-cu12==12.2.140', '95635cafbf9f96c38bea5200ab145a2e6aefbb5405e0b04c1e4ba54df2d84ec9'],
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
async function downloadWheel(pip, [spec, sha256], directory) {
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

/**
 * Where a wheel's entry goes in the package's deps/ folder, or null. TensorFlow looks for CUDA in ../nvidia beside
 * its own folder, as pip would lay the wheels out.
 */
function placeEntry(name) {
  if (/^nvidia\/\w+\/lib\/lib[^/]+\.so[.\d]*$/.test(name)) return name
  if (name === 'tensorflow/THIRD_PARTY_NOTICES.txt') return 'THIRD_PARTY_NOTICES.txt'
  if (/^tensorflow[^/]*\.dist-info\/LICENSE$/.test(name)) return 'LICENSE'
  const inside = name.startsWith('tensorflow/') ? name.slice('tensorflow/'.length) : ''
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
    say(`fetching ${wheel[0]}`)
    const { path, reason } = await downloadWheel(pip, wheel, download)
    if (reason !== undefined) return reason
    await unzip(path, deps, placeEntry)
  }
  say('compiling the binding')
  const problem = await compile(compiler, folder)
  // Only compiling needs the headers.
  await rm(join(deps, 'include'), { recursive: true, force: true })
  return problem
}
