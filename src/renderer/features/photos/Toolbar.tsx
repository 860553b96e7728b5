import { Download, Maximize, Minus, Plus, Redo2, SquareSplitHorizontal, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { canRedo, canUndo } from '../../../domain/scene/history'
import type { PhotoDocument } from '../../state/photoDocument'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { KeyCap } from '../../ui/KeyCap'
import { Tip } from '../../ui/Tip'
import styles from './Toolbar.module.css'
import type { EditorActions } from './useEditor'

interface ToolbarProps {
  readonly photo: PhotoDocument
  readonly actions: EditorActions
  /** Screen pixels for each picture pixel, as drawn now. */
  readonly scale: number
  readonly isFit: boolean
  readonly showOriginal: boolean
  readonly onZoom: (by: 1 | -1) => void
  readonly onFit: () => void
  readonly onShowOriginal: (shown: boolean) => void
  readonly onExport: () => void
}

/** The picture's name and what can be done to it as a whole. */
export function Toolbar(props: ToolbarProps) {
  const { photo, actions, scale, isFit, showOriginal, onZoom, onFit, onShowOriginal, onExport } = props
  const { t } = useTranslation()
  const ctrl = t('keys.ctrl')
  return (
    <header className={styles.bar}>
      <div className={styles.file}>
        <h1 title={photo.name}>{photo.name}</h1>
        {photo.size && (
          <span className={styles.size}>
            {t('editor.size', { width: photo.size.width, height: photo.size.height })}
          </span>
        )}
      </div>
      <span className={styles.rule} />
      <Tip label={t('editor.undo')} keys={[ctrl, 'Z']}>
        <Button
          look="quiet"
          aria-label={t('editor.undo')}
          aria-keyshortcuts="Control+Z"
          disabled={!canUndo(photo.history)}
          icon={<Icon of={Undo2} />}
          onClick={() => actions.undo()}
        />
      </Tip>
      <Tip label={t('editor.redo')} keys={[ctrl, t('keys.shift'), 'Z']}>
        <Button
          look="quiet"
          aria-label={t('editor.redo')}
          aria-keyshortcuts="Control+Shift+Z"
          disabled={!canRedo(photo.history)}
          icon={<Icon of={Redo2} />}
          onClick={() => actions.redo()}
        />
      </Tip>
      <span className={styles.rule} />
      <Tip label={t('editor.zoomOut')} keys={[ctrl, '−']}>
        <Button
          look="quiet"
          aria-label={t('editor.zoomOut')}
          icon={<Icon of={Minus} />}
          onClick={() => onZoom(-1)}
        />
      </Tip>
      <span className={styles.zoom}>{t('editor.zoom', { percent: Math.round(scale * 100) })}</span>
      <Tip label={t('editor.zoomIn')} keys={[ctrl, '+']}>
        <Button
          look="quiet"
          aria-label={t('editor.zoomIn')}
          icon={<Icon of={Plus} />}
          onClick={() => onZoom(1)}
        />
      </Tip>
      <Tip label={t('editor.fit')} keys={[ctrl, '0']}>
        <Button
          look="quiet"
          className={styles.fit}
          aria-pressed={isFit}
          icon={<Icon of={Maximize} />}
          onClick={onFit}
        >
          {t('editor.fit')}
        </Button>
      </Tip>
      <span className={styles.rule} />
      <Tip label={t('editor.beforeTip')} keys={['B']}>
        <Button
          look="quiet"
          className={styles.fit}
          aria-pressed={showOriginal}
          aria-keyshortcuts="B"
          icon={<Icon of={SquareSplitHorizontal} />}
          onPointerDown={() => onShowOriginal(true)}
          onPointerUp={() => onShowOriginal(false)}
          onPointerLeave={() => onShowOriginal(false)}
          onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && onShowOriginal(true)}
          onKeyUp={() => onShowOriginal(false)}
          onBlur={() => onShowOriginal(false)}
        >
          {t('editor.before')}
          <KeyCap>B</KeyCap>
        </Button>
      </Tip>
      <span className={styles.grow} />
      <Tip label={t('editor.export')} keys={[ctrl, 'E']}>
        <Button
          look="primary"
          className={styles.export}
          icon={<Icon of={Download} />}
          disabled={photo.size === null}
          onClick={onExport}
        >
          {t('editor.export')}
        </Button>
      </Tip>
    </header>
  )
}
