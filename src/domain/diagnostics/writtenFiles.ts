/** What a file of the records directory is. `unknown` is one that Kazari does not write. */
export const RECORD_FILE_KINDS = [
  'settings',
  'journal',
  'journal-head',
  'journal-lock',
  'drafts',
  'desk-members',
  'desk-settings',
  'policy',
  'acceptances',
  'set-up-again',
  'set-aside',
  'temporary',
  'unknown',
] as const
export type RecordFileKind = (typeof RECORD_FILE_KINDS)[number]

const STAMP = String.raw`\.(?:damaged|unreadable)-\d{4}-\d\d-\d\dT[\d-]+Z`
const VERSION = String.raw`\d{4}-\d\d-\d\d(?:\.\d+)?`
/** Names that Kazari writes, the first that fits. */
const NAMES: readonly (readonly [RegExp, RecordFileKind])[] = [
  [new RegExp(String.raw`(?:^|/)\.?[a-z.-]+${STAMP}(?:\.[a-z]+)?$`), 'set-aside'],
  [/(?:^|\/)\.[\w.-]+\.[0-9a-f]{12}\.kazari-tmp$/, 'temporary'],
  [/^settings\.json\.tmp-\w+$/, 'temporary'],
  [/^settings\.json$/, 'settings'],
  [/^(?:personal|desk)\/journal\.sealed\.log$/, 'journal'],
  [/^(?:personal|desk)\/journal\.head\.sealed\.json$/, 'journal-head'],
  [/^(?:personal|desk)\/journal\.lock$/, 'journal-lock'],
  [/^personal\/drafts\.sealed\.json$/, 'drafts'],
  [/^desk-access\.json$/, 'desk-members'],
  [/^desk-settings\.json$/, 'desk-settings'],
  [/^desk-set-up-again$/, 'set-up-again'],
  [new RegExp(String.raw`^policy/${VERSION}\.json$`), 'policy'],
  [/^kiosk-acceptances\.jsonl$/, 'acceptances'],
]

/** `name` is from the records directory on, with slashes. */
export const recordFileKind = (name: string): RecordFileKind =>
  NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown'

/**
 * What was seen inside: `schema` is text that its strict schema reads, where nothing but listed fields fits; `sealed` is
 * records that Kazari sealed after their schemas let them through; `nothing` is empty. `other` is neither, and then
 * nobody can say what is in it.
 */
export type Holding = 'schema' | 'sealed' | 'nothing' | 'other'

export interface RecordFile {
  readonly name: string
  readonly bytes: number
  readonly kind: RecordFileKind
  readonly holding: Holding
}

/** Why the sentence of zero face bytes cannot be said. */
export const CLAIM_DOUBTS = ['partition-on-disk', 'folder-on-disk', 'unknown-file', 'records-unread'] as const
export type ClaimDoubt = (typeof CLAIM_DOUBTS)[number]

export interface ClaimFacts {
  readonly partitionInMemory: boolean
  /** Chromium's own folder is in memory, or, elsewhere than on Linux, a skeleton that an in-memory partition leaves empty. */
  readonly folderHarmless: boolean
  /** Every file of the records directory, also those from before; null when it cannot be looked into. */
  readonly files: readonly RecordFile[] | null
}

/**
 * "0 face bytes on disk" is said only while all of it was seen: the window's partition and folder are in memory, and every file in
 * the one place Kazari writes to by itself is of a kind whose schema has no room for a face. One stranger, and it is not.
 */
export function claimDoubts({ partitionInMemory, folderHarmless, files }: ClaimFacts): readonly ClaimDoubt[] {
  const doubts: ClaimDoubt[] = []
  if (!partitionInMemory) doubts.push('partition-on-disk')
  if (!folderHarmless) doubts.push('folder-on-disk')
  if (files === null) doubts.push('records-unread')
  else if (files.some(isStrange)) doubts.push('unknown-file')
  return doubts
}

/** A file set aside is a damaged one of Kazari's own, kept for the person: what is in it is what it could not read. */
export const isStrange = ({ kind, holding }: RecordFile): boolean => kind === 'unknown' || holding === 'other'

/** Size and age of a file, to see that it changed. */
export interface FileMark {
  readonly bytes: number
  readonly modifiedMs: number
  readonly inode: number
}

/** Names of files that are new or not as they were. */
export function changedSince(
  before: ReadonlyMap<string, FileMark>,
  now: ReadonlyMap<string, FileMark>,
): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const [name, mark] of now) {
    const old = before.get(name)
    const same = old?.bytes === mark.bytes && old.modifiedMs === mark.modifiedMs && old.inode === mark.inode
    if (!same) changed.add(name)
  }
  return changed
}
