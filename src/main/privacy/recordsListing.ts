import { lstat, readdir, rm } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { ListedFile } from '../../contracts/calls/myData'
import { POLICY_FOLDER } from '../storage/policyFiles'

/** Settings, their damaged predecessors, and what a killed process left of them. */
const SETTINGS = /^\.?settings\./
const SET_ASIDE = /\.(?:damaged|unreadable)-[0-9TZ-]+\.[a-z]+$/

function whyOf(name: string): ListedFile['why'] {
  const [top = ''] = name.split('/')
  if (top === 'personal') return 'new-book'
  if (top === 'desk' || top.startsWith('desk-') || top.startsWith('kiosk-')) return 'desk'
  if (top === POLICY_FOLDER) return 'policy'
  return SETTINGS.test(name) ? 'settings' : 'other'
}

/** Every file of the records directory as the disk has it now, by name. Throws when the directory cannot be looked into. */
export async function listRecords(directory: string): Promise<readonly ListedFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    },
  )
  const files: ListedFile[] = []
  for (const entry of entries) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    const name = relative(directory, path).split(sep).join('/')
    const found = await lstat(path).catch(() => null)
    if (found) files.push({ name, bytes: found.size, why: whyOf(name) })
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

export const isSetAside = ({ name }: ListedFile): boolean => SET_ASIDE.test(name)

/** Removes everything that settings left, old damaged files included. Gives back what was removed and what could not be. */
export async function removeSettingsFiles(
  directory: string,
): Promise<{ readonly removed: readonly string[]; readonly left: readonly string[] }> {
  const removed: string[] = []
  const left: string[] = []
  for (const { name, why } of await listRecords(directory)) {
    if (why !== 'settings') continue
    const gone = await rm(join(directory, name), { force: true }).then(
      () => true,
      () => false,
    )
    ;(gone ? removed : left).push(name)
  }
  return { removed, left }
}
