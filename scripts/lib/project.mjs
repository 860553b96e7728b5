import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the repository root. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Absolute path of something inside the repository. */
export const inProject = (...parts) => join(projectRoot, ...parts)

/** Absolute path of something in the git-ignored cache of runtimes and engines. */
export const inCache = (...parts) => join(projectRoot, '.kazari', ...parts)

/** The parsed JSON of a file; a damaged file throws with its name, because guessing would hide the damage. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${error.message}`, { cause: error })
  }
}

/** The parsed JSON of a file that may be missing or half-written, or null: only for caches that can be made again. */
export function readCachedJson(path) {
  if (!existsSync(path)) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** Whether this process runs as root: Chromium then refuses to start without --no-sandbox. */
export const isRoot = () => process.getuid?.() === 0

/** Where the person who typed the command stands: npm itself runs scripts in the repository root. */
export const callerDirectory = () => process.env.INIT_CWD ?? process.cwd()
