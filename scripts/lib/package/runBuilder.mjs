// node runBuilder.mjs REQUEST.json: runs electron-builder in a process of its own, so that what it loads, prints and waits for
// stays there. The request is builderConfig's, with `platform` ('linux', 'win32', 'darwin'), `target` and `prepackaged`.
import { build, Platform } from 'electron-builder'
import { readJson } from '../project.mjs'
import { builderConfig } from './builderConfig.mjs'

const PLATFORMS = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC }

const request = readJson(process.argv[2])
await build({
  projectDir: request.app,
  targets: PLATFORMS[request.platform].createTarget([request.target]),
  config: builderConfig(request),
  ...(request.prepackaged === undefined ? {} : { prepackaged: request.prepackaged }),
  publish: 'never',
})
// It may keep connections open that nobody needs any more.
process.exit(0)
