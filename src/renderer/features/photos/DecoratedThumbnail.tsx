import { useEffect, useRef } from 'react'
import { placeScene } from '../../../domain/decoration/place'
import type { Size } from '../../../domain/geometry/points'
import { drawPlacement } from '../../stage/drawPlacement'
import { starterPack } from '../../stage/pack'
import { artsOf } from '../../stage/renderPicture'
import { starterArt } from '../../stage/starterArt'
import { sceneOf, type PhotoDocument } from '../../state/photoDocument'

/** A slider that moves or a held key draws the small picture once, when it rests. */
const REST_MS = 250

/** Draws the thumbnail and what is worn over it; the picture fills the canvas as `object-fit: cover` does. */
async function paint(canvas: HTMLCanvasElement, image: HTMLImageElement, photo: PhotoDocument, size: Size) {
  const placements = placeScene(sceneOf(photo), photo.persons, starterPack, size)
  await Promise.all([image.decode(), starterArt.load(artsOf(placements))])
  const context = canvas.getContext('2d')
  if (!context) return
  context.resetTransform()
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const scale = Math.max(canvas.width / size.width, canvas.height / size.height)
  context.setTransform(
    scale,
    0,
    0,
    scale,
    (canvas.width - size.width * scale) / 2,
    (canvas.height - size.height * scale) / 2,
  )
  for (const placement of placements) drawPlacement(context, placement, starterArt.shared)
}

interface DecoratedThumbnailProps {
  readonly photo: PhotoDocument
  /** The bare picture as a data URL, of the same size in pixels as the canvas. */
  readonly url: string
  /** Pixels. */
  readonly box: Size
}

/** A picture of the filmstrip as it is decorated now. */
export function DecoratedThumbnail({ photo, url, box }: DecoratedThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawn = useRef(false)
  const { size } = photo
  useEffect(() => {
    const image = new Image()
    image.src = url
    let current = true
    const timer = window.setTimeout(
      () => {
        drawn.current = true
        if (!current || !canvas.current || !size) return
        paint(canvas.current, image, photo, size).catch((reason: unknown) =>
          console.error('a thumbnail could not be drawn', reason),
        )
      },
      drawn.current ? REST_MS : 0,
    )
    return () => {
      current = false
      window.clearTimeout(timer)
    }
  }, [photo, url, size])
  return <canvas ref={canvas} width={box.width} height={box.height} aria-hidden="true" />
}
