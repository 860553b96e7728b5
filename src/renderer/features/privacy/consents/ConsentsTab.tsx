import { Check, FileText, Minus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { formatDay, formatMoment } from '../../../i18n/dates'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { usePolicy } from '../../../state/policy'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { classNames } from '../../../ui/classNames'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import { Modal } from '../../../ui/Modal'
import { PassphraseForm } from '../../../ui/PassphraseForm'
import { PolicyReader } from '../../../ui/PolicyReader'
import styles from './ConsentsTab.module.css'
import { Card } from '../../../ui/Card'

const POLICY_WIDTH_PX = 760

/** The answer, its receipt, how records are kept, and the policy. */
export function ConsentsTab() {
  const { consent, messages } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const view = useStore(consent.store, (mirror) => mirror.view)
  const policy = usePolicy(language)
  const [reading, setReading] = useState(false)
  const [withdrawing, setWithdrawing] = useState(false)
  const given = view.state === 'given'

  const withdraw = async () => {
    setWithdrawing(true)
    const result = await consent.withdraw()
    setWithdrawing(false)
    messages.toast(
      result.ok ? { text: t('privacy.withdrawn') } : { tone: 'danger', text: errorSentence(t, result.error) },
    )
  }

  return (
    <>
      <Card>
        <div className={styles.answer}>
          <div>
            <h3 className={styles.name}>{t('privacy.purpose')}</h3>
            <p className={styles.hint}>{t('privacy.purposeHint')}</p>
          </div>
          <span className={classNames(styles.state, given && styles.given)}>
            <Icon of={given ? Check : Minus} size={14} />
            {t(`privacy.state.${view.state}`)}
          </span>
          {given ? (
            <Button busy={withdrawing} onClick={() => void withdraw()}>
              {t('privacy.withdraw')}
            </Button>
          ) : (
            <Button onClick={() => consent.openNotice()}>{t('privacy.agree')}</Button>
          )}
        </div>
        <div className={styles.block}>
          <Facts
            left
            rows={[
              ...(view.answeredAtMs === null
                ? []
                : [{ name: t('privacy.since'), value: formatMoment(view.answeredAtMs, language) }]),
              ...(view.receiptId === null
                ? []
                : [
                    {
                      name: t('privacy.receipt'),
                      value: <span className={styles.mono}>{view.receiptId}</span>,
                    },
                  ]),
              { name: t('privacy.policy'), value: formatDay(view.effectiveFrom, language) },
              { name: t('privacy.sha'), value: <span className={styles.mono}>{view.policySha256}</span> },
              { name: t('privacy.holds'), value: t('privacy.holdsValue') },
            ]}
          />
          {given && <p className={styles.hint}>{t('privacy.withdrawHint')}</p>}
        </div>
      </Card>
      <Card>
        <div className={styles.block}>
          <div>
            <h3>{t('privacy.records')}</h3>
            <p>{t(`privacy.storage.${view.storage}`)}</p>
            <p className={styles.hint}>{t(`privacy.storageHint.${view.storage}`)}</p>
          </div>
          {view.storage === 'session-only' && <PassphraseForm purpose="protect" />}
          {view.storage === 'locked' && <PassphraseForm purpose="unlock" />}
        </div>
      </Card>
      <Card>
        <div className={styles.answer}>
          <div>
            <h3 className={styles.name}>{t('policy.title')}</h3>
            <p className={styles.hint}>
              {t('consent.version', { date: formatDay(view.effectiveFrom, language) })}
            </p>
          </div>
          <span />
          <Button icon={<Icon of={FileText} />} onClick={() => setReading(true)}>
            {t('privacy.read')}
          </Button>
        </div>
      </Card>
      <p className={styles.foot}>{t('privacy.desk')}</p>
      <Modal
        open={reading}
        title={t('policy.title')}
        closeLabel={t('app.close')}
        widthPx={POLICY_WIDTH_PX}
        onClose={() => setReading(false)}
      >
        {policy?.ok === true ? <PolicyReader policy={policy.value} /> : <p>{t('policy.missing')}</p>}
      </Modal>
    </>
  )
}
