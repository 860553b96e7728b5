import { parseArgs } from 'node:util'
import { Refusal } from '../say.mjs'
import { TARGETS } from './installers.mjs'

/** What `npm run package` is asked for: { kind, engine, targets }. Throws a Refusal with one sentence. */
export function readPackageArguments(args) {
  let values
  try {
    const options = {
      test: { type: 'boolean', default: false },
      engine: { type: 'string' },
      target: { type: 'string', multiple: true, default: ['dir'] },
    }
    ;({ values } = parseArgs({ args, options }))
  } catch (error) {
    throw new Refusal(`package knows --test, --engine native and --target NAME: ${error.message}`)
  }
  const { test, engine = null, target: targets } = values
  if (engine !== null && engine !== 'native')
    throw new Refusal(`package takes in the engine native, not ${engine}`)
  const unknown = targets.find((target) => !Object.hasOwn(TARGETS, target))
  if (unknown !== undefined)
    throw new Refusal(`package makes the targets ${Object.keys(TARGETS).join(', ')}, not ${unknown}`)
  if (test && targets.some((target) => target !== 'dir'))
    throw new Refusal('the test build is packaged as a directory only: it is not for people')
  return { kind: test ? 'test' : 'release', engine, targets: [...new Set(targets)] }
}
