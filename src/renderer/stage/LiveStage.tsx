import type { Ref } from 'react'
import type { Scene } from '../../domain/scene/scene'
import type { CapturedFrame, LivePipeline } from '../pipeline/livePipeline'

export interface LiveStageHandle {
  /** Full camera resolution, unmirrored; frame and persons of the same moment. Rejects when no frame comes. */
  capture(): Promise<CapturedFrame>
}

export interface LiveStageProps {
  readonly stream: MediaStream | null
  readonly pipeline: LivePipeline
  readonly scene: Scene
  readonly mirrored: boolean
  /** Thirds and centre lines. */
  readonly guides: boolean
  /** Accessible name of the picture. */
  readonly label: string
  readonly ref?: Ref<LiveStageHandle>
}

/** The camera picture with decorations on it; fills its parent, cut to it as `object-fit: cover` does. */
export function LiveStage({ label }: LiveStageProps) {
  return <div role="img" aria-label={label} />
}
