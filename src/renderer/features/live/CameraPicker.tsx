import { Check, ChevronDown, CirclePlay, RefreshCw, Video, VideoOff } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Icon } from '../../ui/Icon'
import menu from '../../ui/Menu.module.css'
import styles from './CameraPicker.module.css'

/** Cameras that are plugged in now, and the demo camera. Changes by itself when one comes or goes. */
export function CameraPicker() {
  const { camera, live } = useStudio()
  const { t } = useTranslation()
  const current = useStore(camera.store, (state) => state.current)
  const devices = useStore(camera.store, (state) => state.devices)
  const demo = useStore(live.store, (state) => state.demo)
  const name = (label: string) => (label === '' ? t('live.unnamedCamera') : label)
  const title =
    current === null ? t('live.noCamera') : current.demo ? t('live.demoCamera') : name(current.label)
  const real = demo ? [] : devices
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.pick} aria-label={`${t('live.chooseCamera')}: ${title}`}>
        <Icon of={current ? Video : VideoOff} />
        <span className={styles.name}>{title}</span>
        <span className={styles.chevron}>
          <Icon of={ChevronDown} size={14} />
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.RadioGroup
            value={current?.deviceId ?? ''}
            onValueChange={(deviceId) => live.useCamera(deviceId)}
          >
            {real.map((device) => (
              <DropdownMenu.RadioItem key={device.deviceId} value={device.deviceId} className={menu.item}>
                <span className={menu.mark}>
                  <DropdownMenu.ItemIndicator>
                    <Icon of={Check} size={14} />
                  </DropdownMenu.ItemIndicator>
                </span>
                {name(device.label)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          {real.length > 0 && <DropdownMenu.Separator className={menu.rule} />}
          <DropdownMenu.Item className={menu.item} onSelect={() => live.lookAgain()}>
            <span className={menu.mark}>
              <Icon of={RefreshCw} size={14} />
            </span>
            {demo ? t('live.realCamera') : t('live.lookAgain')}
          </DropdownMenu.Item>
          {!demo && (
            <DropdownMenu.Item className={menu.item} onSelect={() => live.useDemoCamera()}>
              <span className={menu.mark}>
                <Icon of={CirclePlay} size={14} />
              </span>
              {t('live.demoCamera')}
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
