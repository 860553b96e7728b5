import type { ConsentView } from '../../contracts/api'
import { err, ok, type Result } from '../../domain/result'
import type { ConsentGate } from '../privacy/gate'
import type { ConsentService } from '../privacy/consentService'
import type { JobsFile } from './jobs'

export interface BatchConsentParts {
  readonly file: JobsFile
  /** sha256 of a job's picture, or null when it cannot be read. */
  readonly sha256: (path: string) => Promise<string | null>
  /** sha256 of the pictures that come with Kazari and show no visitor. */
  readonly bundled: ReadonlySet<string>
  readonly consent: ConsentService
}

/** A run over pictures of nobody's: there is nothing to agree to. */
const NOTHING_TO_ASK: ConsentGate = { allows: () => true, answered: () => true }

/**
 * Decides whether a run without a window may find faces, and with which gate (docs/adr/0007).
 * Error: one sentence for the terminal.
 */
export async function admitBatch(parts: BatchConsentParts): Promise<Result<ConsentGate, string>> {
  const { file, consent } = parts
  if (file.consent === 'bundled') {
    for (const job of file.jobs) {
      const sum = await parts.sha256(job.in)
      if (sum === null || !parts.bundled.has(sum))
        return err(`${job.in} is not one of Kazari's own demo pictures: it needs an agreement.`)
    }
    return ok(NOTHING_TO_ASK)
  }
  const refusal = storedRefusal(consent.view())
  if (refusal !== null) return err(refusal)
  // The command is the act, and its notice was printed: a record of this session alone.
  if (!consent.gate.allows('face-decoration')) {
    await consent.present('en', consent.textSha256('en'), 'operator')
    await consent.answer('given')
  }
  return consent.gate.allows('face-decoration')
    ? ok(consent.gate)
    : err('The agreement to face finding could not be recorded.')
}

/** A no on this computer, or one that cannot be ruled out, wins over a command. */
function storedRefusal(view: ConsentView): string | null {
  if (view.state === 'refused')
    return 'Face finding was refused on this computer. Open Kazari to change that answer.'
  if (view.state === 'withdrawn')
    return 'The agreement to face finding was withdrawn on this computer. Open Kazari to change that.'
  if (view.storage === 'locked')
    return 'The consent records are locked by a passphrase. Open Kazari and unlock them first.'
  if (view.storage === 'damaged')
    return 'The consent records are damaged. Open Kazari first: it sets them aside and asks anew.'
  return null
}
