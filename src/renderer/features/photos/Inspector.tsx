import { ChevronDown, Copy, FlipHorizontal2, RotateCcw, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NO_ADJUSTMENT, type Adjustment, type SceneItem } from '../../../domain/scene/scene'
import { useLocalised } from '../../i18n/useLanguage'
import type { PhotoDocument } from '../../state/photoDocument'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Range } from '../../ui/Range'
import { Tip } from '../../ui/Tip'
import styles from './Inspector.module.css'
import type { EditorActions } from './useEditor'
import { itemName, wearerName } from './wearerNames'

const DEGREES = 180 / Math.PI
/** The size slider runs from a quarter to four times, each doubling the same way along. */
const SIZE_DOUBLINGS = 2

/** In a lower window the tray needs the room, and the controls open on demand. */
const TALL = '(min-height: 760px)'

interface InspectorProps {
  readonly photo: PhotoDocument
  readonly item: SceneItem
  readonly actions: EditorActions
}

/** Size, turn and opacity of what is selected, and what else can be done to it. */
export function Inspector({ photo, item, actions }: InspectorProps) {
  const { t } = useTranslation()
  const id = useId()
  const [open, setOpen] = useState(() => window.matchMedia(TALL).matches)
  const name = itemName(useLocalised(), item)
  const { scale, turnRad, opacity, flipped } = item.adjustment
  const adjust = (change: Partial<Adjustment>) => ({ kind: 'adjust', item: item.id, change }) as const
  const slide = (change: Partial<Adjustment>) => actions.draft(adjust(change))
  const degrees = Math.round(turnRad * DEGREES)
  const percent = Math.round(opacity * 100)
  const acts = [
    {
      label: t('inspector.flip'),
      icon: FlipHorizontal2,
      keys: undefined,
      run: () => actions.run(adjust({ flipped: !flipped })),
    },
    {
      label: t('inspector.duplicate'),
      icon: Copy,
      keys: [t('keys.ctrl'), 'D'],
      run: () => actions.run({ kind: 'duplicate', item: item.id }),
    },
    {
      label: t('inspector.reset'),
      icon: RotateCcw,
      keys: undefined,
      run: () => actions.run(adjust(NO_ADJUSTMENT)),
    },
    {
      label: t('inspector.remove'),
      icon: Trash2,
      keys: [t('keys.delete')],
      run: () => actions.run({ kind: 'remove', item: item.id }),
    },
  ]
  return (
    <section className={styles.inspector} aria-label={t('inspector.label', { name })}>
      <h2>
        <button
          type="button"
          className={styles.head}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.name}>{name}</span>
          <span className={styles.hint}>{wearerName(t, photo.persons, item)}</span>
          <Icon of={ChevronDown} size={14} />
        </button>
      </h2>
      <div id={id} className={styles.body} hidden={!open}>
        <Range
          label={t('inspector.size')}
          value={Math.log2(scale)}
          min={-SIZE_DOUBLINGS}
          max={SIZE_DOUBLINGS}
          step={0.02}
          text={t('inspector.sizeValue', { times: scale.toFixed(2) })}
          onChange={(doublings) => slide({ scale: 2 ** doublings })}
          onCommit={() => actions.keepDraft()}
        />
        <Range
          label={t('inspector.turn')}
          value={degrees}
          min={-180}
          max={180}
          step={1}
          text={t('inspector.turnValue', { degrees })}
          onChange={(next) => slide({ turnRad: next / DEGREES })}
          onCommit={() => actions.keepDraft()}
        />
        <Range
          label={t('inspector.opacity')}
          value={percent}
          min={0}
          max={100}
          step={1}
          text={t('inspector.percent', { percent })}
          onChange={(next) => slide({ opacity: next / 100 })}
          onCommit={() => actions.keepDraft()}
        />
        <div className={styles.acts}>
          {acts.map(({ label, icon, keys, run }) => (
            <Tip key={label} label={label} keys={keys}>
              <Button aria-label={label} icon={<Icon of={icon} />} onClick={run} />
            </Tip>
          ))}
        </div>
      </div>
    </section>
  )
}
