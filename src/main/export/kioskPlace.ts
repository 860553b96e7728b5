import { basename, join } from 'node:path'
import { freePath } from './chosenFile'

/**
 * Where a kiosk saves: in its operator's folder, under a name that nothing has yet. Nobody is asked, because the system's own dialog
 * would show a guest the computer's files, and would note what the guest saved.
 */
export const kioskPlace =
  (exportDirectory: string) =>
  (suggestion: string): Promise<string> =>
    freePath(join(exportDirectory, basename(suggestion)))
