import { useCallback, useEffect, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Size } from '../../../domain/geometry/points'
import type { Scene } from '../../../domain/scene/scene'
import { personId } from '../../../domain/ids'
import { personsOfStill } from '../../../domain/tracking/stillPersons'
import type { Person } from '../../../domain/tracking/person'
import type { StillFinder } from '../../pipeline/stillFinder'
import type { CapturedFrame } from '../../pipeline/livePipeline'
import type { LiveStageHandle } from '../../stage/LiveStage'
import { errorSentence } from '../../i18n/errorSentence'
import { renderPicture } from '../../stage/renderPicture'
import { useStudio } from '../../state/studio'

/** One picture taken, with what was worn at that moment. Lives until the next one is taken. */
export interface Shot {
  readonly bitmap: ImageBitmap
  readonly size: Size
  /** Found in the full picture; empty until `previewUrl` is there. */
  readonly persons: readonly Person[]
  /** As the stage showed them at that moment. */
  readonly livePersons: readonly Person[]
  readonly scene: Scene
  readonly takenAt: Date
  /** The decorated picture as an object URL; null while it is being drawn. */
  readonly previewUrl: string | null
}

const PREVIEW_QUALITY = 0.92

/**
 * Who is in a picture just taken: looked at once more at full resolution, because live faces come from a small frame
 * and lag behind a quick move. Faces known from live stay where the second look finds fewer.
 */
async function personsIn(frame: CapturedFrame, finder: StillFinder): Promise<readonly Person[]> {
  const found = await finder.find(frame.bitmap)
  if (!found.ok || found.value.length < frame.persons.length) return frame.persons
  return personsOfStill(found.value, () => personId(crypto.randomUUID()))
}

interface CaptureControl {
  readonly shot: Shot | null
  readonly taking: boolean
  /** Takes a picture and answers whether there is one. */
  readonly take: () => Promise<boolean>
}

/** Takes pictures from the stage at camera resolution and draws them with what is worn. */
export function useCapture(stage: RefObject<LiveStageHandle | null>): CaptureControl {
  const { wardrobe, messages, finder, consent } = useStudio()
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
    const { bitmap } = frame
    const size = { width: bitmap.width, height: bitmap.height }
    const taken: Shot = {
      bitmap,
      size,
      persons: [],
      livePersons: frame.persons,
      scene,
      takenAt: new Date(),
      previewUrl: null,
    }
    setShot(taken)
    messages.announce(t('live.taken'))
    void (async () => {
      const persons = await personsIn(frame, finder)
      // The agreement may have been taken back meanwhile: then nothing read from a face is used.
      if (!consent.store.getState().view.allowed) return setShot(null)
      const drawn = await renderPicture(bitmap, size, scene, persons, 'jpeg', PREVIEW_QUALITY)
      if (!drawn.ok) {
        messages.toast({ tone: 'danger', text: errorSentence(t, drawn.error) })
        return
      }
      const previewUrl = URL.createObjectURL(new Blob([drawn.value], { type: 'image/jpeg' }))
      setShot((now) => (now === taken ? { ...taken, persons, previewUrl } : now))
    })()
    return true
  }, [stage, wardrobe, messages, finder, consent, t])

  // The picture before is gone for good when another takes its place.
  const url = shot?.previewUrl ?? null
  useEffect(() => {
    if (url === null) return
    return () => URL.revokeObjectURL(url)
  }, [url])

  return { shot, taking, take }
}
