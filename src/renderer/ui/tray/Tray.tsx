import { History, Search, Star, X } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import {
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
  type WheelEvent,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CATEGORIES } from '../../../domain/decoration/decoration'
import { allDecorations, allLooks } from '../../stage/pack'
import { useStudio } from '../../state/studio'
import {
  filterTray,
  nextTile,
  QUICK_LOOKS,
  toggled,
  trayEntries,
  withRecent,
  type TrayFilter,
} from '../../state/trayEntries'
import { Icon } from '../Icon'
import { KeyCap } from '../KeyCap'
import { Tip } from '../Tip'
import { LookTile, NoneTile, STAR_KEY } from './LookTile'
import styles from './Tray.module.css'

export interface TrayHandle {
  focusSearch(): void
  /** Puts on the tile that shows the digit `index + 1`. */
  quickLook(index: number): void
}

interface TrayProps {
  /** One row along the bottom, or a grid in a side panel. */
  readonly shape: 'row' | 'grid'
  readonly isWorn: (id: string) => boolean
  readonly nothingWorn: boolean
  readonly onApply: (id: string) => void
  readonly onClear: () => void
  readonly ref?: Ref<TrayHandle>
}

const ENTRIES = trayEntries(allLooks, allDecorations)
const GRID_COLUMNS = 3
/** Only a row fuller than this stretches nothing: fewer tiles keep their size and stay at the left. */
const FULL_ROW = 13

const filterName = (filter: TrayFilter) => (filter.kind === 'category' ? filter.category : filter.kind)

function readFilter(name: string): TrayFilter | null {
  if (name === 'all' || name === 'favourites' || name === 'recents') return { kind: name }
  const category = CATEGORIES.find((one) => one === name)
  return category ? { kind: 'category', category } : null
}

/** Looks and decorations with categories, search, favourites and recents. */
export function Tray({ shape, isWorn, nothingWorn, onApply, onClear, ref }: TrayProps) {
  const { settings } = useStudio()
  const { t } = useTranslation()
  const favourites = useStore(settings.store, (choice) => choice.favourites)
  const recents = useStore(settings.store, (choice) => choice.recents)
  const [filter, setFilter] = useState<TrayFilter>({ kind: 'all' })
  const [query, setQuery] = useState('')
  const [reachable, setReachable] = useState(0)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  // The recents of the moment the list was opened: tiles must not jump away under the pointer.
  const [frozenRecents, setFrozenRecents] = useState(recents)
  const shown = useMemo(
    () => filterTray(ENTRIES, filter, query, favourites, frozenRecents),
    [filter, query, favourites, frozenRecents],
  )

  const apply = (id: string) => {
    onApply(id)
    void settings.change({ recents: withRecent(recents, id) })
  }
  useImperativeHandle(ref, () => ({
    focusSearch: () => search.current?.focus(),
    quickLook(index) {
      const entry = shown[index]
      if (entry) apply(entry.id)
    },
  }))

  const choose = (name: string) => {
    const next = readFilter(name)
    if (!next) return
    setFilter(next)
    setQuery('')
    setReachable(0)
    setFrozenRecents(recents)
    list.current?.scrollTo({ left: 0, top: 0 })
  }
  const star = (id: string) => void settings.change({ favourites: toggled(favourites, id) })
  const tileCount = shown.length + 1
  const onTileKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const tile = event.target instanceof HTMLElement ? event.target.dataset['tile'] : undefined
    if (tile === undefined) return
    const index = Number(tile)
    if (event.key === 'Enter') {
      event.preventDefault()
      const entry = shown[index - 1]
      if (entry) apply(entry.id)
      else onClear()
      return
    }
    const starred = shown[index - 1]
    if (
      event.key.toUpperCase() === STAR_KEY &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      starred
    ) {
      event.preventDefault()
      star(starred.id)
      return
    }
    const next = nextTile(index, event.key, tileCount, shape === 'grid' ? GRID_COLUMNS : tileCount)
    if (next !== index) {
      setReachable(next)
      event.currentTarget.querySelector<HTMLElement>(`[data-tile="${next}"]`)?.focus()
    }
    // Also at the ends: the page must not take an arrow for a nudge.
    if (next !== index || event.key.startsWith('Arrow')) event.preventDefault()
  }
  // A plain wheel scrolls the row sideways.
  const onWheel = (event: WheelEvent<HTMLDivElement>) => {
    if (shape === 'row' && event.deltaX === 0) event.currentTarget.scrollLeft += event.deltaY
  }
  const nothing =
    query !== ''
      ? t('tray.noneFound')
      : filter.kind === 'favourites'
        ? t('tray.noFavourites')
        : t('tray.noRecents')

  const searchField = (
    <label className={styles.search}>
      <Icon of={Search} />
      <input
        ref={search}
        type="search"
        value={query}
        placeholder={t('tray.search')}
        aria-label={t('tray.search')}
        aria-keyshortcuts="/"
        maxLength={60}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
          event.stopPropagation()
          setQuery('')
          event.currentTarget.blur()
        }}
      />
      {query === '' ? (
        <KeyCap>/</KeyCap>
      ) : (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('tray.clearSearch')}
          onClick={() => setQuery('')}
        >
          <Icon of={X} size={14} />
        </button>
      )}
    </label>
  )
  const filters = (
    <ToggleGroup.Root
      type="single"
      className={styles.bar}
      aria-label={t('tray.categories')}
      value={query === '' ? filterName(filter) : ''}
      onValueChange={choose}
    >
      <Tip label={t('tray.favourites')} side="top">
        <ToggleGroup.Item value="favourites" className={styles.icon} aria-label={t('tray.favourites')}>
          <Icon of={Star} />
        </ToggleGroup.Item>
      </Tip>
      <Tip label={t('tray.recents')} side="top">
        <ToggleGroup.Item value="recents" className={styles.icon} aria-label={t('tray.recents')}>
          <Icon of={History} />
        </ToggleGroup.Item>
      </Tip>
      <span className={styles.rule} aria-hidden="true" />
      <div className={styles.chips}>
        <ToggleGroup.Item value="all" className={styles.chip}>
          {t('tray.all')}
        </ToggleGroup.Item>
        {CATEGORIES.map((category) => (
          <ToggleGroup.Item key={category} value={category} className={styles.chip}>
            {t(`category.${category}`)}
          </ToggleGroup.Item>
        ))}
      </div>
      {shape === 'row' && searchField}
    </ToggleGroup.Root>
  )

  return (
    <section className={styles.tray} aria-label={t('tray.label')}>
      {shape === 'row' ? (
        filters
      ) : (
        <div className={styles.stacked}>
          {searchField}
          {filters}
        </div>
      )}
      {shown.length === 0 ? (
        <p className={styles.empty} role="status">
          {nothing}
        </p>
      ) : (
        <div
          ref={list}
          role="listbox"
          aria-multiselectable="true"
          aria-orientation={shape === 'row' ? 'horizontal' : undefined}
          aria-label={t('tray.label')}
          className={shape === 'row' ? styles.row : styles.grid}
          data-filled={shape === 'row' && tileCount >= FULL_ROW ? '' : undefined}
          onWheel={onWheel}
          onKeyDown={onTileKey}
        >
          <NoneTile index={0} selected={nothingWorn} reachable={reachable === 0} onApply={onClear} />
          {shown.map((entry, at) => (
            <LookTile
              key={entry.id}
              entry={entry}
              index={at + 1}
              selected={isWorn(entry.id)}
              reachable={reachable === at + 1}
              digit={at < QUICK_LOOKS ? at + 1 : null}
              starred={favourites.includes(entry.id)}
              onApply={() => {
                setReachable(at + 1)
                apply(entry.id)
              }}
              onStar={() => star(entry.id)}
            />
          ))}
        </div>
      )}
    </section>
  )
}
