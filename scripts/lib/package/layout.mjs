import { join } from 'node:path'
import { inCache, inProject, readJson } from '../project.mjs'

/** The build of the app that each kind of package carries. */
export const BUILD_OF = { release: 'development', test: 'test' }

/** Version of the app that is packaged. */
export const appVersion = () => readJson(inProject('package.json')).version

/** Name of a package for this computer, such as kazari-0.1.0-linux-x64-test. `engine` is 'native' or null. */
export function packageName(kind, engine = null) {
  const parts = ['kazari', appVersion(), process.platform, process.arch]
  if (engine !== null) parts.push(engine)
  if (kind === 'test') parts.push('test')
  return parts.join('-')
}

/** Where a package lies: dist/<name>. */
export const packageDirectory = (kind, engine = null) => inProject('dist', packageName(kind, engine))

/** Where the parts of a package are put together before it goes to dist/. */
export const workDirectory = (name, ...parts) => inCache('package', name, ...parts)

/** The executable that is Electron itself, on Linux behind the launcher that confines it. */
export const CONFINED_NAME = 'kazari-app'
/** The name that people start. */
export const START_NAME = 'kazari'

/**
 * Places inside an unpacked package: { root, resources, executable, fuses }, where `fuses` is the file that carries the
 * fuse wire. `name` is the executable's.
 */
export function placesIn(directory, platform, name) {
  if (platform === 'darwin') {
    const contents = join(directory, 'Kazari.app/Contents')
    const framework = 'Frameworks/Electron Framework.framework/Electron Framework'
    return {
      root: join(directory, 'Kazari.app'),
      resources: join(contents, 'Resources'),
      executable: join(contents, 'MacOS', name),
      fuses: join(contents, framework),
    }
  }
  const executable = join(directory, platform === 'win32' ? `${name}.exe` : name)
  return { root: directory, resources: join(directory, 'resources'), executable, fuses: executable }
}
