import type { Canvas } from '@napi-rs/canvas'
import { writeFileSync } from 'node:fs'

/**
 * Writes a motion-JPEG file that Chromium plays as a camera (`--use-file-for-fake-video-capture`): whole JPEG pictures, one after
 * another, repeated for ever. The file's name must end in `.mjpeg`.
 */
export function writeCameraClip(file: string, frames: readonly Canvas[]): void {
  writeFileSync(file, Buffer.concat(frames.map((frame) => frame.toBuffer('image/jpeg', 92))))
}
