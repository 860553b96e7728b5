/** Largest block that is unpacked: LevelDB's are some KB, a value of IndexedDB may be a picture. */
const MAX_BYTES = 64 * 1024 * 1024

function readVarint(bytes, start) {
  let value = 0
  for (let at = start, shift = 0; at < bytes.length && shift < 35; at++, shift += 7) {
    value += (bytes[at] & 0x7f) * 2 ** shift
    if (bytes[at] < 0x80) return { value, next: at + 1 }
  }
  return null
}

/**
 * Unpacks a snappy block (the format of Google's description, without frames). Gives what could be read: a block
 * whose end is missing or damaged gives its beginning. Null when it is no snappy at all.
 */
export function unsnappy(bytes) {
  const length = readVarint(bytes, 0)
  if (length === null || length.value === 0 || length.value > MAX_BYTES) return null
  const out = new Uint8Array(length.value)
  let filled = 0
  let at = length.next
  while (at < bytes.length && filled < out.length) {
    const tag = bytes[at++]
    if ((tag & 3) === 0) {
      let size = tag >>> 2
      if (size >= 60) {
        const extra = size - 59
        size = 0
        for (let byte = 0; byte < extra; byte++) size += bytes[at + byte] * 2 ** (8 * byte)
        at += extra
      }
      size += 1
      if (!(at + size <= bytes.length) || filled + size > out.length) break
      out.set(bytes.subarray(at, at + size), filled)
      at += size
      filled += size
      continue
    }
    let size = (tag >>> 2) + 1
    let back
    if ((tag & 3) === 1) {
      size = ((tag >>> 2) & 7) + 4
      back = ((tag >>> 5) << 8) | bytes[at++]
    } else if ((tag & 3) === 2) {
      back = bytes[at] | (bytes[at + 1] << 8)
      at += 2
    } else {
      back = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0
      at += 4
    }
    if (!(back > 0) || back > filled || filled + size > out.length) break
    for (let byte = 0; byte < size; byte++, filled++) out[filled] = out[filled - back]
  }
  return out.subarray(0, filled)
}

export { readVarint }
