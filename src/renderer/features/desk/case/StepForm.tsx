import { useTranslation } from 'react-i18next'
import { visibleLength } from '../../../../domain/privacy/plainText'
import { HINDRANCE_REASON_MIN, REFUSALS_OF } from '../../../../domain/privacy/desk/outcome'
import { isIdentityNeeded, type RequestKind } from '../../../../domain/privacy/request/kinds'
import { Segments } from '../../../ui/Segments'
import { AreaField, LineField, Radios, SelectField } from '../deskFields'
import { OUTCOMES, type CaseDraft } from './caseDraft'
import styles from './StepForm.module.css'

/** Who stands beside the one at the desk, and the PIN typed at this moment. */
export interface Second {
  readonly name: string
  readonly pin: string
}

interface StepFormProps {
  readonly kind: RequestKind
  readonly draft: CaseDraft
  /** The person is owed a reason, so the notice must give it. */
  readonly reasonOwed: boolean
  readonly second: Second
  /** Members who may stand by. */
  readonly others: readonly string[]
  readonly onDraft: (change: Partial<CaseDraft>) => void
  readonly onSecond: (second: Second) => void
}

/** The form of the chosen step: only what that step needs. */
export function StepForm(props: StepFormProps) {
  const { draft, onDraft } = props
  const { t } = useTranslation()
  switch (draft.step) {
    case 'acknowledge':
    case 'notify':
      return <NoticeFields {...props} />
    case 'verify':
    case 'withdraw':
    case 'reopen':
      return (
        <AreaField
          label={t(`deskStep.why.${draft.step}`)}
          value={draft.why}
          onChange={(event) => onDraft({ why: event.target.value })}
        />
      )
    case 'work':
      return <IdentityFields {...props} />
    case 'decide':
      return <DecisionFields {...props} />
    case 'close':
      return <p className={styles.note}>{t('deskStep.closeText')}</p>
  }
}

function NoticeFields({ draft, reasonOwed, onDraft }: StepFormProps) {
  const { t } = useTranslation()
  return (
    <>
      <Radios
        label={t('deskStep.noticeBy')}
        value={draft.noticeBy}
        options={(['posted', 'handed', 'electronic'] as const).map((by) => ({
          value: by,
          text: t(`deskStep.by.${by}`),
        }))}
        onChange={(noticeBy) => onDraft({ noticeBy })}
      />
      <LineField
        label={t('deskField.reference')}
        hint={t('deskStep.referenceHint')}
        maxLength={120}
        value={draft.reference}
        onChange={(event) => onDraft({ reference: event.target.value })}
      />
      {draft.step === 'notify' && reasonOwed && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.givesReason}
            onChange={(event) => onDraft({ givesReason: event.target.checked })}
          />
          {t('deskStep.givesReason')}
        </label>
      )}
    </>
  )
}

function IdentityFields({ kind, draft, onDraft }: StepFormProps) {
  const { t } = useTranslation()
  const options = isIdentityNeeded(kind)
    ? (['confirmed', 'not-confirmed'] as const)
    : (['not-needed', 'confirmed', 'not-confirmed'] as const)
  return (
    <>
      <Radios
        label={t('deskStep.identity')}
        value={draft.identity}
        options={options.map((value) => ({ value, text: t(`deskStep.identities.${value}`) }))}
        onChange={(identity) => onDraft({ identity })}
      />
      {draft.identity === 'confirmed' && (
        <AreaField
          label={t('deskField.papers')}
          hint={t('deskStep.papersHint')}
          value={draft.papers}
          onChange={(event) => onDraft({ papers: event.target.value })}
        />
      )}
      {draft.identity === 'not-confirmed' && (
        <AreaField
          label={t('deskField.tried')}
          value={draft.tried}
          onChange={(event) => onDraft({ tried: event.target.value })}
        />
      )}
    </>
  )
}

/** Outcomes of a kind: what can never be refused is answered. */
function DecisionFields({ kind, draft, second, others, onDraft, onSecond }: StepFormProps) {
  const { t } = useTranslation()
  const grounds = REFUSALS_OF[kind]
  const outcomes = OUTCOMES.filter(
    (outcome) => grounds.length > 0 || (outcome !== 'refused' && outcome !== 'partly'),
  )
  const withholds = draft.outcome === 'refused' || draft.outcome === 'partly'
  const area = (
    name: 'done' | 'reason' | 'searched' | 'measure' | 'findings',
    fault: string | null = null,
  ) => (
    <AreaField
      label={t(`deskField.${name}`)}
      value={draft[name]}
      fault={fault}
      onChange={(event) => onDraft({ [name]: event.target.value })}
    />
  )
  const missing = HINDRANCE_REASON_MIN - visibleLength(draft.reason)
  const isHindrance = withholds && draft.ground === 'R2-serious-hindrance'
  return (
    <>
      <Segments
        label={t('deskStep.name.decide')}
        value={draft.outcome}
        wrap
        options={outcomes.map((outcome) => ({ value: outcome, text: t(`deskStep.outcome.${outcome}`) }))}
        onChange={(outcome) => onDraft({ outcome })}
      />
      {(draft.outcome === 'fulfilled' || draft.outcome === 'partly') && area('done')}
      {draft.outcome === 'no-data-held' && area('searched')}
      {draft.outcome === 'alternative-measure' && area('measure')}
      {withholds && (
        <Radios
          label={t('deskStep.ground')}
          value={draft.ground}
          options={grounds.map((ground) => ({ value: ground, text: t(`deskGround.${ground}`) }))}
          onChange={(ground) => onDraft({ ground })}
        />
      )}
      {withholds && draft.ground === 'R3-unlawful' && (
        <LineField
          label={t('deskField.citation')}
          maxLength={200}
          value={draft.citation}
          onChange={(event) => onDraft({ citation: event.target.value })}
        />
      )}
      {withholds && draft.ground === 'ground-not-met' && area('findings')}
      {(withholds || draft.outcome === 'alternative-measure') &&
        area('reason', isHindrance && missing > 0 ? t('deskStep.toGo', { count: missing }) : null)}
      {isHindrance &&
        (others.length === 0 ? (
          <p className={styles.note}>{t('deskStep.nobodyElse')}</p>
        ) : (
          <div className={styles.second}>
            <SelectField
              label={t('deskStep.second')}
              value={second.name}
              onChange={(event) => onSecond({ ...second, name: event.target.value })}
            >
              <option value="">{t('deskStep.chooseSecond')}</option>
              {others.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </SelectField>
            <LineField
              label={t('deskStep.secondPin')}
              type="password"
              maxLength={200}
              value={second.pin}
              onChange={(event) => onSecond({ ...second, pin: event.target.value })}
            />
          </div>
        ))}
      {(withholds || draft.outcome === 'alternative-measure') && (
        <p className={styles.note}>{t('deskStep.noticeFollows')}</p>
      )}
    </>
  )
}
