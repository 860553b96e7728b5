import { CircleCheck, CircleX, Eye, FilePen, UserPlus, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EntrustmentRow } from '../../../../contracts/calls/registers'
import type { Tone } from '../../../ui/Chip'
import { State } from './kit/State'

const SIGNS: Readonly<Record<EntrustmentRow['stage'], { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  proposed: { icon: UserPlus, tone: 'idle' },
  vetted: { icon: CircleCheck, tone: 'idle' },
  contracted: { icon: FilePen, tone: 'ok' },
  supervised: { icon: Eye, tone: 'ok' },
  ended: { icon: CircleX, tone: 'idle' },
}

/** Where a party stands. */
export function StageState({ stage }: { readonly stage: EntrustmentRow['stage'] }) {
  const { t } = useTranslation()
  const { icon, tone } = SIGNS[stage]
  return (
    <State icon={icon} tone={tone}>
      {t(`entrustment.stage.${stage}`)}
    </State>
  )
}
