import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import menu from '../../ui/Menu.module.css'
import { Segments } from '../../ui/Segments'
import { Toggle } from '../../ui/Toggle'
import { Card } from '../../ui/Card'
import { Row } from './Row'
import { useChange } from './useChange'

const TIMERS = ['0', '3', '5', '10'] as const

export function CameraSection() {
  const { settings, camera } = useStudio()
  const { t } = useTranslation()
  const { mirrorPreview, guides, cameraLabel, timerS } = useStore(settings.store)
  const devices = useStore(camera.store, (state) => state.devices)
  const change = useChange()
  const known = [...new Set([cameraLabel, ...devices.map((device) => device.label)])].filter(Boolean)
  return (
    <Card>
      <Row
        name={t('settings.preferred')}
        hint={known.length < 2 ? t('settings.cameraNames') : t('settings.preferredHint')}
      >
        <DropdownMenu.Root>
          <DropdownMenu.Trigger asChild>
            <Button aria-label={`${t('settings.preferred')}: ${cameraLabel || t('settings.preferredAny')}`}>
              {cameraLabel || t('settings.preferredAny')}
              <Icon of={ChevronDown} size={14} />
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
              <DropdownMenu.RadioGroup
                value={cameraLabel}
                onValueChange={(label) => change({ cameraLabel: label })}
              >
                {['', ...known].map((label) => (
                  <DropdownMenu.RadioItem key={label} value={label} className={menu.item}>
                    <span className={menu.mark}>
                      <DropdownMenu.ItemIndicator>
                        <Icon of={Check} size={14} />
                      </DropdownMenu.ItemIndicator>
                    </span>
                    {label || t('settings.preferredAny')}
                  </DropdownMenu.RadioItem>
                ))}
              </DropdownMenu.RadioGroup>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </Row>
      <Row name={t('settings.mirror')} hint={t('settings.mirrorHint')}>
        <Toggle
          label={t('settings.mirror')}
          checked={mirrorPreview}
          onChange={(mirrored) => change({ mirrorPreview: mirrored })}
        />
      </Row>
      <Row name={t('settings.guides')} hint={t('settings.guidesHint')}>
        <Toggle
          label={t('settings.guides')}
          checked={guides}
          onChange={(shown) => change({ guides: shown })}
        />
      </Row>
      <Row name={t('settings.timer')}>
        <Segments
          label={t('settings.timer')}
          value={TIMERS.find((value) => Number(value) === timerS) ?? '0'}
          options={TIMERS.map((value) => ({
            value,
            text: value === '0' ? t('live.timerOff') : t('live.timerSeconds', { count: Number(value) }),
          }))}
          onChange={(value) => change({ timerS: Number(value) as 0 | 3 | 5 | 10 })}
        />
      </Row>
    </Card>
  )
}
