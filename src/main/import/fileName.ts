/** Longest name most file systems take, in UTF-8 bytes. */
const NAME_LIMIT_BYTES = 255

// Control characters, and marks that make a name read other than it is (a right-to-left override hides an extension).
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const SEPARATORS = /[\\/]/
const RESERVED = /[<>:"|?*]/g
/** Names that Windows keeps for devices, with or without an extension. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i

/** The last part of a path as it may be shown: one line, no hidden marks, never empty. */
export function shownName(name: string): string {
  const last = name.split(SEPARATORS).findLast((part) => part !== '') ?? ''
  return cut(last.replace(HIDDEN, '').trim()) || 'picture'
}

/** A name that can be written on every system. */
export function writableName(name: string): string {
  const plain = shownName(name)
    .replace(RESERVED, '_')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
  return plain === '' || DEVICES.test(plain) ? `picture ${plain}`.trim() : plain
}

/** Cuts whole characters, not bytes of one, and keeps the extension. */
function cut(name: string): string {
  if (Buffer.byteLength(name) <= NAME_LIMIT_BYTES && name.length <= NAME_LIMIT_BYTES) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : ''
  let stem = ''
  for (const character of name.slice(0, name.length - extension.length)) {
    if (Buffer.byteLength(stem + character + extension) > NAME_LIMIT_BYTES) break
    stem += character
  }
  return stem + extension
}
