import { writePicture } from '../export/savePicture'
import type { ReplaceFile } from '../export/chosenFile'
import { readPictureFile } from '../import/openPictures'
import type { ConsentService } from '../privacy/consentService'
import type { ConsentGate } from '../privacy/gate'
import { refuseToStart } from '../startup/begin'
import { err } from '../../domain/result'
import { admitBatch } from './batchConsent'
import { createBatchRun, type BatchRun } from './batchRun'
import { bundledPictures } from './bundledPictures'
import { readJobs, sha256Of, type JobsFile } from './jobs'

/** The list of jobs of the command line; a list that cannot be read ends the start. */
export async function readJobsOrLeave(path: string): Promise<JobsFile> {
  const file = await readJobs(path)
  return file.ok ? file.value : refuseToStart(file.error)
}

/** The gate of a run that somebody agreed to; any other ends the start. */
export async function admitBatchOrLeave(file: JobsFile, consent: ConsentService): Promise<ConsentGate> {
  const admitted = await admitBatch({
    file,
    consent,
    bundled: bundledPictures(),
    sha256: async (path) => {
      const bytes = await readPictureFile(path)
      return bytes.ok ? sha256Of(bytes.value) : null
    },
  })
  return admitted.ok ? admitted.value : refuseToStart(admitted.error)
}

export function startBatch(
  file: JobsFile,
  parts: {
    readonly replaceFile: ReplaceFile
    readonly after: (ms: number, work: () => void) => () => void
    readonly finish: (exitCode: number) => void
  },
): BatchRun {
  const demo = file.consent === 'bundled' ? bundledPictures() : null
  return createBatchRun({
    jobs: file.jobs,
    read: async (path) => {
      const bytes = await readPictureFile(path)
      // Looked at again: the file could have been swapped since the run was admitted.
      if (bytes.ok && demo && !demo.has(sha256Of(bytes.value))) return err({ code: 'consent-needed' })
      return bytes
    },
    write: (path, format, bytes) => writePicture(path, format, bytes, parts.replaceFile),
    print: (line) => void process.stdout.write(`${line}\n`),
    finish: parts.finish,
    after: parts.after,
  })
}
