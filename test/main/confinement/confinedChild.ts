/**
 * Stands in for Kazari behind its launcher, or for vision behind its library: tries what its argument lists, each a pair of what and
 * where, and prints what the system said to each as JSON: `done`, or the name of the error.
 */
import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { appendFile, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tryWalls } from '../../../src/main/confinement/confinement'
import { brokerDescriptor, connectBroker } from '../../../src/main/export/placeBroker'
import { isConfined } from '../../../src/vision/confinement'

type Attempt = readonly [what: string, where: string]

const descriptor = brokerDescriptor(process.env)
const save = descriptor === null ? null : connectBroker(descriptor)

async function saved(path: string, content: string | Uint8Array): Promise<unknown> {
  const result = await save?.(path, Buffer.from(content), null)
  return result === undefined ? 'no broker' : result.ok ? 'done' : result.error
}

const opened = (port: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port) }, () => resolve(void socket.destroy()))
    socket.on('error', reject)
  })

const bound = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.on('error', reject)
    socket.bind(0, () => socket.close(() => resolve()))
  })

const program = (command: string): Promise<string> =>
  new Promise((resolve) => {
    execFile('/bin/sh', ['-c', command], (error, stdout) =>
      resolve(error && typeof error.code === 'string' ? error.code : stdout.trim()),
    )
  })

const TRIALS: Readonly<Record<string, (where: string) => Promise<unknown>>> = {
  write: (path) => writeFile(path, 'a face'),
  append: (path) => appendFile(path, 'a face'),
  cut: (path) => truncate(path, 0),
  folder: (path) => mkdir(path),
  link: (path) => symlink('/etc/passwd', path),
  remove: (path) => rm(path),
  move: (path) => rename(path, `${path}.moved`),
  read: async (path) => void (await readFile(path)),
  connect: opened,
  datagram: bound,
  name: async (host) => void (await lookup(host)),
  program,
  save: (path) => saved(path, `saved to ${path}`),
  'save 9 MB': (path) => saved(path, new Uint8Array(9_000_000).fill(7)),
  walls: (outside) => tryWalls({ platform: process.platform, environment: process.env, outside }),
  vision: () => Promise.resolve(isConfined()),
  pause: (ms) => new Promise((resolve) => void setTimeout(resolve, Number(ms))),
}

async function attempt([what, where]: Attempt): Promise<unknown> {
  const trial = TRIALS[what]
  if (trial === undefined) throw new Error(`nobody knows how to try ${what}`)
  try {
    return (await trial(where)) ?? 'done'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

const answers: unknown[] = []
for (const each of JSON.parse(process.argv.at(-1) ?? '[]') as Attempt[]) answers.push(await attempt(each))
process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit(0))
