import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root } from './app'

export type PackageKind = 'release' | 'test'

/** What resources/build.json says. */
export interface BuildRecord {
  readonly kind: PackageKind
  readonly proofOnly: boolean
  readonly appVersion: string
  readonly commit: string | null
  readonly electronVersion: string
  readonly engine: 'native' | null
  readonly start: string
  readonly executable: string
  readonly wire: string
  readonly fuses: readonly { readonly name: string; readonly on: boolean; readonly enforced: boolean }[]
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

export interface BuiltPackage {
  readonly kind: PackageKind
  readonly directory: string
  readonly resources: string
  /** What people start: the launcher. */
  readonly start: string
  /** Electron itself. */
  readonly executable: string
  readonly record: BuildRecord
}

/** Makes a package as a person does, `npm run package`; what is there already and still fits is not made again. */
export async function buildPackage(kind: PackageKind): Promise<BuiltPackage> {
  const extra = kind === 'test' ? ['--', '--test'] : []
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      'npm',
      ['run', '--silent', 'package', ...extra],
      { cwd: root, timeout: 600_000 },
      (error, _stdout, stderr) => (error ? reject(new Error(stderr)) : resolve(stderr)),
    )
  })
  const directory = /kazari: (\S.*) is made \(/.exec(output)?.[1]
  if (directory === undefined) throw new Error(`the command does not say where the package is: ${output}`)
  const resources = join(directory, 'resources')
  const record = JSON.parse(readFileSync(join(resources, 'build.json'), 'utf8')) as BuildRecord
  const at = (name: string) => join(directory, name)
  return { kind, directory, resources, start: at(record.start), executable: at(record.executable), record }
}

/** Relative paths of everything that is not a folder, sorted. */
export function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()
}

export const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

interface AsarNode {
  readonly files?: Readonly<Record<string, AsarNode>>
}

/** Paths of the files in an asar archive: a header of four numbers, then its list as JSON. */
export function listAsar(path: string): string[] {
  const bytes = readFileSync(path)
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')) as AsarNode
  const walk = (node: AsarNode, prefix: string): string[] =>
    Object.entries(node.files ?? {}).flatMap(([name, child]) =>
      child.files === undefined ? [prefix + name] : walk(child, `${prefix}${name}/`),
    )
  return walk(header, '').sort()
}

/** Names that no package may carry: weights that tell people apart or judge them, and what only developers need. */
const FORBIDDEN =
  /recognition|descriptor|embedding|age_gender|expression|\.map$|\.tsx?$|\.test\.|(^|\/)(test|node_modules|src|\.git|\.env)(\/|$)|cli\.cjs|default_app|package-lock|kazari\.json/i

export const forbiddenIn = (paths: readonly string[]): string[] =>
  paths.filter((path) => FORBIDDEN.test(path))

/** A user without rights, as root can become one; nobody on Debian. */
const ORDINARY_ID = 65_534
const isRoot = process.getuid?.() === 0

export interface OrdinaryUser {
  readonly home: string
  /** In memory. */
  readonly runtime: string
  readonly environment: Readonly<Record<string, string>>
  /** A folder that this user may write to. */
  folder(name: string): string
  /** Starts a program as this user. */
  start(command: string, args: readonly string[], extra?: Readonly<Record<string, string>>): ChildProcess
  remove(): void
}

function own(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (isRoot) chownSync(path, ORDINARY_ID, ORDINARY_ID)
  return path
}

/** A user with an empty home: nobody where the tests run as root, else whoever runs them, elsewhere at home. */
export function ordinaryUser(): OrdinaryUser {
  const home = own(mkdtempSync(join(tmpdir(), 'kazari-home-')))
  const runtime = own(mkdtempSync('/dev/shm/kazari-runtime-'))
  const environment = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    LANGUAGE: 'en',
    LANG: 'C.UTF-8',
    ...(process.env.DISPLAY === undefined ? {} : { DISPLAY: process.env.DISPLAY }),
  }
  return {
    home,
    runtime,
    environment,
    folder: (name) => own(join(home, name)),
    start: (command, args, extra = {}) =>
      spawn(command, [...args], {
        cwd: home,
        env: { ...environment, ...extra },
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(isRoot ? { uid: ORDINARY_ID, gid: ORDINARY_ID } : {}),
      }),
    remove() {
      rmSync(home, { recursive: true, force: true })
      rmSync(runtime, { recursive: true, force: true })
    },
  }
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** Waits for the end of a program, and asks it to end after `limitMs`. */
export function ended(child: ChildProcess, limitMs = 60_000): Promise<Ended> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const deadline = setTimeout(() => child.kill('SIGTERM'), limitMs)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearTimeout(deadline)
      resolve({ code, signal, output })
    })
  })
}

/** A copy that shares its files with the original: what is removed or added in it leaves the original alone. */
export function linkedCopy(directory: string): { readonly directory: string; remove(): void } {
  const parent = mkdtempSync(join(root, 'test-results/linked-'))
  const copy = join(parent, 'copy')
  execFileSync('cp', ['-al', directory, copy])
  execFileSync('chmod', ['755', parent])
  return { directory: copy, remove: () => rmSync(parent, { recursive: true, force: true }) }
}

/** Puts an app in a folder where Electron looks for one, in place of every archive; it prints `word` and leaves. */
export function plantApp(resources: string, word: string): void {
  for (const name of ['app.asar', 'default_app.asar']) rmSync(join(resources, name), { force: true })
  const app = join(resources, 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'planted', main: 'main.cjs' }))
  writeFileSync(join(app, 'main.cjs'), `process.stdout.write('${word}\\n')\nprocess.exit(0)\n`)
  execFileSync('chmod', ['-R', 'a+rX', app])
}

/** Files of a package whose mode lets others write, or that run with another user's rights. */
export function looseModes(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => (lstatSync(path).mode & 0o7022) !== 0)
}
