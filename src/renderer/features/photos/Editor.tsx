import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EditorStage } from '../../stage/EditorStage'
import { isLooking, nudgeCommand, sceneOf, selectedItem, type PhotoDocument } from '../../state/photoDocument'
import { editorAction, isTyping, ownsKeys, type EditorAction } from '../../state/shortcuts'
import { Spinner } from '../../ui/Spinner'
import type { TrayHandle } from '../../ui/tray/Tray'
import styles from './Editor.module.css'
import { EditorPanel } from './EditorPanel'
import { ExportDialog } from './ExportDialog'
import { FaceNotice } from './FaceNotice'
import { Filmstrip } from './Filmstrip'
import { RefusedPictures } from './RefusedPictures'
import { Toolbar } from './Toolbar'
import { useEditor, useOpenBitmap } from './useEditor'
import { anchorName, wearerName } from './wearerNames'

const ZOOM_STEP = 1.25
const ZOOM_LIMITS = { least: 0.05, most: 8 } as const

const clampZoom = (zoom: number) => Math.min(ZOOM_LIMITS.most, Math.max(ZOOM_LIMITS.least, zoom))

/** One picture with its decorations, and everything that can be done to it. */
export function Editor({ photo }: { readonly photo: PhotoDocument }) {
  const { t } = useTranslation()
  const actions = useEditor(photo.id)
  const bitmap = useOpenBitmap(photo.id)
  const [zoom, setZoom] = useState<number | 'fit'>('fit')
  const [scale, setScale] = useState(1)
  const [showOriginal, setShowOriginal] = useState(false)
  const [exporting, setExporting] = useState(false)
  const tray = useRef<TrayHandle>(null)
  const item = selectedItem(photo)

  const zoomBy = (by: 1 | -1) => setZoom(clampZoom(scale * ZOOM_STEP ** by))

  const perform = (action: EditorAction): boolean => {
    switch (action.kind) {
      case 'undo':
        actions.undo()
        return true
      case 'redo':
        actions.redo()
        return true
      case 'before':
        setShowOriginal(true)
        return true
      case 'fit':
        setZoom('fit')
        return true
      case 'zoom':
        zoomBy(action.by)
        return true
      case 'export':
        if (bitmap) setExporting(true)
        return true
      case 'search':
        tray.current?.focusSearch()
        return true
      case 'quickLook':
        tray.current?.quickLook(action.index)
        return true
      case 'deselect':
        actions.select(null)
        return true
      case 'remove':
      case 'duplicate':
        if (item) actions.run({ kind: action.kind, item: item.id })
        return item !== null
      case 'reorder':
        if (item) actions.run({ kind: 'reorder', item: item.id, to: action.to })
        return item !== null
      case 'nudge':
        if (item) actions.draft(nudgeCommand(item, action.x, action.y))
        return item !== null
    }
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return
    const action = editorAction(event)
    if (!action) return
    // Arrows belong to a focused slider, tab or tile.
    if (action.kind === 'nudge' && (ownsKeys(event.target) || isTile(event.target))) return
    if (perform(action)) event.preventDefault()
  })
  const onKeyUp = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow')) actions.keepDraft()
    if (event.key.toLowerCase() === 'b') setShowOriginal(false)
  })
  useEffect(() => {
    const down = (event: KeyboardEvent) => onKeyDown(event)
    const up = (event: KeyboardEvent) => onKeyUp(event)
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
    }
  }, [])

  const anchor = item && anchorName(t, item)
  return (
    <>
      <Toolbar
        photo={photo}
        actions={actions}
        scale={scale}
        isFit={zoom === 'fit'}
        showOriginal={showOriginal}
        onZoom={zoomBy}
        onFit={() => setZoom('fit')}
        onShowOriginal={setShowOriginal}
        onExport={() => setExporting(true)}
      />
      <main className={styles.editor}>
        <div className={styles.canvas}>
          {bitmap ? (
            <div className={styles.stage}>
              <EditorStage
                key={photo.id}
                picture={bitmap}
                size={{ width: bitmap.width, height: bitmap.height }}
                persons={photo.persons}
                scene={sceneOf(photo)}
                selected={photo.selected}
                zoom={zoom}
                showOriginal={showOriginal}
                onSelect={(id) => actions.select(id)}
                onCommand={(command) => actions.run(command)}
                onZoom={(next) => setZoom(clampZoom(next))}
                onScale={setScale}
                labels={{
                  stage: t('editor.stage', { name: photo.name }),
                  anchor:
                    item && anchor
                      ? t('editor.anchorAt', { anchor, who: wearerName(t, photo.persons, item) })
                      : null,
                }}
              />
            </div>
          ) : (
            <div className={styles.wait}>
              <Spinner />
            </div>
          )}
          {showOriginal && <span className={styles.tag}>{t('editor.showingBefore')}</span>}
          {!showOriginal && isLooking(photo.finding) && (
            <span className={styles.tag} role="status">
              {t('photos.finding')}
            </span>
          )}
          <div className={styles.notices}>
            <FaceNotice photo={photo} />
            <RefusedPictures />
          </div>
        </div>
        <Filmstrip />
        <aside className={styles.panel} aria-label={t('editor.panel')}>
          <EditorPanel key={photo.id} photo={photo} actions={actions} tray={tray} />
        </aside>
      </main>
      {exporting && bitmap && (
        <ExportDialog
          photo={photo}
          bitmap={bitmap}
          onSaved={() => actions.markSaved()}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  )
}

const isTile = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role="option"]') !== null
