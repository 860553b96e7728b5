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

export interface Disk {
  readonly image: string
  /** Whether a byte of the image belongs, or belonged, to a file. */
  readonly isIn: (file: string, offset: number) => boolean
}

/** Makes an ext4 image that a program wrote these files to; deletes them again where `unlink` says so. */
export async function diskWith(
  image: string,
  files: Readonly<Record<string, Uint8Array>>,
  { unlink = false, sizeMb = 24 } = {},
): Promise<Disk> {
  const stage = `${image}.files`
  const names = Object.keys(files)
  mkdirSync(stage, { recursive: true })
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(stage, name), bytes)
  await makeImage(image, sizeMb)
  const inVolume = async (line: string) => {
    const { code } = await runInVolume({ image, directories: [HOME], command: ['sh', '-c', line] })
    if (code !== 0) throw new Error(`“${line}” ended with ${code}`)
  }
  const root = obstacle === null ? `/${HOME.replaceAll('/', '_')}` : ''
  if (obstacle === null) await inVolume(`cp ${stage}/* ${HOME}/`)
  else for (const name of names) await debugfs(image, `write ${stage}/${name} ${name}`)
  const blocks = new Map<string, ReadonlySet<number>>()
  for (const name of names) {
    const listed = await debugfs(image, `blocks ${root}/${name}`)
    blocks.set(name, new Set((listed.match(/\d+/g) ?? []).map(Number)))
  }
  if (unlink && obstacle === null) await inVolume(`rm ${HOME}/*`)
  else if (unlink) for (const name of names) await debugfs(image, `rm ${name}`)
  rmSync(stage, { recursive: true, force: true })
  return { image, isIn: (file, offset) => blocks.get(file)?.has(Math.floor(offset / 4096)) ?? false }
}

async function debugfs(image: string, command: string): Promise<string> {
  const { code, stdout, stderr } = await run('debugfs', ['-w', '-R', command, image])
  if (code !== 0) throw new Error(stderr)
  return stdout
}
