// The app inside the registry runtime: opens the app named on the command line, as Electron's own default app does.
// It is packed by scripts/lib/registryRuntime.mjs; Playwright and electron-vite rely on `-r MODULE` and on the path.
const { app } = require('electron')
const Module = require('node:module')
const { existsSync, readFileSync, statSync } = require('node:fs')
const { dirname, join, resolve } = require('node:path')
const { pathToFileURL } = require('node:url')

function readCommandLine(argv) {
  const command = { preloads: [], target: null, showVersion: false }
  for (let index = 1; index < argv.length; index += 1) {
    const argument = argv[index]
    if (argument === '-r' || argument === '--require') command.preloads.push(resolve(argv[(index += 1)]))
    else if (argument === '-v' || argument === '--version') command.showVersion = true
    else if (argument.startsWith('--app=')) command.target = argument.slice('--app='.length)
    else if (!argument.startsWith('-')) command.target ??= argument
    if (command.target !== null) break
  }
  return command
}

function entryOf(target) {
  const path = resolve(target)
  const manifestPath = join(path, 'package.json')
  if (!existsSync(manifestPath))
    return { entry: path, folder: statSync(path).isDirectory() ? path : dirname(path) }
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
  if (manifest.version) app.setVersion(manifest.version)
  if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name)
  return { entry: join(path, manifest.main ?? 'index.js'), folder: path, esm: manifest.type === 'module' }
}

function open(target) {
  const { entry, folder, esm } = entryOf(target)
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  app.setAppPath(folder)
  // An ES module is loaded after `ready`; a CommonJS main runs at once, as in the stock runtime.
  if (entry.endsWith('.mjs') || (esm && entry.endsWith('.js'))) return import(pathToFileURL(entry).href)
  Module._load(entry, Module, true)
}

function fail(error) {
  console.error(error)
  process.exit(1)
}

const command = readCommandLine(process.argv)
try {
  if (command.preloads.length > 0) Module._preloadModules(command.preloads)
  if (command.showVersion) {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  }
  if (command.target === null) fail('usage: electron [-r MODULE] PATH [arguments]')
  Promise.resolve(open(command.target)).catch(fail)
} catch (error) {
  fail(error)
}
