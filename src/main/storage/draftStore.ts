import { z } from 'zod'
import type { WireError } from '../../contracts/errors'
import { payloadFault, type Json } from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'

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
