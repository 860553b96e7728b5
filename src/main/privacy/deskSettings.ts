import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { deskSettingsSchema, type DeskSettings } from '../../contracts/calls/desk'
import type { WireError } from '../../contracts/errors'
import { cleanText, textFault } from '../../domain/privacy/plainText'
import { err, ok, type Result } from '../../domain/result'
import { writeAtomically } from '../storage/atomicWrite'
import { readRegularFile } from '../storage/regularFile'
import { setAside } from '../storage/setAside'

/** Contact and fees of the desk, in the records directory. Meant for everybody: not sealed. */
const FILE = 'desk-settings.json'
/** Four lines of contact and three fees. */
const LARGEST_BYTES = 64 * 1024

export const DEFAULT_DESK_SETTINGS: DeskSettings = {
  contact: { name: '', address: '', telephone: '', email: '' },
  fees: { 'notice-of-purposes': 0, disclosure: 0, 'disclosure-of-provision-records': 0 },
}

/** What the desk says about itself, beside the address of the policy. */
export interface DeskSettingsStore {
  /** A damaged file is set aside and reported; then nothing is said and nothing is taken. */
  read(): Promise<DeskSettings>
  /** Errors: desk-contact with the field, or why it could not be kept. Nothing is changed then. */
  save(settings: DeskSettings, by: string): Promise<Result<DeskSettings, WireError>>
}

export interface DeskSettingsParts {
  readonly directory: string
  readonly now: () => number
  readonly onSetAside: (name: string) => void
  /** Tells the desk's book. */
  readonly tell: (settings: DeskSettings, by: string) => Promise<Result<void, WireError>>
}

export function createDeskSettings(parts: DeskSettingsParts): DeskSettingsStore {
  const path = join(parts.directory, FILE)
  let current: DeskSettings | null = null

  function damaged(): DeskSettings {
    parts.onSetAside(setAside(path, 'damaged', parts.now()) ?? FILE)
    return DEFAULT_DESK_SETTINGS
  }

  async function load(): Promise<DeskSettings> {
    const found = await readRegularFile(path, LARGEST_BYTES)
    if (!found.ok) return found.error === 'missing' ? DEFAULT_DESK_SETTINGS : damaged()
    try {
      return deskSettingsSchema.parse(JSON.parse(found.value.toString('utf8')))
    } catch {
      return damaged()
    }
  }

  async function write(settings: DeskSettings): Promise<Result<void, WireError>> {
    try {
      await mkdir(parts.directory, { recursive: true, mode: 0o700 })
    } catch {
      return err({ code: 'desk-not-kept' })
    }
    const written = await writeAtomically(path, Buffer.from(`${JSON.stringify(settings)}\n`), 0o600)
    return written.ok ? written : err({ code: 'desk-not-kept' })
  }

  const read = async (): Promise<DeskSettings> => (current ??= await load())

  return {
    read,
    async save(settings, by) {
      const { name, address, telephone, email } = settings.contact
      const contact = {
        name: cleanText(name),
        address: cleanText(address),
        telephone: cleanText(telephone),
        email: cleanText(email),
      }
      for (const [field, text] of Object.entries(contact)) {
        const lines = field === 'address' ? 'many' : 'one'
        const fault = textFault(text, { max: 200, min: 0, lines, isName: true })
        if (fault !== null) return err({ code: 'desk-contact', params: { field, fault } })
      }
      const before = await read()
      const next: DeskSettings = { contact, fees: settings.fees }
      const written = await write(next)
      if (!written.ok) return written
      const told = await parts.tell(next, by)
      if (!told.ok) {
        await write(before)
        return told
      }
      current = next
      return ok(next)
    },
  }
}
