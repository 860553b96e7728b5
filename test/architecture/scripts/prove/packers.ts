function varint(value: number): number[] {
  const bytes = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest]
    bytes.push((rest % 128) | 0x80)
  }
}

function literal(bytes: Buffer): number[] {
  const size = bytes.length - 1
  if (size < 60) return [size << 2, ...bytes]
  if (size < 256) return [60 << 2, size, ...bytes]
  return [61 << 2, size & 0xff, size >>> 8, ...bytes]
}

/** Packs as snappy does: copies of what was seen within 64 KB, literals between them. */
export function snappy(bytes: Buffer): Buffer {
  const out = varint(bytes.length)
  const seen = new Map<number, number>()
  let pending = 0
  const flush = (end: number) => {
    for (let at = pending; at < end; at += 60_000)
      out.push(...literal(bytes.subarray(at, Math.min(end, at + 60_000))))
  }
  for (let at = 0; at + 4 <= bytes.length;) {
    const word = bytes.readUInt32LE(at)
    const before = seen.get(word)
    seen.set(word, at)
    if (before === undefined || at - before > 0xffff) {
      at += 1
      continue
    }
    let length = 4
    while (length < 64 && at + length < bytes.length && bytes[before + length] === bytes[at + length])
      length++
    flush(at)
    out.push(((length - 1) << 2) | 2, (at - before) & 0xff, (at - before) >>> 8)
    at += length
    pending = at
  }
  flush(bytes.length)
  return Buffer.from(out)
}

/** A LevelDB table of one packed block: entries, an index of one entry, the footer. */
export function levelTable(key: string, value: Buffer): Buffer {
  const entry = (name: string, content: Buffer) =>
    Buffer.concat([
      Buffer.from([0, ...varint(name.length), ...varint(content.length)]),
      Buffer.from(name),
      content,
    ])
  const block = (entries: Buffer) => Buffer.concat([entries, Buffer.from([0, 0, 0, 0, 1, 0, 0, 0])])
  const stored = (content: Buffer, kind: number) => Buffer.concat([content, Buffer.from([kind, 1, 2, 3, 4])])
  const handle = (offset: number, size: number) => Buffer.from([...varint(offset), ...varint(size)])
  const data = snappy(block(entry(key, value)))
  const meta = block(Buffer.alloc(0))
  const index = block(entry(key, handle(0, data.length)))
  const metaAt = data.length + 5
  const indexAt = metaAt + meta.length + 5
  const footer = Buffer.alloc(48)
  Buffer.concat([handle(metaAt, meta.length), handle(indexAt, index.length)]).copy(footer)
  footer.writeUInt32LE(0x8b80fb57, 40)
  footer.writeUInt32LE(0xdb477524, 44)
  return Buffer.concat([stored(data, 1), stored(meta, 0), stored(index, 0), footer])
}

/** A value as IndexedDB packs it: a version, the mark, snappy. */
export const packedValue = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0x11, 0x02]), snappy(bytes)])
