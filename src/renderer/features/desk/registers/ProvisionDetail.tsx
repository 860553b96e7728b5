import { FilePen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProvisionRow } from '../../../../contracts/calls/registers'
import { useLanguage } from '../../../i18n/useLanguage'
import { Button } from '../../../ui/Button'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import { lastDay, shownDay, shownMoment } from './kit/deskDates'
import { Part, Side, Written } from './kit/Split'

interface ProvisionDetailProps {
  readonly row: ProvisionRow
  readonly onClose: () => void
  readonly onCorrect: () => void
}

/** One record of provision, as it was written. */
export function ProvisionDetail({ row, onClose, onCorrect }: ProvisionDetailProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { record, keptUntilMs, correctedBy } = row
  const { recipient, basis, corrects } = record
  const fact = (name: string, value: string) => ({ name, value: <Written>{value}</Written> })
  const basisFacts = Object.entries(basis)
    .filter(([name]) => name !== 'kind')
    .map(([name, value]: [string, string | number]) =>
      typeof value === 'number'
        ? fact(t('provision.field.notifiedDay'), shownDay(value, language))
        : fact(t(`provision.field.${factName(name)}`), value),
    )
  return (
    <Side
      title={recipient.name}
      hint={record.id}
      onClose={onClose}
      foot={
        correctedBy === null ? (
          <Button icon={<Icon of={FilePen} />} onClick={onCorrect}>
            {t('provision.correct')}
          </Button>
        ) : undefined
      }
    >
      <Part title={t('provision.part.what')}>
        <Facts
          left
          rows={[
            fact(t('provision.field.providedAt'), shownMoment(record.providedAtMs, language)),
            fact(t('provision.field.address'), recipient.address),
            ...(recipient.representative === ''
              ? []
              : [fact(t('provision.field.representative'), recipient.representative)]),
            fact(t('provision.field.person'), record.person),
            fact(t('provision.field.items'), record.items.join('\n')),
          ]}
        />
      </Part>
      <Part title={t('provision.part.basis')}>
        <Facts
          left
          rows={[fact(t('provision.field.basis'), t(`provision.basis.${basis.kind}`)), ...basisFacts]}
        />
      </Part>
      <Part title={t('provision.part.record')}>
        <Facts
          left
          rows={[
            fact(t('provision.field.recorded'), shownMoment(record.recordedAtMs, language)),
            fact(t('provision.field.by'), record.recordedBy),
            fact(t('provision.field.until'), lastDay(keptUntilMs, language)),
            ...(corrects === null
              ? []
              : [
                  fact(t('provision.field.corrects'), corrects.id),
                  fact(t('provision.field.why'), corrects.why),
                ]),
            ...(correctedBy === null ? [] : [fact(t('provision.field.correctedBy'), correctedBy)]),
          ]}
        />
      </Part>
    </Side>
  )
}

const FACT_NAMES = [
  'consentId',
  'entrustmentId',
  'whyConsentIsDifficult',
  'secondPerson',
  'body',
  'documentReference',
  'event',
  'scope',
  'purposes',
  'manager',
  'citation',
] as const

/** The name of the field that a fact of a basis was typed into. */
const factName = (name: string) => FACT_NAMES.find((known) => known === name) ?? ('jointItems' as const)
