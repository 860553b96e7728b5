import {
  BadgeCheck,
  Ban,
  Check,
  CircleDashed,
  Hourglass,
  MailCheck,
  MailOpen,
  PackageOpen,
  RotateCcw,
  Route,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '../../../domain/privacy/desk/requestCase'
import type { Tone } from '../../ui/Chip'
import { State } from './registers/kit/State'

const SIGNS: Readonly<Record<Stage, readonly [LucideIcon, Tone]>> = {
  draft: [CircleDashed, 'idle'],
  sealed: [CircleDashed, 'idle'],
  'handed-over': [CircleDashed, 'idle'],
  received: [MailOpen, 'idle'],
  verifying: [BadgeCheck, 'idle'],
  'in-progress': [Hourglass, 'idle'],
  fulfilled: [Check, 'ok'],
  partly: [Check, 'ok'],
  refused: [Ban, 'idle'],
  'no-data-held': [PackageOpen, 'ok'],
  'alternative-measure': [Route, 'ok'],
  withdrawn: [Undo2, 'idle'],
  notified: [MailCheck, 'ok'],
  closed: [Check, 'ok'],
  reopened: [RotateCcw, 'idle'],
}

/** Where a request stands, in a word and a sign. */
export function StageState({ stage }: { readonly stage: Stage }) {
  const { t } = useTranslation()
  const [icon, tone] = SIGNS[stage]
  return (
    <State icon={icon} tone={tone}>
      {t(`deskStage.${stage}`)}
    </State>
  )
}
