import { z } from 'zod'
import type { WireError } from '../../contracts/errors'
import { payloadFault, type Json } from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import type { WriteSteps } from './atomicWrite'
import type { JournalAccess } from './journalKey'
import { readSealedFile, writeSealedFile } from './sealedFile'
import { setAside } from './setAside'
import type { SealKey } from './sealedEnvelope'

export const DRAFTS_FILE = 'drafts.sealed.json'

/** A request that is being written: what its form holds, whatever that is; who puts it there reads it again. */
export interface KeptDraft {
  /** `D-7Q4M-20K9` */
  readonly draftId: string
  /** Milliseconds since the epoch. */
  readonly savedAtMs: number
  /** At most what a journal's entry may hold: no bytes, no long list of numbers. */
  readonly form: Json
}

/** Drafts of the person's own requests, sealed like their records. */
export interface Drafts {
  /** Saved last first. */
  list(): readonly KeptDraft[]
  /** Keeps a draft in place of the one with its number. Errors: `bad-request`, or why it could not be written. */
  put(draft: KeptDraft): Promise<Result<void, WireError>>
  /** One that is not there is removed already. */
  remove(draftId: string): Promise<Result<void, WireError>>
}

export const DRAFTS_LIMIT = 64

const json: z.ZodType<Json> = z.json()

export const draftsSchema = z
  .array(
    z.strictObject({
      draftId: z.string().regex(/^D-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      savedAtMs: z.int().min(0).max(8.64e15),
      form: json.refine((form) => payloadFault(form) === null),
    }),
  )
  .max(DRAFTS_LIMIT) satisfies z.ZodType<readonly KeptDraft[]>

/** Drafts in memory, and, through `keep`, wherever they are kept: what cannot be kept there is not taken here either. */
export function draftsOn(
  first: readonly KeptDraft[],
  keep: (drafts: readonly KeptDraft[]) => Promise<Result<void, WireError>>,
): Drafts {
  let drafts = first
  let last: Promise<unknown> = Promise.resolve()

  function change(
    next: (now: readonly KeptDraft[]) => readonly KeptDraft[],
  ): Promise<Result<void, WireError>> {
    const turn = last.then(async () => {
      const changed = draftsSchema.safeParse(next(drafts))
      if (!changed.success) return err({ code: 'bad-request' as const })
      const kept = await keep(changed.data)
      if (kept.ok) drafts = changed.data
      return kept
    })
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    list: () => [...drafts].sort((a, b) => b.savedAtMs - a.savedAtMs),
    put: (draft) => change((now) => [...now.filter(({ draftId }) => draftId !== draft.draftId), draft]),
    remove: (draftId) => change((now) => now.filter((draft) => draft.draftId !== draftId)),
  }
}

/** Drafts of this session alone. */
export const memoryDrafts = (first: readonly KeptDraft[] = []): Drafts =>
  draftsOn(first, () => Promise.resolve(ok(undefined)))

export interface DraftsFileParts {
  readonly path: string
  readonly access: JournalAccess
  /** What is written is sealed with the key of the book beside it. */
  readonly key: SealKey
  readonly now: () => number
  readonly steps?: WriteSteps
}

/** The drafts in a file. One that cannot be read is put aside; `fault.setAside` is null where even that was not possible. */
export async function openDrafts(parts: DraftsFileParts): Promise<{
  readonly kept: readonly KeptDraft[]
  readonly fault: { readonly setAside: string | null } | null
}> {
  const read = await readSealedFile(parts.path, draftsSchema, parts.access)
  if (read.ok) return { kept: read.value, fault: null }
  if (read.error === 'missing') return { kept: [], fault: null }
  const reason = read.error === 'damaged' ? 'damaged' : 'unreadable'
  return { kept: [], fault: { setAside: setAside(parts.path, reason, parts.now()) } }
}

/** Drafts that are written to a file at every change. */
export const fileDrafts = (first: readonly KeptDraft[], { path, key, steps }: DraftsFileParts): Drafts =>
  draftsOn(first, async (drafts) => {
    const written = await writeSealedFile(path, drafts, key, steps)
    return written.ok ? written : err({ code: written.error })
  })

/** Both, the one saved last where both have one. */
export function mergedDrafts(kept: readonly KeptDraft[], here: readonly KeptDraft[]): readonly KeptDraft[] {
  const byId = new Map(kept.map((draft) => [draft.draftId, draft]))
  for (const draft of here) {
    const known = byId.get(draft.draftId)
    if (!known || known.savedAtMs <= draft.savedAtMs) byId.set(draft.draftId, draft)
  }
  return [...byId.values()].sort((a, b) => b.savedAtMs - a.savedAtMs).slice(0, DRAFTS_LIMIT)
}
