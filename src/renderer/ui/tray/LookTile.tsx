import { Ban, ImageOff, Star } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocalised } from '../../i18n/useLanguage'
import { lookThumbnail } from '../../stage/thumbnails'
import type { TrayEntry } from '../../state/trayEntries'
import { classNames } from '../classNames'
import { Icon } from '../Icon'
import { Spinner } from '../Spinner'
import styles from './LookTile.module.css'

/** Drawn at twice the tile's size, for dense screens. */
const THUMBNAIL_PX = 192

type Drawing =
  { readonly kind: 'loading' } | { readonly kind: 'drawn'; readonly url: string } | { readonly kind: 'bad' }

function useThumbnail(id: string): Drawing {
  const [drawing, setDrawing] = useState<Drawing>({ kind: 'loading' })
  useEffect(() => {
    let current = true
    lookThumbnail(id, THUMBNAIL_PX).then(
      (url) => current && setDrawing(url === '' ? { kind: 'bad' } : { kind: 'drawn', url }),
      () => current && setDrawing({ kind: 'bad' }),
    )
    return () => {
      current = false
    }
  }, [id])
  return drawing
}

interface TileProps {
  readonly index: number
  readonly selected: boolean
  /** Takes part in the tab order; the others are reached with the arrows. */
  readonly reachable: boolean
  readonly onApply: () => void
}

/** Puts the tile that has the focus among the favourites, or takes it out again. */
export const STAR_KEY = 'F'

/** Takes everything off. */
export function NoneTile({ selected, reachable, index, onApply }: TileProps) {
  const { t } = useTranslation()
  return (
    <div
      role="option"
      data-tile={index}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      className={styles.tile}
      onClick={onApply}
    >
      <span className={classNames(styles.plate, styles.none)}>
        <Icon of={Ban} size={22} />
      </span>
      <span className={styles.name}>{t('tray.none')}</span>
    </div>
  )
}

interface LookTileProps extends TileProps {
  readonly entry: TrayEntry
  /** 1…9 where a digit puts it on. */
  readonly digit: number | null
  readonly starred: boolean
  readonly onStar: () => void
}

/** One look or decoration, drawn by the app's own renderer on the bundled face. */
export function LookTile(props: LookTileProps) {
  const { entry, index, selected, reachable, digit, starred, onApply, onStar } = props
  const { t } = useTranslation()
  const name = useLocalised()(entry.name)
  const drawing = useThumbnail(entry.id)
  const favourite = starred ? t('tray.unstar', { name }) : t('tray.star', { name })
  return (
    <div
      role="option"
      data-tile={index}
      data-look={entry.id}
      aria-selected={selected}
      aria-label={entry.kind === 'look' ? t('tray.look', { name }) : name}
      aria-description={favourite}
      aria-keyshortcuts={digit === null ? STAR_KEY : `${digit} ${STAR_KEY}`}
      tabIndex={reachable ? 0 : -1}
      className={styles.tile}
      title={name}
      onClick={onApply}
    >
      <span
        className={classNames(
          styles.plate,
          drawing.kind === 'loading' && styles.loading,
          drawing.kind === 'bad' && styles.bad,
        )}
      >
        {drawing.kind === 'loading' && <Spinner />}
        {drawing.kind === 'bad' && <Icon of={ImageOff} />}
        {drawing.kind === 'drawn' && <img src={drawing.url} alt="" draggable={false} />}
        {/* For the mouse; a key of the tile does the same. A control inside an option is none to a screen reader. */}
        <span
          data-star
          aria-hidden="true"
          title={favourite}
          className={classNames(styles.star, starred && styles.starred)}
          onClick={(event) => {
            event.stopPropagation()
            onStar()
          }}
        >
          <Icon of={Star} size={14} />
        </span>
        {digit !== null && (
          <span className={styles.key} aria-hidden="true">
            {digit}
          </span>
        )}
      </span>
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
    </div>
  )
}
