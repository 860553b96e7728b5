import { Lamp, MoveDiagonal, RotateCcw, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LiveHint } from '../../../domain/live/liveHint'
import { useStudio } from '../../state/studio'
import { Icon } from '../../ui/Icon'
import styles from './LiveScreen.module.css'

const PICTURES = {
  dark: Lamp,
  backlit: Sun,
  small: MoveDiagonal,
  turned: RotateCcw,
} as const satisfies Record<LiveHint, typeof Lamp>

/** What would help the decorations to sit well, under the chip that says what is read; comes and goes by itself. */
export function HintChip() {
  const { camera, pipeline } = useStudio()
  const { t } = useTranslation()
  const isLive = useStore(camera.store, (state) => state.status === 'live')
  const hint = useStore(pipeline.store, (stats) => (stats.connected ? stats.hint : null))
  return (
    // Always there, so that what appears in it is spoken.
    <div role="status" className={styles.hints}>
      {isLive && hint !== null && (
        <span className={styles.hint}>
          <Icon of={PICTURES[hint]} size={14} />
          {t(`live.hint.${hint}`)}
        </span>
      )}
    </div>
  )
}
