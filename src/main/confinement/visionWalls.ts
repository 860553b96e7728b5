import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { VisionStart } from '../../contracts/vision'

/** The library that confines vision before its first thread (src/launcher/vision.c). */
export const VISION_WALLS_LIBRARY = 'libkazari-confine.so'

/** Path of that library in a packaged Kazari, or null: then vision says itself that it is not confined. */
export function findVisionWalls(
  packaged: boolean,
  platform: NodeJS.Platform,
  resourcesDirectory: string,
): string | null {
  if (!packaged || platform !== 'linux') return null
  const library = join(resourcesDirectory, VISION_WALLS_LIBRARY)
  // The loader divides its list of libraries at blanks and colons and knows no way to quote them (ld.so(8)).
  return existsSync(library) && !/[\s:]/.test(library) ? library : null
}

/** The variables that put vision behind its walls: it reads its program, its models and its engine, and nothing of its user's. */
export function visionWallsEnvironment(
  library: string,
  executable: string,
  start: Pick<VisionStart, 'assetsDir' | 'nativeDir' | 'onnxDir'>,
): Readonly<Record<string, string>> {
  const readable = [
    dirname(executable),
    start.assetsDir,
    ...[start.nativeDir, start.onnxDir].filter((directory) => directory !== null),
  ]
  return { LD_PRELOAD: library, KAZARI_VISION_READS: readable.join('\n') }
}
