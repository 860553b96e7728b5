import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from './project.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal } from './say.mjs'

const SOURCE = 'src/launcher'
const COMMON = [
  '-std=gnu11',
  '-O2',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-D_FORTIFY_SOURCE=2',
  '-fstack-protector-strong',
]

/**
 * What is compiled: the launcher stands alone (-static), so that one package runs on every distribution; vision's library is loaded
 * into a process that has a C library already.
 */
const PROGRAMS = [
  {
    name: 'kazari',
    sources: ['launcher.c', 'broker.c', 'confinement.c'],
    options: ['-static', '-s'],
  },
  {
    name: 'libkazari-confine.so',
    sources: ['vision.c', 'confinement.c'],
    options: ['-shared', '-fPIC', '-fvisibility=hidden', '-Wl,-z,relro,-z,now', '-s'],
  },
]

/** Whether this computer makes Linux packages, and so a launcher. */
export const hasLauncher = () => process.platform === 'linux'

/**
 * Compiles Kazari's launcher and vision's walls (docs/adr/0011) into `outDirectory`: `kazari` and `libkazari-confine.so`.
 * Throws a Refusal without a C compiler.
 */
export async function buildLauncher(outDirectory) {
  await mkdir(outDirectory, { recursive: true })
  const compiler = process.env.CC || 'cc'
  for (const { name, sources, options } of PROGRAMS) {
    const target = join(outDirectory, name)
    const paths = sources.map((source) => inProject(SOURCE, source))
    const result = await run(compiler, [...COMMON, ...options, '-o', target, ...paths])
    if (result.code !== 0) {
      throw new Refusal(
        `the launcher could not be compiled; a C compiler with its static library is needed (on Debian and Ubuntu: gcc libc6-dev):\n` +
          lastLines(result.stderr, 12),
      )
    }
    await chmod(target, 0o755)
  }
}
