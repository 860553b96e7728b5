import { ChevronLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { TopBar } from '../../ui/TopBar'
import { OpenDesk } from './OpenDesk'
import { DeskBar } from './DeskBar'
import { Door } from './door/Door'
import { useDeskStatus, useStay } from './useDeskStatus'

/** The Customer Desk: shut until a member opens it with a PIN. Nothing of it is on the page before, or after. */
export function DeskScreen() {
  const { navigation } = useStudio()
  const { t } = useTranslation()
  const [mirror, take] = useDeskStatus()
  const isOpen = mirror?.status.state === 'open'
  useStay(isOpen)
  return (
    <>
      <TopBar
        title={t('settings.desk')}
        start={
          <Button
            look="quiet"
            aria-label={t('deskBar.back')}
            icon={<Icon of={ChevronLeft} />}
            onClick={() => navigation.show('settings')}
          />
        }
      >
        {isOpen && <DeskBar mirror={mirror} onStatus={take} />}
      </TopBar>
      {mirror === null ? null : isOpen ? (
        <OpenDesk member={mirror.status.member ?? ''} members={mirror.status.members} />
      ) : (
        <Door mirror={mirror} onStatus={take} />
      )}
    </>
  )
}
