import type { Point, Size } from '../../domain/geometry/points'

/** How source pixels come to lie on a stage: stage = source × scale + (x, y), in CSS pixels, before any mirror. */
export interface PictureView {
  readonly scale: number
  readonly x: number
  readonly y: number
}

const centred = (picture: Size, stage: Size, scale: number): PictureView => ({
  scale,
  x: (stage.width - picture.width * scale) / 2,
  y: (stage.height - picture.height * scale) / 2,
})

/** As large as the whole picture can be seen, as `object-fit: contain` does with a video: what will be saved is what is shown. */
export const wholeView = (picture: Size, stage: Size): PictureView =>
  centred(picture, stage, Math.min(stage.width / picture.width, stage.height / picture.height))

/** The scale at which the whole picture is seen with a margin around it; never larger than life times four. */
export function fitScale(picture: Size, stage: Size, marginPx: number): number {
  const width = Math.max(1, stage.width - 2 * marginPx)
  const height = Math.max(1, stage.height - 2 * marginPx)
  return Math.min(4, width / picture.width, height / picture.height)
}

/** A view at `scale` with the source point `centre` in the middle, but without gaps: a picture smaller than the stage is centred. */
export function viewAround(picture: Size, stage: Size, scale: number, centre: Point): PictureView {
  const place = (length: number, room: number, middle: number) => {
    const drawn = length * scale
    if (drawn <= room) return (room - drawn) / 2
    return Math.min(0, Math.max(room - drawn, room / 2 - middle * scale))
  }
  return {
    scale,
    x: place(picture.width, stage.width, centre.x),
    y: place(picture.height, stage.height, centre.y),
  }
}

/** The source point under a stage point. */
export const sourceUnder = (view: PictureView, point: Point): Point => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
})

/** The stage point over a source point. */
export const stageOver = (view: PictureView, point: Point): Point => ({
  x: point.x * view.scale + view.x,
  y: point.y * view.scale + view.y,
})
