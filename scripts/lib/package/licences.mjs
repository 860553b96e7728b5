import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inProject, readJson } from '../project.mjs'
import { Refusal } from '../say.mjs'

/** Licences that may go into a package, as SPDX names them; another one is for a person to look at first. */
const ACCEPTED = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'OFL-1.1']

/** Names of files that carry a licence. */
export const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i

/** Whether every licence of an SPDX expression is accepted. */
const isAccepted = (expression) =>
  expression
    .replace(/^\(|\)$/g, '')
    .split(' AND ')
    .every((name) => ACCEPTED.includes(name))

/** Texts for packages that carry none: resources/licences/index.json gives files by package, or by licence. */
function textOfOurs(root, name, licence) {
  const index = readJson(join(root, 'resources/licences/index.json'))
  const files = index.packages[name] ?? index.licences[licence]
  return files?.map((file) => readFileSync(join(root, 'resources/licences', file), 'utf8').trim()) ?? []
}

/** What people must be told of one package: { name, version, licence, texts }. Throws a Refusal that names it. */
function noticeOf(root, folder) {
  const { name, version, license: licence } = readJson(join(root, folder, 'package.json'))
  if (typeof licence !== 'string' || !isAccepted(licence))
    throw new Refusal(`${name} is in the build and its licence is not one that we know: ${licence ?? 'none'}`)
  const files = readdirSync(join(root, folder)).filter((file) => LICENCE_FILE.test(file))
  const own = files.sort().map((file) => readFileSync(join(root, folder, file), 'utf8').trim())
  const texts = own.length > 0 ? own : textOfOurs(root, name, licence)
  if (texts.length === 0) throw new Refusal(`${name} is in the build and has no licence text (${licence})`)
  return { name, version, licence, texts }
}

/** Folders of the packages in a build, as the bundler wrote them down (vite.packages.ts), and of the files beside it. */
export function packagesIn(build) {
  const lists = join(build, 'packages')
  if (!existsSync(lists)) throw new Error(`${build} does not say which packages are in it`)
  const listed = readdirSync(lists).flatMap((file) => readJson(join(lists, file)))
  // The models and the engine's WebAssembly are copied as files.
  return [...new Set([...listed, 'node_modules/face-api.js', 'node_modules/@tensorflow/tfjs-backend-wasm'])]
}

/**
 * The text of THIRD-PARTY-LICENSES.txt: name, version, licence and full licence text of each package folder. The same text
 * is printed once for all the packages that share it. Throws a Refusal with the package's name when one is missing.
 */
export function licencesText(folders, root = inProject()) {
  const byText = new Map()
  for (const folder of [...folders].sort()) {
    const { name, version, licence, texts } = noticeOf(root, folder)
    const text = texts.join('\n\n')
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${licence})`])
  }
  const parts = [...byText].map(([text, names]) => `${names.sort().join('\n')}\n\n${text}\n`)
  const rule = `\n${'-'.repeat(78)}\n\n`
  return `Licences of the packages that are part of Kazari\n${rule}${parts.join(rule)}`
}
