import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The parts of a bundle that are looked at: names of modules, and what was left of each after tree-shaking. */
interface Bundle {
  readonly [file: string]: {
    readonly type: string
    readonly modules?: Readonly<Record<string, { readonly renderedLength: number }>>
  }
}

interface Context {
  getModuleIds(): IterableIterator<string>
}

/** Folder of the npm package that a module comes from, relative to the project and with slashes, or null for our own. */
export function packageFolder(id: string): string | null {
  const path = id.replace(/^\0/, '').replaceAll('\\', '/').split('?')[0] ?? ''
  const at = path.lastIndexOf('node_modules/')
  if (at < 0) return null
  const [first = '', second = ''] = path.slice(at + 'node_modules/'.length).split('/')
  const name = first.startsWith('@') ? `${first}/${second}` : first
  const start = path.indexOf('node_modules/')
  return `${path.slice(start, at)}node_modules/${name}`
}

/** Whether the module is a style sheet or a file: nothing of it shows in a chunk, and yet its bytes are in the build. */
const isNoScript = (id: string): boolean => /\.(css|woff2?|svg|png|webp|jpe?g|wasm|json)(\?|$)/.test(id)

/**
 * Writes down which npm packages have code, style or files in the build, for the licences that go into the package:
 * `<out>/packages/<part>.json`, a list of folders.
 */
export function recordPackages(out: string, part: string) {
  return {
    name: 'kazari-record-packages',
    generateBundle(this: Context, _options: unknown, bundle: Bundle) {
      const used = Object.values(bundle).flatMap((file) =>
        Object.entries(file.modules ?? {})
          .filter(([, module]) => module.renderedLength > 0)
          .map(([id]) => id),
      )
      const others = [...this.getModuleIds()].filter(isNoScript)
      const folders = [...used, ...others].map(packageFolder).filter((folder) => folder !== null)
      const directory = resolve(out, 'packages')
      const file = join(directory, `${part}.json`)
      mkdirSync(directory, { recursive: true })
      writeFileSync(file, `${JSON.stringify([...new Set(folders)].sort(), null, 1)}\n`)
    },
  }
}
