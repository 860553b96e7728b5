import { strToU8, zipSync, type Zippable } from 'fflate'
import { createHash } from 'node:crypto'
import englishReadme from '../../../../resources/evidence/README.en.txt?raw'
import japaneseReadme from '../../../../resources/evidence/README.ja.txt?raw'
import verifier from '../../../../scripts/verifyEvidence.mjs?raw'
import type {
  EntrustmentRow,
  EvidenceScope,
  PolicyRow,
  ProvisionRow,
} from '../../../contracts/calls/registers'
import type { WireError } from '../../../contracts/errors'
import { writeRequestFile } from '../../../contracts/privacy/requestFile'
import { stageOf } from '../../../domain/privacy/desk/requestCase'
import type { PurposeOnFile } from '../../../domain/privacy/desk/newPurposes'
import type { JournalEntry } from '../../../domain/privacy/journal'
import { err, ok, type Result } from '../../../domain/result'
import type { Journal } from '../../storage/journalFile'
import type { KeptCase } from '../caseBook'
import { readBook } from './deskBook'

/** A letter that went out, as its PDF. `name` without ending. */
export interface EvidenceLetter {
  readonly name: string
  readonly pdf: Uint8Array
}

export interface EvidenceParts {
  readonly book: Journal
  readonly scope: EvidenceScope
  /** Those the scope is about. */
  readonly cases: readonly KeptCase[]
  readonly letters: readonly EvidenceLetter[]
  readonly provisions: readonly ProvisionRow[]
  readonly entrustments: readonly EntrustmentRow[]
  readonly purposes: readonly PurposeOnFile[]
  readonly policies: readonly PolicyRow[]
  readonly by: string
  readonly appVersion: string
  readonly nowMs: number
}

export interface Evidence {
  readonly zip: Uint8Array
  readonly files: number
  readonly sha256: string
  readonly entries: number
  readonly headSha256: string
}

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

const asJson = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 2)}\n`)
const asLines = (values: readonly unknown[]): Uint8Array =>
  strToU8(values.map((value) => `${JSON.stringify(value)}\n`).join(''))

/** Whether an entry of the desk's book is about this request. */
function isAbout(entry: JournalEntry, requestId: string): boolean {
  const { payload } = entry
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return false
  const { requestId: own, request } = payload as { readonly requestId?: unknown; readonly request?: unknown }
  return (
    own === requestId || (entry.kind === 'request' && (request as { id?: unknown } | null)?.id === requestId)
  )
}

/**
 * Everything somebody needs to check the desk's word, in one zip: records as they stand in the journal, letters, the
 * chain's links, a sum of every file, and the program that checks them. Everything in it came through the schemas of the
 * records, which have no place for a picture or a face.
 */
export async function gatherEvidence(parts: EvidenceParts): Promise<Result<Evidence, WireError>> {
  const { book, scope, nowMs } = parts
  // Both at one moment: what is written meanwhile belongs to the next export.
  const entries = book.count()
  const headSha256 = book.headSha256()
  const previous: string[] = []
  const records: JournalEntry[] = []
  const read = await readBook(book, (entry) => {
    if (entry.index >= entries) return
    previous.push(entry.previousSha256)
    if (scope.kind === 'everything' || isAbout(entry, scope.id)) records.push(entry)
  })
  if (!read.ok) return read
  if (previous.length !== entries) return err({ code: 'register-unreadable' })

  const files = new Map<string, Uint8Array>([
    ['README.en.txt', strToU8(englishReadme)],
    ['README.ja.txt', strToU8(japaneseReadme)],
    ['verify.mjs', strToU8(verifier)],
    [
      'chain.jsonl',
      asLines(
        previous.map((sum, index) => ({ index, previous: sum, sum: previous[index + 1] ?? headSha256 })),
      ),
    ],
    ['entries.jsonl', asLines(records)],
  ])
  for (const { request, sha256, state } of parts.cases) {
    const file = writeRequestFile(request, sha256Of)
    files.set(`requests/${request.id}.request.json`, strToU8(file.text))
    files.set(
      `requests/${request.id}.case.json`,
      asJson({ requestId: request.id, sha256, stage: stageOf(state), history: state.history }),
    )
  }
  for (const { name, pdf } of parts.letters) files.set(`letters/${name}.pdf`, pdf)
  if (scope.kind === 'everything') {
    files.set('registers/provisions.json', asJson(parts.provisions))
    files.set('registers/entrustments.json', asJson(parts.entrustments))
    files.set('registers/purposes.json', asJson(parts.purposes))
    files.set('registers/policies.json', asJson(parts.policies))
  }
  const manifest = {
    format: 'kazari-evidence-1',
    app: parts.appVersion,
    writtenAtMs: nowMs,
    writtenBy: parts.by,
    scope,
    book: { entries, headSha256 },
    files: [...files].map(([path, bytes]) => ({ path, bytes: bytes.byteLength, sha256: sha256Of(bytes) })),
  }
  files.set('manifest.json', asJson(manifest))

  const content: Zippable = {}
  // PDFs are compressed already.
  for (const [path, bytes] of files) content[path] = [bytes, { level: path.endsWith('.pdf') ? 0 : 6 }]
  const zip = zipSync(content, { mtime: nowMs })
  return ok({ zip, files: files.size, sha256: sha256Of(zip), entries, headSha256 })
}
