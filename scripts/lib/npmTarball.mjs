import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal, say } from './say.mjs'
import { lastLines, run, runNpm } from './run.mjs'

/** The hash of a file in the given algorithm and encoding, read as a stream. */
export async function hashFile(path, algorithm = 'sha256', encoding = 'hex') {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  return hash.digest(encoding)
}

async function download(spec, directory) {
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  const result = await runNpm(['pack', spec, '--silent'], {
    cwd: directory,
    timeoutMs: 15 * 60_000,
    waiting: `downloading ${spec} through npm`,
  })
  const [tarball] = (await readdir(directory)).filter((name) => name.endsWith('.tgz'))
  if (result.code === 0 && tarball) return join(directory, tarball)
  const reason = result.timedOut ? 'it took more than 15 minutes' : lastLines(result.stderr)
  throw new Refusal(`npm could not download ${spec}: ${reason}`)
}

/**
 * Downloads one published npm package through npm itself (so that the user's registry, proxy and login settings
 * hold) and unpacks it; gives the path of its folder. `integrity` is the pinned SRI hash (sha512): a tarball with
 * another hash is thrown away and fetched once more, then refused.
 */
export async function fetchNpmPackage(spec, integrity, directory) {
  for (const attempt of [1, 2]) {
    const tarball = await download(spec, directory)
    const found = `sha512-${await hashFile(tarball, 'sha512', 'base64')}`
    if (found === integrity) {
      const unpacked = await run('tar', ['-xzf', tarball], { cwd: directory })
      if (unpacked.code !== 0)
        throw new Refusal(`tar could not unpack ${spec}: ${lastLines(unpacked.stderr)}`)
      await rm(tarball)
      return join(directory, 'package')
    }
    if (attempt === 1) say(`the download of ${spec} is broken (its hash differs); fetching it again`)
  }
  throw new Refusal(`${spec} does not have the hash that this project pins; it is not used`)
}
