import type { Art } from '../../domain/decoration/decoration'
import type { ArtProvider, DrawnArt } from './drawPlacement'

/** Longest side of one raster, pixels: an art larger than this on a picture is softer, not a reason to run out of memory. */
const LONGEST_RASTER = 4096
/** Bytes of rasters kept for the stages; the ones used longest ago go first. */
const SHARED_BYTES = 96 * 1024 * 1024

export interface ArtShelf {
  /** Reads the files of these arts. Resolves when each is there or has failed; a failure is logged once and leaves a gap. */
  readonly load: (arts: Iterable<string>) => Promise<void>
  /** For stages: sides are rounded up to powers of two and kept, so that a moving face costs no new rasters. */
  readonly shared: ArtProvider
  /** For files: rasterised at the very size of the drawing and not kept. */
  readonly sharp: ArtProvider
  /** Tells when an art that was missed has arrived. Returns the way to stop listening. */
  readonly onArrival: (listener: () => void) => () => void
}

interface ShelfParts {
  readonly find: (art: string) => Art
  /** Reads one art's file into something drawable at any size. */
  readonly read: (art: Art) => Promise<CanvasImageSource>
}

/** Keeps the art of a pack: files read once, bitmaps made at the sizes that are drawn. */
export function createArtShelf({ find, read }: ShelfParts): ArtShelf {
  const readings = new Map<string, Promise<void>>()
  const images = new Map<string, CanvasImageSource>()
  const rasters = new Map<string, { readonly image: ImageBitmap; readonly bytes: number }>()
  const listeners = new Set<() => void>()
  let keptBytes = 0

  function readOnce(id: string): Promise<void> {
    const known = readings.get(id)
    if (known) return known
    const reading = read(find(id)).then(
      (image) => {
        images.set(id, image)
        for (const listener of listeners) listener()
      },
      (reason: unknown) => console.error(`art ${id} cannot be read`, reason),
    )
    readings.set(id, reading)
    return reading
  }

  function rasterise(image: CanvasImageSource, art: Art, longSidePx: number): ImageBitmap {
    const ratio = Math.min(longSidePx, LONGEST_RASTER) / Math.max(art.width, art.height)
    const width = Math.max(1, Math.round(art.width * ratio))
    const height = Math.max(1, Math.round(art.height * ratio))
    const paper = new OffscreenCanvas(width, height)
    const context = paper.getContext('2d')
    if (!context) throw new Error('no 2-D context for art')
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, 0, 0, width, height)
    return paper.transferToImageBitmap()
  }

  function keep(key: string, image: ImageBitmap) {
    const bytes = image.width * image.height * 4
    rasters.set(key, { image, bytes })
    keptBytes += bytes
    for (const [oldest, raster] of rasters) {
      if (keptBytes <= SHARED_BYTES || oldest === key) break
      rasters.delete(oldest)
      keptBytes -= raster.bytes
    }
  }

  function sharedRaster(image: CanvasImageSource, art: Art, longSidePx: number): ImageBitmap {
    const side = 2 ** Math.ceil(Math.log2(Math.max(32, longSidePx)))
    const key = `${art.id} ${side}`
    const known = rasters.get(key)
    if (known) {
      // Moves it to the young end of the map.
      rasters.delete(key)
      rasters.set(key, known)
      return known.image
    }
    const made = rasterise(image, art, side)
    keep(key, made)
    return made
  }

  const provider =
    (raster: (image: CanvasImageSource, art: Art, longSidePx: number) => ImageBitmap): ArtProvider =>
    (id, growth): DrawnArt | null => {
      const image = images.get(id)
      if (!image) {
        void readOnce(id)
        return null
      }
      const art = find(id)
      const longSidePx = Math.max(art.width, art.height) * growth
      return { image: raster(image, art, longSidePx), width: art.width, height: art.height }
    }

  return {
    async load(arts) {
      await Promise.all([...new Set(arts)].map(readOnce))
    },
    shared: provider(sharedRaster),
    sharp: provider((image, art, longSidePx) => rasterise(image, art, Math.ceil(longSidePx))),
    onArrival(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
