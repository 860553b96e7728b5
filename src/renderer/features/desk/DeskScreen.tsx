import { useTranslation } from 'react-i18next'
import { TopBar } from '../../ui/TopBar'
import { DeskTabs } from './DeskTabs'

/** The Customer Desk: locked until a member opens it with a PIN. */
export function DeskScreen() {
  const { t } = useTranslation()
  return (
    <>
      <TopBar title={t('settings.desk')} />
      <DeskTabs inbox={null} />
    </>
  )
}
