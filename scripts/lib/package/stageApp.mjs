import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inProject, readJson } from '../project.mjs'

/** What main starts with: itself, and vision, which it forks by name. The terminal's commands stay out. */
const ENTRIES = ['index.cjs', 'vision.cjs']

/** Names, relative to main/, of the files that the entries load, themselves included. */
async function loadedFiles(main) {
  const found = new Set(ENTRIES)
  // A Set gives what is added while it is walked.
  for (const name of found) {
    const text = await readFile(join(main, name), 'utf8')
    for (const [, request] of text.matchAll(/\brequire\(["'](\.[^"']+\.cjs)["']\)/g))
      found.add(join(dirname(name), request).replaceAll('\\', '/'))
  }
  return [...found].sort()
}

/** package.json of the packaged app. */
function manifest() {
  const { name, productName, version, description, author, license } = readJson(inProject('package.json'))
  // Desktops find the icon of a window by the name of the desktop entry.
  const desktopName = 'kazari.desktop'
  return { name, productName, version, description, author, license, desktopName, main: 'main/index.cjs' }
}

/** Puts what goes into app.asar into a folder: main, preload, page and package.json of a build; nothing else. */
export async function stageApp(build, target) {
  await rm(target, { recursive: true, force: true })
  const main = join(build, 'main')
  for (const name of await loadedFiles(main)) {
    await mkdir(dirname(join(target, 'main', name)), { recursive: true })
    await cp(join(main, name), join(target, 'main', name))
  }
  for (const part of ['preload', 'renderer'])
    await cp(join(build, part), join(target, part), { recursive: true })
  await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
}
