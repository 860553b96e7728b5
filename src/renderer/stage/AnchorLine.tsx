import { Circle, Group, Line } from 'react-konva'
import { partOf } from '../../domain/face/landmarks'
import { centroid, type Point, type Size } from '../../domain/geometry/points'
import type { HandleBox } from './handleBoxes'
import { stageOver, type PictureView } from './pictureView'
import styles from './stage.module.css'

const LIGHT = '#ffffff'
const INK = 'rgb(26 20 32 / 70%)'

/** From the eyes, which are the unit of everything, to the anchor on which the item sits: why it will follow this face. */
export function AnchorLine({ box, view }: { readonly box: HandleBox; readonly view: PictureView }) {
  const anchor = stageOver(view, box.anchor)
  const { owner } = box
  const eyes = owner
    ? ([partOf(owner.landmarks, 'rightEye'), partOf(owner.landmarks, 'leftEye')] as const).map((eye) =>
        stageOver(view, centroid(eye)),
      )
    : []
  const between = eyes.length === 2 ? centroid(eyes) : anchor
  return (
    <Group listening={false}>
      <Dotted points={eyes} />
      <Dotted points={[between, anchor]} />
      {eyes.map((eye, index) => (
        <Circle key={index} {...eye} radius={3.5} fill={LIGHT} stroke={INK} strokeWidth={1} />
      ))}
      <Circle {...anchor} radius={8} stroke={INK} strokeWidth={4} />
      <Circle {...anchor} radius={8} stroke={LIGHT} strokeWidth={2} />
      <Circle {...anchor} radius={2.5} fill={LIGHT} />
    </Group>
  )
}

function Dotted({ points }: { readonly points: readonly Point[] }) {
  const flat = points.flatMap(({ x, y }) => [x, y])
  return (
    <>
      <Line points={flat} stroke={INK} strokeWidth={3} dash={[0.1, 6]} lineCap="round" />
      <Line points={flat} stroke={LIGHT} strokeWidth={2} dash={[0.1, 6]} lineCap="round" />
    </>
  )
}

interface AnchorChipProps {
  readonly at: Point
  readonly text: string
  readonly stage: Size | null
}

/** The anchor's name beside it, kept inside the stage. The list of layers says the same to a screen reader. */
export function AnchorChip({ at, text, stage }: AnchorChipProps) {
  const left = Math.min(at.x + 20, (stage?.width ?? 0) - 160)
  const top = Math.min(Math.max(at.y - 13, 4), (stage?.height ?? 0) - 32)
  return (
    <div
      className={styles.anchorChip}
      aria-hidden="true"
      style={{ translate: `${Math.max(4, left)}px ${top}px` }}
    >
      {text}
    </div>
  )
}
