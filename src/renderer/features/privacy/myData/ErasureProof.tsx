import { RefreshCw, ShieldCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Erasure, ListedFile } from '../../../../contracts/calls/myData'
import { formatMoment } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import { Modal } from '../../../ui/Modal'
import styles from './ErasureProof.module.css'

const WIDTH_PX = 640
/** Files that may be there afterwards: none of them says anything about the person. */
const EXPECTED: readonly ListedFile['why'][] = ['new-book', 'policy', 'desk']

const isClean = (erasure: Erasure): boolean =>
  erasure.entriesNow === 0 &&
  erasure.draftsNow === 0 &&
  !erasure.visionRunning &&
  !erasure.cameraAllowed &&
  erasure.files.every(({ why }) => EXPECTED.includes(why))

/** After everything was erased: what the program sees when it looks again, before the question is put anew. */
export function ErasureProof() {
  const { erasure: store } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const erasure = useStore(store.store, (state) => state.erasure)
  if (erasure === null) return null
  const { erasedAtMs, entriesBefore, draftsBefore, removed, entriesNow, draftsNow, files, directory } =
    erasure
  const before = (count: number | null) =>
    count === null ? t('erasure.uncounted') : t('erasure.before', { count })
  return (
    <Modal
      open
      title={t('erasure.title')}
      closeLabel={t('app.close')}
      widthPx={WIDTH_PX}
      onClose={() => void store.putAway()}
      foot={
        <>
          <Button icon={<Icon of={RefreshCw} />} onClick={() => void store.look()}>
            {t('erasure.again')}
          </Button>
          <Button look="primary" onClick={() => void store.putAway()}>
            {t('erasure.done')}
          </Button>
        </>
      }
    >
      {isClean(erasure) ? (
        <Banner tone="ok" icon={<Icon of={ShieldCheck} />} title={t('erasure.clean')}>
          <p>{t('erasure.cleanText')}</p>
        </Banner>
      ) : (
        <Banner urgent tone="danger" icon={<Icon of={TriangleAlert} />} title={t('erasure.notClean')}>
          <p>{t('erasure.notCleanText')}</p>
        </Banner>
      )}
      <Facts
        rows={[
          { name: t('erasure.at'), value: formatMoment(erasedAtMs, language) },
          {
            name: t('erasure.records'),
            value: t('erasure.now', { count: entriesNow, before: before(entriesBefore) }),
          },
          {
            name: t('erasure.drafts'),
            value: t('erasure.now', { count: draftsNow, before: before(draftsBefore) }),
          },
          { name: t('erasure.removed'), value: t('erasure.files', { count: removed.length }) },
          {
            name: t('erasure.vision'),
            value: erasure.visionRunning ? t('erasure.running') : t('erasure.gone'),
          },
          { name: t('erasure.camera'), value: erasure.cameraAllowed ? t('erasure.open') : t('erasure.shut') },
        ]}
      />
      {removed.length > 0 && (
        <details className={styles.list}>
          <summary>{t('erasure.removedList')}</summary>
          <ul>
            {removed.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      <section className={styles.list}>
        <h3>{t('erasure.listing')}</h3>
        <p className={styles.directory}>{directory}</p>
        {files.length === 0 ? (
          <p>{t('erasure.empty')}</p>
        ) : (
          <ul>
            {files.map(({ name, bytes, why }) => (
              <li key={name}>
                <code>{name}</code>
                <span>{t('erasure.bytes', { count: bytes })}</span>
                <span>{t(`erasure.why.${why}`)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </Modal>
  )
}
