import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../../scripts/lib/run.mjs'

/** Modules of Node 18 as far as the scripts use them: what was added later is not among the names one can import. */
const OLD_ZLIB = `
  import zlib from 'zlib'
  export const createInflateRaw = zlib.createInflateRaw
  export default { createInflateRaw }`
const HOOKS = `export const resolve = (specifier, context, next) =>
  specifier === 'node:zlib'
    ? { url: 'data:text/javascript,' + encodeURIComponent(${JSON.stringify(OLD_ZLIB)}), shortCircuit: true }
    : next(specifier, context)`
const asUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`
const OLD_NODE = `
  import { register } from 'node:module'
  Object.defineProperty(process.versions, 'node', { value: '18.19.0' })
  register(${JSON.stringify(asUrl(HOOKS))})`

test('a Node that is too old is told so in a sentence, not by a module that cannot be linked', async () => {
  const setup = resolve(import.meta.dirname, '../../../scripts/setup.mjs')
  const { code, stderr } = await run(process.execPath, ['--import', asUrl(OLD_NODE), setup], {
    timeoutMs: 30_000,
  })
  expect(stderr).toContain('Kazari needs Node 20.19 or newer; this is 18.19.0')
  expect(code).toBe(1)
})
