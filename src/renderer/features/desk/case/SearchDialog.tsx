import { useTranslation } from 'react-i18next'
import type { SearchReply } from '../../../../contracts/calls/deskCases'
import { useLanguage } from '../../../i18n/useLanguage'
import { Facts } from '../../../ui/Facts'
import { Modal } from '../../../ui/Modal'
import { dayInWords } from '../deskDays'

/** What was found about somebody in the records of this computer. */
export function SearchDialog({
  found,
  onClose,
}: {
  readonly found: SearchReply
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Modal
      open
      title={t('deskSearch.title', { query: found.query })}
      closeLabel={t('app.close')}
      onClose={onClose}
    >
      <p>{t('deskSearch.text')}</p>
      {found.hits.length === 0 ? (
        <p>{t('deskSearch.nothing')}</p>
      ) : (
        <Facts
          rows={found.hits.map(({ register, id, atMs }) => ({
            name: t(`deskSearch.register.${register}`),
            value: t('deskSearch.hit', { id, day: dayInWords(atMs, found.atMs, language) }),
          }))}
        />
      )}
    </Modal>
  )
}
