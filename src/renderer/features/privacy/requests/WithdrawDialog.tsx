import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WITHDRAW_REASON_LIMIT } from '../../../../contracts/calls/requests'
import { errorSentence } from '../../../i18n/errorSentence'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import field from '../../../ui/Field.module.css'
import { Modal } from '../../../ui/Modal'

interface WithdrawDialogProps {
  readonly id: string
  readonly onClose: () => void
  readonly onWithdrawn: () => void
}

/** Takes a request back, with a reason that stays with it. */
export function WithdrawDialog({ id, onClose, onWithdrawn }: WithdrawDialogProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const isOver = why.length > WITHDRAW_REASON_LIMIT

  const withdraw = async () => {
    setBusy(true)
    const reply = await bridge.call('request:withdraw', { id, why })
    setBusy(false)
    if (!reply.ok) return messages.toast({ tone: 'danger', text: errorSentence(t, reply.error) })
    messages.toast({ text: t('requestList.withdrawn') })
    onWithdrawn()
    onClose()
  }
  return (
    <Modal
      open
      title={t('requestList.withdrawTitle')}
      closeLabel={t('app.close')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('requestList.withdrawKeep')}</Button>
          <Button
            look="danger"
            busy={busy}
            disabled={why.trim() === '' || isOver}
            onClick={() => void withdraw()}
          >
            {t('requestList.withdraw')}
          </Button>
        </>
      }
    >
      <p>{t('requestList.withdrawText')}</p>
      <div className={field.field}>
        <label htmlFor="withdraw-why">{t('requestList.withdrawWhy')}</label>
        <textarea
          id="withdraw-why"
          className={field.input}
          rows={3}
          value={why}
          aria-invalid={isOver}
          aria-describedby="withdraw-why-count"
          onChange={(event) => setWhy(event.target.value)}
        />
        <span id="withdraw-why-count" className={field.hint}>
          {t('requestForm.counter', { count: why.length, limit: WITHDRAW_REASON_LIMIT })}
        </span>
      </div>
    </Modal>
  )
}
