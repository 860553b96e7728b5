import { useTranslation } from 'react-i18next'
import {
  CHANGE_OF,
  GROUNDS_OF,
  hasSubjects,
  isIdentityNeeded,
  mayHavePeriod,
  REQUEST_KINDS,
  REQUEST_SUBJECTS,
} from '../../../../domain/privacy/request/kinds'
import type { RequestForm } from '../../../../domain/privacy/request/form'
import type { RequestFault, RequestField } from '../../../../domain/privacy/request/validateRequest'
import { Segments } from '../../../ui/Segments'
import { AreaField, LineField, SelectField } from '../deskFields'
import styles from './EnterLetter.module.css'

interface LetterFieldsProps {
  readonly form: RequestForm
  readonly faults: readonly RequestFault[]
  readonly onChange: (change: Partial<RequestForm>) => void
}

const WITH_SENTENCE = [
  'missing',
  'too-long',
  'file-name',
  'markup',
  'line-break',
  'not-a-day',
  'before-start',
] as const

/** A posted letter, field by field: what it says, not how it looks. */
export function LetterFields({ form, faults, onChange }: LetterFieldsProps) {
  const { t } = useTranslation()
  const { kind } = form

  const faultOf = (field: RequestField): string | null => {
    const fault = faults.find((found) => found.field === field)
    if (fault === undefined) return null
    const code = WITH_SENTENCE.find((name) => name === fault.code)
    if (fault.code === 'needed') return t('deskEnter.choose')
    return code === undefined
      ? t('deskFault.text.other', { field: t('deskEnter.thisField') })
      : t(`requestFault.${code}`, { limit: fault.limit ?? 0 })
  }
  const line = (name: 'name' | 'contact' | 'principalName' | 'power', field: RequestField, label: string) => (
    <LineField
      label={label}
      value={form[name]}
      fault={faultOf(field)}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  )
  const area = (
    name: 'address' | 'principalAddress' | 'description' | 'held' | 'wanted',
    field: RequestField,
    label: string,
  ) => (
    <AreaField
      label={label}
      rows={2}
      value={form[name]}
      fault={faultOf(field)}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  )
  const toggled = <Value,>(list: readonly Value[], value: Value): Value[] =>
    list.includes(value) ? list.filter((entry) => entry !== value) : [...list, value]

  return (
    <>
      <div className={styles.pair}>
        <SelectField
          label={t('deskEnter.kind')}
          value={kind ?? ''}
          aria-invalid={faultOf('kind') === null ? undefined : true}
          onChange={(event) =>
            onChange({ kind: REQUEST_KINDS.find((name) => name === event.target.value) ?? null })
          }
        >
          <option value="">{t('deskEnter.chooseKind')}</option>
          {REQUEST_KINDS.map((name) => (
            <option key={name} value={name}>
              {t(`deskKind.${name}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('deskEnter.who')}
          value={form.requesterKind}
          onChange={(event) =>
            onChange({
              requesterKind:
                (['legal-representative', 'agent'] as const).find((who) => who === event.target.value) ??
                'self',
            })
          }
        >
          {(['self', 'legal-representative', 'agent'] as const).map((who) => (
            <option key={who} value={who}>
              {t(`deskCase.who.${who}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className={styles.pair}>
        {line('name', 'name', t('deskCase.row.requester'))}
        {line('contact', 'contact', t('deskEnter.contact'))}
      </div>
      {area('address', 'address', t('deskCase.row.address'))}
      {form.requesterKind !== 'self' && (
        <>
          <div className={styles.pair}>
            {line('principalName', 'principal-name', t('deskCase.row.principal'))}
            {line('power', 'power', t('deskCase.row.power'))}
          </div>
          {area('principalAddress', 'principal-address', t('deskEnter.principalAddress'))}
        </>
      )}
      {kind !== null && GROUNDS_OF[kind].length > 0 && (
        <fieldset className={styles.checks}>
          <legend>{t('deskCase.row.grounds')}</legend>
          {GROUNDS_OF[kind].map((ground) => (
            <label key={ground}>
              <input
                type="checkbox"
                checked={form.grounds.includes(ground)}
                onChange={() => onChange({ grounds: toggled(form.grounds, ground) })}
              />
              {t(`requestGround.${ground}`)}
            </label>
          ))}
          {faultOf('grounds') !== null && <p className={styles.fault}>{faultOf('grounds')}</p>}
        </fieldset>
      )}
      {kind !== null && hasSubjects(kind) && (
        <fieldset className={styles.checks}>
          <legend>{t('deskCase.row.subjects')}</legend>
          {REQUEST_SUBJECTS.map((subject) => (
            <label key={subject}>
              <input
                type="checkbox"
                checked={form.subjects.includes(subject)}
                onChange={() => onChange({ subjects: toggled(form.subjects, subject) })}
              />
              {t(`requestSubject.${subject}`)}
            </label>
          ))}
          {faultOf('subjects') !== null && <p className={styles.fault}>{faultOf('subjects')}</p>}
        </fieldset>
      )}
      {kind !== null && mayHavePeriod(kind) && (
        <div className={styles.pair}>
          {(['fromDay', 'toDay'] as const).map((day) => (
            <LineField
              key={day}
              label={t(`deskEnter.${day}`)}
              type="date"
              value={form[day]}
              fault={faultOf(day === 'fromDay' ? 'from-day' : 'to-day')}
              onChange={(event) => onChange({ [day]: event.target.value })}
            />
          ))}
        </div>
      )}
      {kind !== null && CHANGE_OF[kind].held && area('held', 'held', t('deskCase.row.held'))}
      {kind !== null && CHANGE_OF[kind].wanted && area('wanted', 'wanted', t('deskCase.row.wanted'))}
      {area('description', 'description', t('deskCase.row.description'))}
      {kind !== null && isIdentityNeeded(kind) && (
        <AreaField
          label={t('deskCase.row.evidence')}
          hint={t('deskStep.papersHint')}
          rows={2}
          value={form.evidence.join('\n')}
          fault={faultOf('evidence')}
          onChange={(event) => onChange({ evidence: event.target.value.split('\n').slice(0, 8) })}
        />
      )}
      <div className={styles.pair}>
        <Segments
          label={t('deskEnter.answer')}
          value={form.wishedForm}
          options={[
            { value: 'paper', text: t('deskEnter.paper') },
            { value: 'electronic', text: t('deskEnter.electronic') },
          ]}
          onChange={(wishedForm) => onChange({ wishedForm })}
        />
        <Segments
          label={t('deskLetter.language')}
          value={form.language}
          options={[
            { value: 'ja', text: t('deskLetter.japanese') },
            { value: 'en', text: t('deskLetter.english') },
          ]}
          onChange={(language) => onChange({ language })}
        />
      </div>
    </>
  )
}
