import { z } from 'zod'
import { bench } from './bench'
import { clips } from './clips'
import { engineSoak } from './engineSoak'
import { evaluate } from './evaluate'
import { graphs } from './graphs'
import { peer } from './peer'
import { writePeerMaterial } from './peerMaterial'
import { Refusal } from './refusal'

z.config({ jitless: true })

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  evaluate,
  bench,
  graphs,
  clips,
  peer,
  'engine-soak': engineSoak,
  'peer-material': writePeerMaterial,
}

/** node:util's parseArgs names the bad option in its message. */
const isBadOption = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

async function main(): Promise<void> {
  const [name, ...args] = process.argv.slice(2)
  const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name]
  if (!command) throw new Refusal(`Use one of these commands: ${Object.keys(COMMANDS).join(', ')}.`)
  await command(args)
}

main().catch((error: unknown) => {
  // Anything else is a bug, and its stack is what a bug report needs.
  console.error(error instanceof Refusal || isBadOption(error) ? error.message : error)
  process.exitCode = 1
})
