/**
 * The bytes of an asar archive (Electron's read-only folder-in-a-file) with the given files at its top level.
 * files: { name: text }. Layout: two Chromium pickles (length of the header, header as a JSON string padded to
 * four bytes), then the file contents in order.
 */
export function packAsar(files) {
  const contents = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])
  let offset = 0
  const entries = {}
  for (const [name, bytes] of contents) {
    entries[name] = { size: bytes.length, offset: String(offset) }
    offset += bytes.length
  }
  const json = Buffer.from(JSON.stringify({ files: entries }))
  const paddedLength = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + paddedLength)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + paddedLength, 4)
  head.writeUInt32LE(4 + paddedLength, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...contents.map(([, bytes]) => bytes)])
}
