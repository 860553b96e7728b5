import { useEffect, useState } from 'react'
import type { Size } from '../../domain/geometry/points'

/** Longest side of the copy that is drawn while the picture is seen small: redraws of 40 megapixels would stutter. */
const PREVIEW_SIDE = 2048
/** Pictures up to this side are drawn as they are. */
const SMALL_ENOUGH = 2600

/** The picture, or a reduced copy of it where the stage shows it smaller than the copy anyway. */
export function usePreview(picture: ImageBitmap, size: Size, scale: number): ImageBitmap {
  const [preview, setPreview] = useState<{ readonly of: ImageBitmap; readonly bitmap: ImageBitmap } | null>(
    null,
  )
  const side = Math.max(size.width, size.height)
  const ratio = PREVIEW_SIDE / side

  useEffect(() => {
    if (side <= SMALL_ENOUGH) return
    let made: ImageBitmap | null = null
    let gone = false
    const resize: ImageBitmapOptions = {
      resizeWidth: Math.round(size.width * ratio),
      resizeHeight: Math.round(size.height * ratio),
      resizeQuality: 'high',
    }
    createImageBitmap(picture, resize).then(
      (bitmap) => {
        if (gone) return bitmap.close()
        made = bitmap
        setPreview({ of: picture, bitmap })
      },
      (reason: unknown) => console.error('no preview: the picture itself is drawn', reason),
    )
    return () => {
      gone = true
      made?.close()
    }
  }, [picture, side, ratio, size.width, size.height])

  const wanted = scale * (globalThis.devicePixelRatio || 1)
  return preview?.of === picture && wanted <= ratio * 1.25 ? preview.bitmap : picture
}
