import { ImageOff, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isIdentityNeeded, type RequestKind } from '../../../domain/privacy/request/kinds'
import { REQUEST_LIMITS } from '../../../domain/privacy/request/request'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import type { StepProps } from './ContentStep'
import { Choices, FaultLine, Note, TextField } from './Fields'
import fields from './Fields.module.css'
import { fieldId } from './formFields'
import styles from './RequestScreen.module.css'

const WHO = ['self', 'legal-representative', 'agent'] as const

/** Who asks, for whom, and which papers show it: names of papers, never pictures of them. */
export function AboutStep({ form, kind, faults, onChange }: StepProps & { readonly kind: RequestKind }) {
  const { t } = useTranslation()
  const { requesterKind } = form
  return (
    <>
      <header className={styles.heading}>
        <h2>{t('requestForm.about.heading')}</h2>
      </header>
      <Choices
        field="requester"
        kind="one"
        inThree
        legend={t('requestForm.about.who')}
        options={WHO.map((value) => ({
          value,
          text: t(`requestForm.about.${value}`),
          hint: t(`requestForm.about.${value}Hint`),
        }))}
        chosen={[requesterKind]}
        faults={faults}
        onChange={([who]) => who !== undefined && onChange({ requesterKind: who })}
      />
      {requesterKind !== 'self' && (
        <section className={styles.part}>
          <h3>{t('requestForm.about.principal')}</h3>
          <div className={styles.two}>
            <TextField
              field="principal-name"
              label={t('requestForm.about.principalName')}
              value={form.principalName}
              faults={faults}
              onChange={(principalName) => onChange({ principalName })}
            />
            <TextField
              field="power"
              label={t('requestForm.about.power')}
              hint={t(`requestForm.about.powerHint.${requesterKind}`)}
              value={form.power}
              faults={faults}
              onChange={(power) => onChange({ power })}
            />
          </div>
          <TextField
            field="principal-address"
            label={t('requestForm.about.principalAddress')}
            value={form.principalAddress}
            rows={2}
            faults={faults}
            onChange={(principalAddress) => onChange({ principalAddress })}
          />
        </section>
      )}
      <section className={styles.part}>
        <h3>{requesterKind === 'self' ? t('requestForm.about.you') : t('requestForm.about.youActing')}</h3>
        <div className={styles.two}>
          <TextField
            field="name"
            label={t('requestForm.about.name')}
            value={form.name}
            faults={faults}
            onChange={(name) => onChange({ name })}
          />
          <TextField
            field="contact"
            label={t('requestForm.about.contact')}
            value={form.contact}
            faults={faults}
            onChange={(contact) => onChange({ contact })}
          />
        </div>
        <TextField
          field="address"
          label={t('requestForm.about.address')}
          hint={t('requestForm.about.addressHint')}
          value={form.address}
          rows={2}
          faults={faults}
          onChange={(address) => onChange({ address })}
        />
      </section>
      <Papers form={form} kind={kind} faults={faults} onChange={onChange} />
      <Note icon={<Icon of={ImageOff} />}>{t('requestForm.about.neverImage')}</Note>
    </>
  )
}

function Papers({ form, kind, faults, onChange }: StepProps & { readonly kind: RequestKind }) {
  const { t } = useTranslation()
  const fault = faults.find(({ field }) => field === 'evidence')
  const id = fieldId('evidence')
  // There is always a line to write on.
  const papers = form.evidence.length === 0 ? [''] : form.evidence
  const write = (index: number, paper: string) => onChange({ evidence: papers.with(index, paper) })
  return (
    <fieldset id={id} className={fields.group} tabIndex={-1} aria-describedby={`${id}-hint`}>
      <legend className={fields.label}>{t('requestForm.about.evidence')}</legend>
      <p id={`${id}-hint`} className={fields.hint}>
        {t('requestForm.about.evidenceHint')}
        {!isIdentityNeeded(kind) && ` ${t('requestForm.about.evidenceFree')}`}
      </p>
      {papers.map((paper, index) => (
        // A line is what stands at its place: there is no other name for it.
        <div key={index} className={styles.paper}>
          <input
            className={fields.input}
            aria-label={t('requestForm.about.paper', { number: index + 1 })}
            aria-invalid={fault !== undefined}
            autoComplete="off"
            spellCheck={false}
            value={paper}
            onChange={(event) => write(index, event.target.value)}
          />
          {papers.length > 1 && (
            <Button
              look="quiet"
              aria-label={t('requestForm.about.removePaper', { number: index + 1 })}
              icon={<Icon of={X} />}
              onClick={() => onChange({ evidence: papers.toSpliced(index, 1) })}
            />
          )}
        </div>
      ))}
      <FaultLine id={`${id}-fault`} fault={fault} />
      {papers.length < REQUEST_LIMITS.papers && (
        <div>
          <Button
            look="quiet"
            size="small"
            icon={<Icon of={Plus} size={14} />}
            onClick={() => onChange({ evidence: [...papers, ''] })}
          >
            {t('requestForm.about.addPaper')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
