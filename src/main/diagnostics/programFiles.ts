import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import { z } from 'zod'
import type { ProgramFiles } from '../../domain/diagnostics/ownChecks'

/** The list that the packager writes: paths from the folder of the program on, with slashes. */
const buildListSchema = z.object({
  files: z
    .array(
      z.object({
        path: z.string().min(1).max(1024),
        bytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(20_000),
})

async function sha256Of(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).byteLength
  }
  return { bytes, sha256: hash.digest('hex') }
}

const isOutside = (path: string): boolean => isAbsolute(path) || normalize(path).startsWith('..')

/** Compares every file of the package with the list that came with it. A list that cannot be read vouches for nothing. */
export async function compareProgramFiles(folder: string, listFile: string): Promise<ProgramFiles> {
  let list: z.infer<typeof buildListSchema>
  try {
    list = buildListSchema.parse(JSON.parse(await readFile(listFile, 'utf8')))
  } catch {
    return { kind: 'no-list' }
  }
  const differing: string[] = []
  for (const { path, bytes, sha256 } of list.files) {
    const found = isOutside(path) ? null : await sha256Of(join(folder, path)).catch(() => null)
    if (found?.bytes !== bytes || found.sha256 !== sha256) differing.push(path)
  }
  return { kind: 'compared', files: list.files.length, differing }
}
