import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Path of the Electron that the scripts chose for this checkout; `npm run e2e` writes it down before the tests. */
export function runtimeExecutable(): string {
  const path = resolve(import.meta.dirname, '../../../.kazari/runtime/current.json')
  const runtime = JSON.parse(readFileSync(path, 'utf8')) as { executable: string }
  return runtime.executable
}
