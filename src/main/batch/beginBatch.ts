import { readPictureFile } from '../import/openPictures'
import type { ConsentService } from '../privacy/consentService'
import type { ConsentGate } from '../privacy/gate'
import { refuseToStart } from '../startup/begin'
import { admitBatch } from './batchConsent'
import { bundledPictures } from './bundledPictures'
import { readJobs, sha256Of, type JobsFile } from './jobs'

/** The list of jobs, or the end of the start. */
export async function readJobsOrLeave(path: string): Promise<JobsFile> {
  const file = await readJobs(path)
  return file.ok ? file.value : refuseToStart(file.error)
}

/** The gate of a batch that consent allows, or the end of the start. */
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
