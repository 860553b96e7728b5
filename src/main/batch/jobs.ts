import { createHash } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result'
import { readRegularFile } from '../storage/regularFile'

const absolutePath = z.string().max(4096).refine(isAbsolute)

const jobSchema = z.strictObject({
  in: absolutePath,
  /** Id of a look or of a decoration. */
  look: z.string().min(1).max(64),
  out: absolutePath,
  format: z.enum(['png', 'jpeg']),
})
export type Job = z.infer<typeof jobSchema>

const jobsFileSchema = z.strictObject({
  jobs: z.array(jobSchema).min(1).max(10_000),
  /** `bundled`: only pictures that come with Kazari. `operator`: whoever typed the command agrees for this run. */
  consent: z.enum(['operator', 'bundled']),
})
export type JobsFile = z.infer<typeof jobsFileSchema>

const SIZE_LIMIT_BYTES = 16 * 1024 * 1024

/** Reads a list of jobs. Error: one sentence for the terminal. */
export async function readJobs(path: string): Promise<Result<JobsFile, string>> {
  if (!isAbsolute(path)) return err('The list of jobs needs an absolute path.')
  const read = await readRegularFile(path, SIZE_LIMIT_BYTES)
  if (!read.ok)
    return err(`The list of jobs ${path} ${read.error === 'too-large' ? 'is too long' : 'cannot be read'}.`)
  try {
    const parsed = jobsFileSchema.safeParse(JSON.parse(read.value.toString('utf8')))
    if (parsed.success) return ok(parsed.data)
    const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ')
    return err(`The list of jobs ${path} is not one: ${where}.`)
  } catch {
    return err(`The list of jobs ${path} is not JSON.`)
  }
}

/** Lowercase hexadecimal. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
