import { readFuses } from '../fuses.mjs'

/**
 * Electron's fuses in the order of their wire, each with its value in a package and why. `enforcedOn` names the systems on
 * which Electron acts on it; a fuse that is set and not acted on is a promise to nobody, so the record of the package says it.
 * Source: Electron's documentation of fuses and of asar integrity.
 */
export const FUSES = [
  { name: 'RunAsNode', on: false, why: 'the executable is no Node for other programs' },
  {
    name: 'EnableCookieEncryption',
    on: true,
    why: 'Kazari keeps no cookie; if one were kept, it would be sealed',
  },
  { name: 'EnableNodeOptionsEnvironmentVariable', on: false, why: 'the environment loads no code' },
  { name: 'EnableNodeCliInspectArguments', on: false, why: 'no debugger reads memory' },
  {
    name: 'EnableEmbeddedAsarIntegrityValidation',
    on: true,
    why: 'an altered app.asar does not start',
    enforcedOn: ['darwin', 'win32'],
  },
  { name: 'OnlyLoadAppFromAsar', on: true, why: 'no folder takes the place of app.asar' },
  { name: 'LoadBrowserProcessSpecificV8Snapshot', on: false, why: 'no snapshot of another origin is loaded' },
  { name: 'GrantFileProtocolExtraPrivileges', on: false, why: 'file: pages have no rights of their own' },
]

/** The digits that the wire of a packaged executable has to begin with; a newer Electron may have more. */
export const PACKAGED_WIRE = FUSES.map(({ on }) => (on ? '1' : '0')).join('')

/** What @electron/fuses is asked to set: its config by the names above. */
export async function fuseConfig() {
  const { FuseV1Options, FuseVersion } = await import('@electron/fuses')
  const entries = FUSES.map(({ name, on }) => [FuseV1Options[name], on])
  return { version: FuseVersion.V1, ...Object.fromEntries(entries) }
}

/**
 * Reads the fuses of a packaged executable with code of our own and gives them for the record: { wire, fuses: [{ name,
 * on, enforced, why }] }. Throws when one is not as planned.
 */
export async function provenFuses(executable, platform) {
  const wire = await readFuses(executable)
  for (const [index, { name, on }] of FUSES.entries()) {
    if (wire[index] !== (on ? '1' : '0')) {
      throw new Error(`the fuse ${name} is not ${on ? 'on' : 'off'} in ${executable}: its wire is ${wire}`)
    }
  }
  const fuses = FUSES.map(({ name, on, why, enforcedOn }) => ({
    name,
    on,
    enforced: enforcedOn === undefined || enforcedOn.includes(platform),
    why,
  }))
  return { wire, fuses }
}
