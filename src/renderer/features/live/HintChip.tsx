import { Lamp, MoveDiagonal, Rotate3d, Sun } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LiveHint } from '../../../domain/live/liveHint'
import { useStudio } from '../../state/studio'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import styles from './LiveScreen.module.css'

const PICTURES = {
  dark: Lamp,
  backlit: Sun,
  small: MoveDiagonal,
  turned: Rotate3d,
} as const satisfies Record<LiveHint, typeof Lamp>

/** What would help the decorations to sit well, under the chip that says what is read; comes and goes by itself. */
export function HintChip() {
  const { camera, pipeline } = useStudio()
  const { t } = useTranslation()
  const isLive = useStore(camera.store, (state) => state.status === 'live')
  const hint = useStore(pipeline.store, (stats) => (isLive && stats.connected ? stats.hint : null))
  // What is over stays until it has faded.
  const [said, setSaid] = useState(hint)
  if (hint !== null && hint !== said) setSaid(hint)
  return (
    // Always there, so that what appears in it is spoken.
    <div role="status">
      {said !== null && (
        <span
          key={said}
          className={classNames(styles.onStage, styles.hint, hint === null && styles.leaving)}
          onAnimationEnd={() => hint === null && setSaid(null)}
        >
          <Icon of={PICTURES[said]} size={14} />
          {t(`live.hint.${said}`)}
        </span>
      )}
    </div>
  )
}
