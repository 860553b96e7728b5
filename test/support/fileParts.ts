/** Names of the chunks of a PNG file, in order (PNG specification, third edition, 5). */
export function pngChunks(bytes: Buffer): string[] {
  const names: string[] = []
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    names.push(bytes.toString('latin1', at + 4, at + 8))
  return names
}

/** Marker bytes of a JPEG file's segments up to the first scan (ITU-T T.81, B.1). */
export function jpegMarkers(bytes: Buffer): number[] {
  const markers: number[] = []
  for (let at = 2; at + 4 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    markers.push(marker)
    if (marker === 0xda) break
  }
  return markers
}

/** An EXIF segment (APP1) that says how to turn the picture (TIFF tag 0x0112) and where it was taken by a text that must not survive. */
export function exifSegment(orientation: number, secret: string): Buffer {
  const text = Buffer.from(`${secret}\0`, 'latin1')
  const tiff = Buffer.alloc(8 + 2 + 24 + 4)
  tiff.write('MM', 0, 'latin1')
  tiff.writeUInt16BE(42, 2)
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(2, 8)
  // ImageDescription, ASCII, points behind the directory.
  tiff.writeUInt16BE(0x010e, 10)
  tiff.writeUInt16BE(2, 12)
  tiff.writeUInt32BE(text.length, 14)
  tiff.writeUInt32BE(38, 18)
  // Orientation, SHORT.
  tiff.writeUInt16BE(0x0112, 22)
  tiff.writeUInt16BE(3, 24)
  tiff.writeUInt32BE(1, 26)
  tiff.writeUInt16BE(orientation, 30)
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text])
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1, 0)
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}

/** The same JPEG with an EXIF segment right behind its start marker. */
export const withExif = (jpeg: Buffer, orientation: number, secret: string): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), exifSegment(orientation, secret), jpeg.subarray(2)])
