import { resolve } from 'node:path'
import { Refusal } from '../lib/say.mjs'
import { isDay, isVersion } from './format.mjs'

export const POLICY_USAGE = [
  'npm run --silent policy:bundle -- keygen --out FOLDER [--name OWNER]',
  'npm run --silent policy:bundle -- make --version YYYY-MM-DD[.n] --effective YYYY-MM-DD [--ja FILE] [--en FILE] --key FILE --out FILE',
  'npm run --silent policy:bundle -- check FILE --keys FILE',
]

/** Options of each command: needed, optional, and how many files stand without an option. */
const COMMANDS = {
  keygen: { needed: ['out'], optional: ['name'], files: 0 },
  make: { needed: ['version', 'effective', 'key', 'out'], optional: ['ja', 'en'], files: 0 },
  check: { needed: ['keys'], optional: [], files: 1 },
}
const PATHS = ['out', 'key', 'keys', 'ja', 'en']

function refuse(sentence) {
  throw new Refusal([sentence, ...POLICY_USAGE.map((line) => `  ${line}`)].join('\n'))
}

/**
 * The command line of `policy:bundle`: { command, options, files }, paths absolute. Refuses what is missing, unknown,
 * said twice or not a day with a sentence and the usage.
 */
export function readPolicyArguments(args, directory) {
  const [command, ...rest] = args
  if (command === undefined) refuse('policy:bundle needs a command: keygen, make or check')
  if (!Object.hasOwn(COMMANDS, command)) refuse(`policy:bundle does not know “${command}”`)
  const { needed, optional, files: wantedFiles } = COMMANDS[command]
  const options = {}
  const files = []
  for (let index = 0; index < rest.length; index += 1) {
    const [, name, inline] = /^--([a-z]+)(?:=(.*))?$/s.exec(rest[index]) ?? []
    if (name === undefined && rest[index].startsWith('-')) refuse(`${command} does not know ${rest[index]}`)
    if (name === undefined) {
      files.push(resolve(directory, rest[index]))
      continue
    }
    if (![...needed, ...optional].includes(name)) refuse(`${command} does not know --${name}`)
    if (name in options) refuse(`--${name} is given twice`)
    const value = inline ?? rest[(index += 1)]
    if (value === undefined || value === '') refuse(`--${name} needs a value`)
    options[name] = PATHS.includes(name) ? resolve(directory, value) : value
  }
  for (const name of needed) if (!(name in options)) refuse(`${command} needs --${name}`)
  if (files.length !== wantedFiles)
    refuse(wantedFiles === 1 ? `${command} needs one file` : `${command} takes no file without an option`)
  if (command === 'make') checkMake(options)
  return { command, options, files }
}

function checkMake({ version, effective, ja, en }) {
  if (!isVersion(version))
    refuse(`--version is a day such as 2026-11-01, or 2026-11-01.2 for a second one on it, not ${version}`)
  if (!isDay(effective)) refuse(`--effective is a day such as 2026-11-01, not ${effective}`)
  if (ja === undefined && en === undefined) refuse('make needs a text: --ja, --en or both')
}
