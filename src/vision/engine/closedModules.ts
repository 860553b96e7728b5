import Module, { isBuiltin } from 'node:module'
import { isAbsolute, relative, sep } from 'node:path'

type ResolveFilename = (request: string, ...rest: unknown[]) => string

const isInside = (path: string, folder: string): boolean => {
  const steps = relative(folder, path)
  return !isAbsolute(steps) && steps !== '..' && !steps.startsWith(`..${sep}`)
}

/** Electron's folder of resources when the engine lies in it, as in a package; null in a clone, whose packages lie above it. */
export function closedRoot(nativeDirectory: string, resources: string | undefined): string | null {
  return resources !== undefined && isInside(nativeDirectory, resources) ? resources : null
}

/**
 * From now on this process loads modules from under `root` only. Node looks for a package in every folder above the one that
 * asks for it, so a package that is missing in an engine would otherwise be taken from whatever lies above the installation, where
 * somebody else may be able to write. Gives the way back, for tests.
 */
export function closeModules(root: string): () => void {
  const loader = Module as unknown as { _resolveFilename: ResolveFilename }
  const resolveFilename = loader._resolveFilename
  loader._resolveFilename = function (this: unknown, request, ...rest) {
    const found = resolveFilename.call(this, request, ...rest)
    if (isBuiltin(found) || isInside(found, root)) return found
    throw new Error(`${request} lies outside of the installed package`)
  }
  return () => {
    loader._resolveFilename = resolveFilename
  }
}

let isClosed = false

/** Closes modules for an engine in `folder` where this is a package: nothing is loaded from outside of it, whoever asks. */
export function closeModulesOfPackage(folder: string): void {
  // Electron's own, not known to plain Node.
  const { resourcesPath } = process as { readonly resourcesPath?: string }
  const root = closedRoot(folder, resourcesPath)
  if (root === null || isClosed) return
  isClosed = true
  closeModules(root)
}
