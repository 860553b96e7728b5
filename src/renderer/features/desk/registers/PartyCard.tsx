import { CalendarClock, ClockAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntrustmentRow } from '../../../../contracts/calls/registers'
import { takeStep, type EntrustmentStep } from '../../../../domain/privacy/desk/entrustment'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Facts } from '../../../ui/Facts'
import { EMPTY_STEP, NEXT_STEP, stepFaults, stepOf, type StepForm, type StepKind } from './entrustmentSteps'
import { StageState } from './StageState'
import { Radios, TextField } from './kit/Fields'
import { lastDay, shownDay } from './kit/deskDates'
import { Part, Side, Written } from './kit/Split'
import { State } from './kit/State'
import { useRecord } from './kit/useRecord'
import styles from './PartyCard.module.css'

interface PartyCardProps {
  readonly row: EntrustmentRow
  readonly onClose: () => void
  readonly onKept: (row: EntrustmentRow) => void
}

/** A party with everything that was done about it, and the one step that comes next. */
export function PartyCard({ row, onClose, onKept }: PartyCardProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { record, stage, next } = row
  const [taking, setTaking] = useState<StepKind | null>(null)
  const nextStep = NEXT_STEP[stage]
  if (taking !== null)
    return (
      <StepEditor
        key={taking}
        row={row}
        kind={taking}
        onClose={() => setTaking(null)}
        onKept={(kept) => {
          setTaking(null)
          onKept(kept)
        }}
      />
    )
  return (
    <Side
      title={record.party.name}
      hint={record.id}
      onClose={onClose}
      foot={
        nextStep === null ? undefined : (
          <>
            <Button look="quiet" onClick={() => setTaking('end')}>
              {t('entrustment.step.end')}
            </Button>
            <Button onClick={() => setTaking(nextStep)}>{t(`entrustment.step.${nextStep}`)}</Button>
          </>
        )
      }
    >
      <div className={styles.stand}>
        <StageState stage={stage} />
        {next !== null && (
          <State icon={next.isOverdue ? ClockAlert : CalendarClock} tone={next.isOverdue ? 'danger' : 'idle'}>
            {next.isOverdue
              ? t('entrustment.nextLate', { day: lastDay(next.dueAtMs, language) })
              : t('entrustment.next', { day: lastDay(next.dueAtMs, language) })}
          </State>
        )}
      </div>
      <Facts
        left
        rows={[{ name: t('entrustment.field.address'), value: <Written>{record.party.address}</Written> }]}
      />
      <Part title={t('entrustment.history')}>
        <ol className={styles.history}>
          {record.history.map(({ atMs, by, step }, index) => (
            <li key={`${atMs} ${index}`}>
              <header>
                {step.kind === 'vet' && !step.isFit
                  ? t('entrustment.unfit')
                  : t(`entrustment.done.${step.kind}`)}
                <time dateTime={new Date(atMs).toISOString()}>{shownDay(atMs, language)}</time>
              </header>
              <StepWords step={step} />
              <p className={styles.by}>{by}</p>
            </li>
          ))}
        </ol>
      </Part>
    </Side>
  )
}

/** What was written down with a step. */
function StepWords({ step }: { readonly step: EntrustmentStep }) {
  const { t } = useTranslation()
  switch (step.kind) {
    case 'propose':
      return (
        <>
          <p>{step.work}</p>
          <p>{step.items}</p>
        </>
      )
    case 'vet':
    case 'supervise':
      return <p>{step.findings}</p>
    case 'contract':
      return (
        <>
          <p>{step.reference}</p>
          <p>{step.confidentiality}</p>
          <p>{t('entrustment.every', { count: step.superviseEveryDays })}</p>
        </>
      )
    case 'end':
      return (
        <>
          <p>{step.why}</p>
          <p>{step.returned}</p>
        </>
      )
  }
}

interface StepEditorProps extends PartyCardProps {
  readonly kind: StepKind
}

function StepEditor({ row, kind, onClose, onKept }: StepEditorProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [form, setForm] = useState<StepForm>(EMPTY_STEP)
  const { faults, busy, show, send } = useRecord<EntrustmentRow>(t(`entrustment.kept.${kind}`), onKept)
  const { record } = row
  const text = (name: Exclude<keyof StepForm, 'isFit'>) => ({
    label: t(`entrustment.field.${name}`),
    value: form[name],
    fault: faults[name],
    onChange: (value: string) => setForm((last) => ({ ...last, [name]: value })),
  })
  const submit = () => {
    const step = stepOf(kind, form)
    const found = stepFaults(takeStep(record, step, '-', Date.now()))
    if (found.length > 0) show(found)
    else void send(bridge.call('entrustment:step', { id: record.id, step }))
  }
  return (
    <Side
      title={t(`entrustment.step.${kind}`)}
      hint={`${record.party.name}  ${record.id}`}
      onClose={onClose}
      onSubmit={submit}
      faults={faults}
      foot={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" busy={busy}>
            {t('register.keep')}
          </Button>
        </>
      }
    >
      {kind === 'vet' && (
        <>
          <TextField {...text('findings')} kind="lines" hint={t('entrustment.hint.vet')} />
          <Radios
            label={t('entrustment.field.isFit')}
            value={form.isFit}
            options={[
              { value: 'fit', text: t('entrustment.fit.yes'), hint: t('entrustment.fit.yesHint') },
              { value: 'unfit', text: t('entrustment.fit.no'), hint: t('entrustment.fit.noHint') },
            ]}
            onChange={(isFit) => setForm((last) => ({ ...last, isFit }))}
          />
        </>
      )}
      {kind === 'contract' && (
        <>
          <TextField {...text('reference')} />
          <TextField {...text('confidentiality')} kind="lines" hint={t('entrustment.hint.confidentiality')} />
          <TextField
            {...text('superviseEveryDays')}
            kind="number"
            hint={t('entrustment.hint.superviseEveryDays')}
          />
        </>
      )}
      {kind === 'supervise' && (
        <TextField {...text('findings')} kind="lines" hint={t('entrustment.hint.supervise')} />
      )}
      {kind === 'end' && (
        <>
          <TextField {...text('why')} kind="lines" />
          <TextField {...text('returned')} kind="lines" hint={t('entrustment.hint.returned')} />
        </>
      )}
    </Side>
  )
}
