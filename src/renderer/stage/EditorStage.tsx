import type { Size } from '../../domain/geometry/points'
import type { ItemId } from '../../domain/ids'
import type { SceneCommand } from '../../domain/scene/commands'
import type { Scene } from '../../domain/scene/scene'
import type { Person } from '../../domain/tracking/person'

export interface EditorStageLabels {
  /** Accessible name of the picture. */
  readonly stage: string
  /** Where the selected item sits, for the chip beside it ("Crown, person 1"), or null for no chip. */
  readonly anchor: string | null
}

export interface EditorStageProps {
  readonly picture: ImageBitmap
  readonly size: Size
  readonly persons: readonly Person[]
  readonly scene: Scene
  readonly selected: ItemId | null
  /** Screen pixels for each picture pixel, or `fit`. */
  readonly zoom: number | 'fit'
  /** Hides every decoration, to compare. */
  readonly showOriginal: boolean
  readonly onSelect: (item: ItemId | null) => void
  readonly onCommand: (command: SceneCommand) => void
  /** Wheel and pinch ask for a zoom; where it is absent they do nothing. */
  readonly onZoom?: (zoom: number) => void
  readonly labels: EditorStageLabels
}

/** A picture whose decorations can be moved, scaled and turned by hand. Fills its parent. */
export function EditorStage({ labels }: EditorStageProps) {
  return <div role="img" aria-label={labels.stage} />
}
