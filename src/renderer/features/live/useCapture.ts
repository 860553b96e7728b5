import { useCallback, useEffect, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Size } from '../../../domain/geometry/points'
import type { Scene } from '../../../domain/scene/scene'
import type { Person } from '../../../domain/tracking/person'
import type { LiveStageHandle } from '../../stage/LiveStage'
import { renderPicture } from '../../stage/renderPicture'
import { useStudio } from '../../state/studio'

/** One picture taken, with what was worn at that moment. Lives until the next one is taken. */
export interface Shot {
  readonly bitmap: ImageBitmap
  readonly size: Size
  readonly persons: readonly Person[]
  readonly scene: Scene
  readonly takenAt: Date
  /** The decorated picture as an object URL; null while it is being drawn. */
  readonly previewUrl: string | null
}

const PREVIEW_QUALITY = 0.92

interface CaptureControl {
  readonly shot: Shot | null
  readonly taking: boolean
  /** Takes a picture and answers whether there is one. */
  readonly take: () => Promise<boolean>
}

/** Takes pictures from the stage at camera resolution and draws them with what is worn. */
export function useCapture(stage: RefObject<LiveStageHandle | null>): CaptureControl {
  const { wardrobe, messages } = useStudio()
  const { t } = useTranslation()
  const [shot, setShot] = useState<Shot | null>(null)
  const [taking, setTaking] = useState(false)

  const take = useCallback(async () => {
    setTaking(true)
    const { scene } = wardrobe.store.getState()
    // No frame within the pipeline's own time limit: the camera is there but gives nothing.
    const frame = await stage.current?.capture().catch(() => null)
    setTaking(false)
    if (!frame) {
      messages.toast({ tone: 'danger', text: t('live.captureFailed') })
      return false
    }
    const { bitmap, persons } = frame
    const size = { width: bitmap.width, height: bitmap.height }
    const taken: Shot = { bitmap, size, persons, scene, takenAt: new Date(), previewUrl: null }
    setShot(taken)
    messages.announce(t('live.taken'))
    const drawn = await renderPicture(bitmap, size, scene, persons, 'jpeg', PREVIEW_QUALITY)
    if (!drawn.ok) {
      messages.toast({ tone: 'danger', text: t(`error.${drawn.error.code}`, { name: '' }) })
      return true
    }
    const blob = new Blob([drawn.value], { type: 'image/jpeg' })
    const previewUrl = URL.createObjectURL(blob)
    setShot((now) => (now === taken ? { ...taken, previewUrl } : now))
    return true
  }, [stage, wardrobe, messages, t])

  // The picture before is gone for good when another takes its place.
  const url = shot?.previewUrl ?? null
  useEffect(() => {
    if (url === null) return
    return () => URL.revokeObjectURL(url)
  }, [url])

  return { shot, taking, take }
}
