import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { JOURNAL_HEAD_FILE } from '../storage/journal'

/**
 * Removes the head of a journal, which needs no room on the disk. The journal stays whole, but its end can no longer be
 * vouched for: the next opening says so in an entry of its own, and no yes before that entry counts. False: it is still there.
 */
export async function distrustRecords(journalDirectory: string): Promise<boolean> {
  try {
    await rm(join(journalDirectory, JOURNAL_HEAD_FILE), { force: true })
    return true
  } catch {
    return false
  }
}
