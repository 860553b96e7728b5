import { CircleAlert, Download, HardDrive, RotateCcw, Wand } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { WireError } from '../../../contracts/errors'
import { placeScene } from '../../../domain/decoration/place'
import { errorSentence } from '../../i18n/errorSentence'
import { starterPack } from '../../stage/pack'
import { paintPicture, renderPicture } from '../../stage/renderPicture'
import { starterArt } from '../../stage/starterArt'
import { useSavedMessage } from '../../state/savedMessage'
import { captureFileName, savePicture, type PictureFormat } from '../../state/saving'
import { useStudio } from '../../state/studio'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Segments } from '../../ui/Segments'
import { Spinner } from '../../ui/Spinner'
import styles from './Review.module.css'
import type { Shot } from './useCapture'

interface ReviewState {
  readonly format: PictureFormat
  readonly saving: boolean
  readonly failure: WireError | null
  setFormat(format: PictureFormat): void
  save(): Promise<void>
}

/** Saving one shot: what is chosen, what is going on, what failed. */
export function useReview(shot: Shot | null): ReviewState {
  const { bridge, settings, messages } = useStudio()
  const { jpegQuality, exportFormat } = useStore(settings.store)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<{ readonly shot: Shot; readonly error: WireError } | null>(null)
  const saved = useSavedMessage()
  return {
    format: exportFormat,
    saving,
    failure: failure !== null && failure.shot.takenAt === shot?.takenAt ? failure.error : null,
    setFormat: (format) => void settings.change({ exportFormat: format }),
    async save() {
      if (!shot || saving) return
      setSaving(true)
      setFailure(null)
      const { bitmap, size, scene, persons } = shot
      const drawn = await renderPicture(bitmap, size, scene, persons, exportFormat, jpegQuality)
      const outcome = drawn.ok
        ? await savePicture(bridge, captureFileName(shot.takenAt, exportFormat), exportFormat, drawn.value)
        : ({ kind: 'failed', error: drawn.error } as const)
      setSaving(false)
      if (outcome.kind === 'saved') saved()
      if (outcome.kind === 'failed') {
        messages.dismissSuccess()
        setFailure({ shot, error: outcome.error })
      }
    },
  }
}

/** The picture, as it will be saved, over the stage. */
export function ReviewPicture({ shot, review }: { readonly shot: Shot; readonly review: ReviewState }) {
  const { t } = useTranslation()
  return (
    <div className={styles.picture}>
      <FirstSight shot={shot} />
      {shot.previewUrl === null ? (
        <span className={styles.drawing} role="status">
          <Spinner />
          {t('review.drawing')}
        </span>
      ) : (
        <img src={shot.previewUrl} alt={t('review.alt')} />
      )}
      {review.failure !== null && (
        <div className={styles.failure}>
          <Banner
            floating
            urgent
            tone="danger"
            icon={<Icon of={review.failure.code === 'disk-full' ? HardDrive : CircleAlert} size={22} />}
            title={errorSentence(t, review.failure)}
            ways={
              <Button size="small" onClick={() => void review.save()}>
                {t('save.again')}
              </Button>
            }
          >
            <p>{t('save.kept')}</p>
          </Banner>
        </div>
      )}
    </div>
  )
}

/** What the stage showed, at once: the picture after the second look comes a moment later and lies over it. */
function FirstSight({ shot: { bitmap, size, scene, livePersons } }: { readonly shot: Shot }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const placements = placeScene(scene, livePersons, starterPack, size)
    paintPicture(context, bitmap, size, placements, starterArt.shared)
  }, [bitmap, size, scene, livePersons])
  return <canvas ref={canvas} width={size.width} height={size.height} aria-hidden="true" />
}

interface ReviewPanelProps {
  readonly shot: Shot
  readonly review: ReviewState
  readonly onRetake: () => void
  readonly onEdit: () => void
}

/** Save, edit or take it again. */
export function ReviewPanel({ shot, review, onRetake, onEdit }: ReviewPanelProps) {
  const { t } = useTranslation()
  const { info } = useStudio()
  return (
    <section role="dialog" className={styles.panel} aria-label={t('review.title')}>
      <div>
        <h2>{t('review.title')}</h2>
        <p className={styles.size}>
          {t('editor.size', { width: shot.size.width, height: shot.size.height })}
        </p>
      </div>
      <Button
        look="primary"
        size="large"
        wide
        busy={review.saving}
        disabled={shot.previewUrl === null}
        icon={<Icon of={Download} />}
        onClick={() => void review.save()}
      >
        {t('review.save')}
      </Button>
      <div>
        <div className={styles.label}>{t('review.format')}</div>
        <Segments
          label={t('review.format')}
          value={review.format}
          options={[
            { value: 'png', text: t('export.png') },
            { value: 'jpeg', text: t('export.jpeg') },
          ]}
          onChange={(format) => review.setFormat(format)}
        />
      </div>
      <p className={styles.hint}>{info.operatorFolder ? t('kiosk.handOut') : t('review.handOut')}</p>
      <p className={styles.hint}>{t('review.unmirrored')}</p>
      <div className={styles.end}>
        <Button wide icon={<Icon of={Wand} />} disabled={shot.previewUrl === null} onClick={onEdit}>
          {t('review.edit')}
        </Button>
      </div>
      <Button wide icon={<Icon of={RotateCcw} />} onClick={onRetake}>
        {t('review.retake')}
      </Button>
    </section>
  )
}
