import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PurposeRow } from '../../../../contracts/calls/registers'
import { textFault } from '../../../../domain/privacy/plainText'
import { formatDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Facts } from '../../../ui/Facts'
import { TextField } from './kit/Fields'
import { shownMoment } from './kit/deskDates'
import { Part, Side, Written } from './kit/Split'
import { useRecord } from './kit/useRecord'

interface PurposeDetailProps {
  readonly row: PurposeRow
  readonly onClose: () => void
  readonly onKept: (row: PurposeRow) => void
}

/** A purpose on file, and the way to end it. */
export function PurposeDetail({ row, onClose, onKept }: PurposeDetailProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [ending, setEnding] = useState(false)
  const { purpose, ended } = row
  if (ending)
    return (
      <EndForm
        row={row}
        onClose={() => setEnding(false)}
        onKept={(kept) => (setEnding(false), onKept(kept))}
      />
    )
  const { reference, signedDay, keptAt } = purpose.writtenConsent
  const fact = (name: string, value: string) => ({ name, value: <Written>{value}</Written> })
  return (
    <Side
      title={purpose.title[language]}
      hint={purpose.id}
      onClose={onClose}
      foot={
        ended === null ? (
          <Button look="danger" onClick={() => setEnding(true)}>
            {t('deskPolicy.end')}
          </Button>
        ) : undefined
      }
    >
      <Part title={t('deskPolicy.part.words')}>
        <Facts
          left
          rows={[
            fact(t('deskPolicy.language.ja'), `${purpose.title.ja}\n${purpose.text.ja}`),
            fact(t('deskPolicy.language.en'), `${purpose.title.en}\n${purpose.text.en}`),
          ]}
        />
      </Part>
      <Part title={t('deskPolicy.part.paper')}>
        <Facts
          left
          rows={[
            fact(t('deskPolicy.field.reference'), reference),
            fact(t('deskPolicy.field.signedDay'), formatDay(signedDay, language)),
            fact(t('deskPolicy.field.keptAt'), keptAt),
          ]}
        />
      </Part>
      <Part title={t('provision.part.record')}>
        <Facts
          left
          rows={[
            fact(t('provision.field.recorded'), shownMoment(row.registeredAtMs, language)),
            fact(t('provision.field.by'), row.registeredBy),
            ...(ended === null
              ? []
              : [
                  fact(t('deskPolicy.ended'), shownMoment(ended.atMs, language)),
                  fact(t('deskPolicy.endedBy'), ended.by),
                  fact(t('entrustment.field.why'), ended.why),
                ]),
          ]}
        />
      </Part>
    </Side>
  )
}

function EndForm({ row, onClose, onKept }: PurposeDetailProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [why, setWhy] = useState('')
  const { faults, busy, show, send } = useRecord<PurposeRow>(t('deskPolicy.endKept'), onKept)
  const { id, title } = row.purpose
  const submit = () => {
    const fault = textFault(why, { max: 2000, lines: 'many' })
    if (fault !== null) show([{ field: 'why', code: fault }])
    else void send(bridge.call('purpose:end', { id, ending: { why } }))
  }
  return (
    <Side
      title={t('deskPolicy.end')}
      hint={`${title[language]}  ${id}`}
      onClose={onClose}
      onSubmit={submit}
      faults={faults}
      foot={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" look="danger" busy={busy}>
            {t('deskPolicy.end')}
          </Button>
        </>
      }
    >
      <p>{t('deskPolicy.endHint')}</p>
      <TextField
        label={t('entrustment.field.why')}
        value={why}
        fault={faults['why']}
        kind="lines"
        onChange={setWhy}
      />
    </Side>
  )
}
