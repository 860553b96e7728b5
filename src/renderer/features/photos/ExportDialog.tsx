import { CircleAlert, Download, HardDrive } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { WireError } from '../../../contracts/errors'
import { errorSentence } from '../../i18n/errorSentence'
import { renderPicture } from '../../stage/renderPicture'
import { sceneOf, type PhotoDocument } from '../../state/photoDocument'
import { useSavedMessage } from '../../state/savedMessage'
import { savePicture, suggestedFileName } from '../../state/saving'
import { useStudio } from '../../state/studio'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Facts } from '../../ui/Facts'
import { Icon } from '../../ui/Icon'
import { Modal } from '../../ui/Modal'
import { Range } from '../../ui/Range'
import { Segments } from '../../ui/Segments'
import styles from './ExportDialog.module.css'

interface ExportDialogProps {
  readonly photo: PhotoDocument
  readonly bitmap: ImageBitmap
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** Draws the picture anew at its own size and saves it where the user says. */
export function ExportDialog({ photo, bitmap, onSaved, onClose }: ExportDialogProps) {
  const { bridge, settings, messages } = useStudio()
  const { t } = useTranslation()
  const format = useStore(settings.store, (choice) => choice.exportFormat)
  const keptQuality = useStore(settings.store, (choice) => choice.jpegQuality)
  const [quality, setQuality] = useState(keptQuality)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<WireError | null>(null)
  const saved = useSavedMessage()
  const size = { width: bitmap.width, height: bitmap.height }
  const percent = Math.round(quality * 100)

  const save = async () => {
    setBusy(true)
    setFailure(null)
    const drawn = await renderPicture(bitmap, size, sceneOf(photo), photo.persons, format, quality)
    const outcome = drawn.ok
      ? await savePicture(bridge, suggestedFileName(photo.name, format), format, drawn.value)
      : ({ kind: 'failed', error: drawn.error } as const)
    setBusy(false)
    if (outcome.kind === 'failed') {
      messages.dismissSuccess()
      setFailure(outcome.error)
    }
    if (outcome.kind !== 'saved') return
    saved()
    onSaved()
    onClose()
  }

  return (
    <Modal
      open
      title={t('export.title')}
      closeLabel={t('app.close')}
      onClose={onClose}
      foot={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button look="primary" busy={busy} icon={<Icon of={Download} />} onClick={() => void save()}>
            {failure === null ? t('export.save') : t('save.again')}
          </Button>
        </>
      }
    >
      {failure !== null && (
        <Banner
          urgent
          tone="danger"
          icon={<Icon of={failure.code === 'disk-full' ? HardDrive : CircleAlert} size={22} />}
          title={errorSentence(t, failure, photo.name)}
        >
          <p>{t('save.kept')}</p>
        </Banner>
      )}
      <div className={styles.group}>
        <span className={styles.label}>{t('export.format')}</span>
        <Segments
          label={t('export.format')}
          value={format}
          options={[
            { value: 'png', text: t('export.png') },
            { value: 'jpeg', text: t('export.jpeg') },
          ]}
          onChange={(exportFormat) => void settings.change({ exportFormat })}
        />
        <p className={styles.hint}>{format === 'png' ? t('export.pngHint') : t('export.jpegHint')}</p>
      </div>
      {format === 'jpeg' && (
        <Range
          label={t('export.quality')}
          value={percent}
          min={50}
          max={100}
          step={1}
          text={t('inspector.percent', { percent })}
          onChange={(next) => setQuality(next / 100)}
          onCommit={(next) => void settings.change({ jpegQuality: next / 100 })}
        />
      )}
      <Facts
        left
        rows={[
          { name: t('export.size'), value: t('export.sizeValue', size) },
          { name: t('export.metadata'), value: t('export.metadataValue') },
        ]}
      />
    </Modal>
  )
}
