import { basename, extname, resolve } from 'node:path'
import { Refusal } from './say.mjs'

export const DECORATE_USAGE =
  'npm run --silent decorate -- PICTURE… --look NAME --out FOLDER [--format png|jpeg]'
const EXTENSIONS = { png: 'png', jpeg: 'jpg' }

/**
 * The command line of `decorate`: { pictures (absolute paths), look, out (absolute path), format }. Refuses what is
 * missing or unknown with a sentence and the usage.
 */
export function readDecorateArguments(args, directory) {
  const refuse = (sentence) => {
    throw new Refusal(`${sentence}\n  ${DECORATE_USAGE}`)
  }
  const options = { look: null, out: null, format: 'png' }
  const pictures = []
  for (let index = 0; index < args.length; index += 1) {
    const [, name, inline] = /^--([a-z]+)(?:=(.*))?$/.exec(args[index]) ?? []
    if (name === undefined && args[index].startsWith('-')) refuse(`decorate does not know ${args[index]}`)
    if (name === undefined) {
      pictures.push(resolve(directory, args[index]))
      continue
    }
    if (!Object.hasOwn(options, name)) refuse(`decorate does not know --${name}`)
    const value = inline ?? args[(index += 1)]
    if (value === undefined || value === '') refuse(`--${name} needs a value`)
    options[name] = value
  }
  if (pictures.length === 0) refuse('decorate needs at least one picture')
  if (options.look === null) refuse('decorate needs --look')
  if (options.out === null) refuse('decorate needs --out')
  if (!Object.hasOwn(EXTENSIONS, options.format)) refuse(`--format is png or jpeg, not ${options.format}`)
  return { pictures, look: options.look, out: resolve(directory, options.out), format: options.format }
}

/**
 * The file name for each picture's result, such as `party-kazari.png`; `isTaken(name)` says which exist already.
 * Nothing is overwritten and no two results share a name: then -2, -3 … follow. Case is ignored, because the
 * target's file system may.
 * @param {readonly string[]} pictures
 * @param {'png' | 'jpeg'} format
 * @param {(name: string) => boolean} isTaken
 * @returns {string[]}
 */
export function outputNames(pictures, format, isTaken) {
  const used = new Set()
  return pictures.map((picture) => {
    const stem = `${basename(picture, extname(picture))}-kazari`
    for (let number = 1; ; number += 1) {
      const name = `${stem}${number === 1 ? '' : `-${number}`}.${EXTENSIONS[format]}`
      if (used.has(name.toLowerCase()) || isTaken(name)) continue
      used.add(name.toLowerCase())
      return name
    }
  })
}

/** Refuses a look that the pack does not have, with the names that it has; a single decoration's name counts too. */
export function checkLook(name, pack) {
  const known = [...pack.looks, ...pack.decorations].some(({ id }) => id === name)
  if (known) return
  const names = (list) => list.map(({ id }) => id).join(', ')
  throw new Refusal(
    `there is no look “${name}”; the looks are: ${names(pack.looks)}; ` +
      `a single decoration can be worn too: ${names(pack.decorations)}`,
  )
}
