import { Lock, Settings2, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskStatus } from '../../../contracts/calls/desk'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { DeskSettings } from './DeskSettings'
import { minutesAndSeconds, useElapsed, type DeskMirror } from './useDeskStatus'

interface DeskBarProps {
  readonly mirror: DeskMirror
  readonly onStatus: (status: DeskStatus) => void
}

/** Who is at the desk, when it locks itself, and the way to lock it now. */
export function DeskBar({ mirror, onStatus }: DeskBarProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [settings, setSettings] = useState(false)
  const elapsed = useElapsed(mirror.atMs, true)
  const left = Math.max(0, (mirror.status.locksInMs ?? 0) - elapsed)
  const lock = async () => {
    const reply = await bridge.call('desk:lock', {})
    if (reply.ok) onStatus(reply.value)
  }
  return (
    <>
      <Chip>
        <Icon of={UserRoundCheck} size={14} />
        <b>{mirror.status.member}</b>
        <span role="timer">{t('deskBar.locksIn', { time: minutesAndSeconds(left) })}</span>
      </Chip>
      <Button size="small" icon={<Icon of={Lock} size={14} />} onClick={() => void lock()}>
        {t('deskBar.lock')}
      </Button>
      <Button
        look="quiet"
        size="small"
        aria-label={t('deskSettings.title')}
        icon={<Icon of={Settings2} size={14} />}
        onClick={() => setSettings(true)}
      />
      {settings && (
        <DeskSettings status={mirror.status} onStatus={onStatus} onClose={() => setSettings(false)} />
      )}
    </>
  )
}
