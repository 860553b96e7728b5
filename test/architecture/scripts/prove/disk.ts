import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../../scripts/lib/run.mjs'
import { makeImage, runInVolume, volumeObstacle } from '../../../../scripts/prove/content/volume.mjs'

export const HOME = '/home/kazari-visitor'

/** Where this machine cannot mount, the same files are put into a real ext4 image by the tools of the file system. */
export const obstacle: string | null = await volumeObstacle()

export function temporaryFolder(name: string): { at: (file: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), `kazari-${name}-`))
  return { at: (file) => join(folder, file), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Makes an ext4 image that a program wrote these files to; deletes them again where `unlink` says so. */
export async function diskWith(
  image: string,
  files: Readonly<Record<string, Uint8Array>>,
  { unlink = false, sizeMb = 24 } = {},
): Promise<string> {
  const stage = `${image}.files`
  mkdirSync(stage, { recursive: true })
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(stage, name), bytes)
  await makeImage(image, sizeMb)
  if (obstacle === null) {
    const copy = `cp ${stage}/* ${HOME}/ && sync ${unlink ? `&& rm ${HOME}/* && sync` : ''}`
    const { code } = await runInVolume({ image, directories: [HOME], command: ['sh', '-c', copy] })
    if (code !== 0) throw new Error(`the files could not be written: ${code}`)
  } else {
    await debugfs(image, Object.keys(files).map((name) => `write ${stage}/${name} ${name}`))
    if (unlink) await debugfs(image, Object.keys(files).map((name) => `rm ${name}`))
  }
  rmSync(stage, { recursive: true, force: true })
  return image
}

async function debugfs(image: string, commands: readonly string[]): Promise<void> {
  for (const command of commands) {
    const { code, stderr } = await run('debugfs', ['-w', '-R', command, image])
    if (code !== 0) throw new Error(stderr)
  }
}
