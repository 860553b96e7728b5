import { checkOf, type Check } from './checks'

/** Stands in front of the fuse wire in every Electron. Source: electron/fuses. */
export const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Most fuses that are read; there are eight today. */
export const LONGEST_WIRE = 64

/** Fuses of version 1 in their order. Source: Electron's documentation on fuses. */
export const FUSES = [
  'RunAsNode',
  'EnableCookieEncryption',
  'EnableNodeOptionsEnvironmentVariable',
  'EnableNodeCliInspectArguments',
  'EnableEmbeddedAsarIntegrityValidation',
  'OnlyLoadAppFromAsar',
  'LoadBrowserProcessSpecificV8Snapshot',
  'GrantFileProtocolExtraPrivileges',
] as const
export type FuseName = (typeof FUSES)[number]

/** What a package for people must have; the snapshot's fuse opens nothing. */
const WANTED: Readonly<Partial<Record<FuseName, '0' | '1'>>> = {
  RunAsNode: '0',
  EnableCookieEncryption: '1',
  EnableNodeOptionsEnvironmentVariable: '0',
  EnableNodeCliInspectArguments: '0',
  EnableEmbeddedAsarIntegrityValidation: '1',
  OnlyLoadAppFromAsar: '1',
  GrantFileProtocolExtraPrivileges: '0',
}

/** The wire as it was read behind the sentinel: `1` on, `0` off, `r` removed; or why there is none. */
export type FuseWire =
  | { readonly kind: 'wire'; readonly version: number; readonly fuses: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' }

/** Reads the bytes after the sentinel: version, length, one character a fuse. */
export function readFuseWire(bytes: Uint8Array): FuseWire {
  const [version = 0, length = 0] = bytes
  if (length === 0 || length > LONGEST_WIRE || bytes.byteLength < 2 + length) return { kind: 'unreadable' }
  return { kind: 'wire', version, fuses: String.fromCharCode(...bytes.subarray(2, 2 + length)) }
}

/** Fuses that are not as a package for people needs them. One the wire does not have is one of them. */
export function openFuses(fuses: string): readonly FuseName[] {
  return FUSES.filter((name, index) => {
    const wanted = WANTED[name]
    return wanted !== undefined && fuses[index] !== wanted
  })
}

export function judgeFuses(wire: FuseWire, packaged: boolean): Check {
  if (wire.kind !== 'wire' || wire.version !== 1) {
    const reason = wire.kind === 'missing' ? 'absent' : 'unreadable'
    return checkOf('fuses', 'fuses-unknown', { reason }, packaged)
  }
  const wanted = Object.keys(WANTED).length
  const open = openFuses(wire.fuses)
  const facts = { right: wanted - open.length, wanted, wire: wire.fuses }
  if (!packaged) return checkOf('fuses', 'fuses-development', facts)
  return open.length === 0
    ? checkOf('fuses', 'fuses-sealed', facts, true)
    : checkOf('fuses', 'fuses-open', { ...facts, names: open.join(', ') }, true)
}
