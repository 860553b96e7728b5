import type { Canvas } from '@napi-rs/canvas'
import { writeFileSync } from 'node:fs'

/**
 * Writes a motion-JPEG file that Chromium plays as a camera (`--use-file-for-fake-video-capture`): whole JPEG pictures, one after
 * another, repeated for ever. A canvas may occur many times. The file's name must end in `.mjpeg`.
 */
export function writeCameraClip(file: string, frames: readonly Canvas[]): void {
  const pictures = new Map(
    [...new Set(frames)].map((frame): [Canvas, Buffer] => [frame, frame.toBuffer('image/jpeg', 92)]),
  )
  writeFileSync(file, Buffer.concat(frames.flatMap((frame) => pictures.get(frame) ?? [])))
}
