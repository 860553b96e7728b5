import { useTranslation } from 'react-i18next'
import type { Stage as StageName } from '../../../../domain/privacy/desk/requestCase'
import { Dot, type Tone } from '../../../ui/Chip'
import styles from './RequestsTab.module.css'

/** Colours repeat what the words say. Being refused is an answer, no alarm. */
const TONES: Readonly<Partial<Record<StageName, Tone>>> = {
  sealed: 'warn',
  fulfilled: 'ok',
  partly: 'ok',
  'no-data-held': 'ok',
  'alternative-measure': 'ok',
  notified: 'ok',
  closed: 'ok',
}

/** Where a request stands, in a word. */
export function Stage({ stage }: { readonly stage: StageName }) {
  const { t } = useTranslation()
  return (
    <span className={styles.stage}>
      <Dot tone={TONES[stage] ?? 'idle'} />
      {t(`requestStage.${stage}`)}
    </span>
  )
}
