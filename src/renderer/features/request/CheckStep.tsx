import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import {
  CHANGE_OF,
  FEE_KINDS,
  GROUNDS_OF,
  hasSubjects,
  isIdentityNeeded,
  mayHavePeriod,
  type RequestKind,
} from '../../../domain/privacy/request/kinds'
import type { RequestForm } from '../../../domain/privacy/request/form'
import type { RequestFault } from '../../../domain/privacy/request/validateRequest'
import { formatDay } from '../../i18n/dates'
import { useLanguage } from '../../i18n/useLanguage'
import { useReply } from '../../state/useReply'
import { Button } from '../../ui/Button'
import { Facts } from '../../ui/Facts'
import { Icon } from '../../ui/Icon'
import { FaultLine, Note } from './Fields'
import type { Step } from './formFields'
import styles from './RequestScreen.module.css'

interface CheckStepProps {
  readonly form: RequestForm
  readonly kind: RequestKind
  readonly faults: readonly RequestFault[]
  readonly onEdit: (step: Step) => void
}

/** Everything once more, and what it costs, before it is sealed. */
export function CheckStep({ form, kind, faults, onEdit }: CheckStepProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const desk = useReply('desk:public', {})
  const list = (entries: readonly string[]) => entries.join(t('requestForm.check.list'))
  const use = CHANGE_OF[kind]

  function fee(): string {
    if (!FEE_KINDS.includes(kind)) return t('requestForm.check.feeNone')
    const fees: Readonly<Partial<Record<RequestKind, number>>> = desk?.ok === true ? desk.value.fees : {}
    const yen = fees[kind] ?? 0
    return yen === 0 ? t('requestForm.check.feeUnset') : t('requestForm.check.feeValue', { yen })
  }
  const period =
    form.fromDay !== '' && form.toDay !== ''
      ? t('requestForm.check.periodValue', {
          from: formatDay(form.fromDay, language),
          to: formatDay(form.toDay, language),
        })
      : t('requestForm.check.allTime')
  const papers = form.evidence.filter((paper) => paper.trim() !== '')

  const content = [
    { name: t('requestForm.check.kind'), value: t(`requestKind.title.${kind}`) },
    ...(hasSubjects(kind)
      ? [
          {
            name: t('requestForm.check.subjects'),
            value: list(form.subjects.map((subject) => t(`requestSubject.${subject}`))),
          },
        ]
      : []),
    ...(mayHavePeriod(kind) ? [{ name: t('requestForm.check.period'), value: period }] : []),
    ...(GROUNDS_OF[kind].length > 0
      ? [
          {
            name: t('requestForm.check.grounds'),
            value: list(
              form.grounds
                .filter((ground) => GROUNDS_OF[kind].includes(ground))
                .map((ground) => t(`requestGround.${ground}`)),
            ),
          },
        ]
      : []),
    ...(use.held
      ? [
          {
            name: kind === 'deletion' ? t('requestForm.content.heldDelete') : t('requestForm.content.held'),
            value: form.held,
          },
        ]
      : []),
    ...(use.wanted
      ? [
          {
            name: kind === 'addition' ? t('requestForm.content.wantedAdd') : t('requestForm.content.wanted'),
            value: form.wanted,
          },
        ]
      : []),
    { name: t('requestForm.content.description'), value: form.description },
    { name: t('requestForm.check.wishedForm'), value: t(`requestForm.content.${form.wishedForm}`) },
  ]
  const about = [
    {
      name: t('requestForm.check.requester'),
      value: `${form.name} · ${t(`requestForm.about.${form.requesterKind}`)}`,
    },
    { name: t('requestForm.about.address'), value: form.address },
    ...(form.requesterKind === 'self'
      ? []
      : [{ name: t('requestForm.check.principal'), value: list([form.principalName, form.power]) }]),
    ...(papers.length > 0 || isIdentityNeeded(kind)
      ? [{ name: t('requestForm.check.evidence'), value: list(papers) }]
      : []),
  ]
  return (
    <>
      <header className={styles.heading}>
        <h2>{t('requestForm.check.heading')}</h2>
      </header>
      {(
        [
          ['content', content],
          ['about', about],
        ] as const
      ).map(([step, rows]) => (
        <section key={step} className={styles.summary}>
          <header>
            <h3>{t(`requestForm.step.${step}`)}</h3>
            <Button look="quiet" size="small" onClick={() => onEdit(step)}>
              {t('requestForm.check.edit')}
            </Button>
          </header>
          <Facts left rows={rows} />
        </section>
      ))}
      <section className={styles.summary}>
        <Facts
          left
          rows={[
            { name: t('requestForm.check.fee'), value: <b>{fee()}</b> },
            {
              name: t('requestForm.check.language'),
              value:
                form.language === 'ja' ? t('requestForm.preview.japanese') : t('requestForm.preview.english'),
            },
          ]}
        />
      </section>
      {faults.map((fault) => (
        <FaultLine key={fault.field} id={`request-${fault.field}-fault`} fault={fault} />
      ))}
      <Note icon={<Icon of={ShieldCheck} />}>{t('requestForm.check.lead')}</Note>
    </>
  )
}
