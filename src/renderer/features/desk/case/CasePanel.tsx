import { ClockAlert, FileText } from 'lucide-react'
import { useEffect, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseReply } from '../../../../contracts/calls/deskCases'
import type { WireError } from '../../../../contracts/errors'
import { urgencyOf } from '../../../../domain/privacy/calendar/caseDue'
import { needsSecond } from '../../../../domain/privacy/desk/deskMove'
import { lastOutcome } from '../../../../domain/privacy/desk/moveCase'
import { isReasonOwed, REFUSALS_OF } from '../../../../domain/privacy/desk/outcome'
import type { Result } from '../../../../domain/result'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Segments } from '../../../ui/Segments'
import { Fault } from '../deskFields'
import { deskSentence } from '../deskSentence'
import { lastDayInWords } from '../deskDays'
import { State } from '../registers/kit/State'
import { mainSteps, moveFrom, newDraft, outcomeFrom, type CaseDraft } from './caseDraft'
import { CaseMenu } from './CaseMenu'
import styles from './CasePanel.module.css'
import { Checklist } from './Checklist'
import { LetterDialog, type ShownLetter } from './LetterDialog'
import { RequestText } from './RequestText'
import { StepForm, type Second } from './StepForm'
import { Timeline } from './Timeline'

interface CasePanelProps {
  readonly id: string
  readonly member: string
  readonly members: readonly string[]
  /** What was begun and not recorded yet; null: nothing. */
  readonly draft: CaseDraft | null
  readonly onDraft: (draft: CaseDraft | null) => void
  readonly onChanged: () => void
}

const NOBODY: Second = { name: '', pin: '' }

/** One request: what is asked, what was done, what is owed, and the step that comes next. */
export function CasePanel(props: CasePanelProps) {
  const { id, member, members, onDraft, onChanged } = props
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [reply, setReply] = useState<Result<CaseReply, WireError> | null>(null)
  const [second, setSecond] = useState(NOBODY)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [letter, setLetter] = useState<ShownLetter | null>(null)

  useEffect(() => {
    let current = true
    void bridge.call('desk:case', { id }).then((answer) => current && setReply(answer))
    return () => {
      current = false
    }
  }, [bridge, id])

  if (reply === null) return <aside className={styles.panel} aria-busy="true" aria-label={id} />
  if (!reply.ok)
    return (
      <aside className={styles.panel} aria-label={id}>
        <p className={styles.error}>{deskSentence(t, reply.error)}</p>
      </aside>
    )
  const shown = reply.value
  const { request, history, due, nowMs, stage } = shown
  const draft = props.draft ?? newDraft(shown, REFUSALS_OF[request.kind][0])
  const steps = mainSteps(shown)
  // A step from the menu is offered beside the others while it is being written.
  const offered = steps.includes(draft.step) ? steps : [...steps, draft.step]
  const outcome = lastOutcome({ history })
  const urgency = urgencyOf(due, nowMs)

  const take = (next: CaseReply) => {
    setReply({ ok: true, value: next })
    onChanged()
  }
  const record = async (event: SyntheticEvent) => {
    event.preventDefault()
    const move = moveFrom(draft)
    setBusy(true)
    const answer = await bridge.call('desk:move', {
      id,
      move,
      approval:
        needsSecond(move) && second.name !== '' && second.pin !== ''
          ? { kind: 'with-second', ...second }
          : { kind: 'alone' },
    })
    setBusy(false)
    setSecond({ ...second, pin: '' })
    if (!answer.ok) return setFault(deskSentence(t, answer.error))
    setFault(null)
    setSecond(NOBODY)
    onDraft(null)
    messages.announce(t(`deskStep.recorded.${move.kind}`))
    take(answer.value)
  }
  const change = (next: Partial<CaseDraft>) => {
    setFault(null)
    onDraft({ ...draft, ...next })
  }

  return (
    <aside className={styles.panel} aria-label={t('deskCase.label', { id })}>
      <header className={styles.head}>
        <div>
          <h2>{t(`deskKind.${request.kind}`)}</h2>
          <p>
            {t('deskCase.from', {
              id,
              who: t(`deskCase.who.${request.requester.kind}`),
              form: t(`deskCase.form.${request.wishedForm}`),
            })}
          </p>
        </div>
        {due !== null && 'dueAtMs' in due && due.kind !== 'done' && (
          <State
            icon={ClockAlert}
            tone={urgency === 'late' ? 'danger' : urgency === 'soon' ? 'warn' : 'idle'}
          >
            {t('deskCase.due', { day: lastDayInWords(due.dueAtMs, nowMs, language) })}
          </State>
        )}
        <CaseMenu
          reply={shown}
          members={members}
          onStep={(step) => change({ step })}
          onLetter={() => setLetter({ kind: 'acknowledgement' })}
          onReply={take}
        />
      </header>
      <div className={styles.body}>
        <RequestText request={request} />
        <div className={styles.pair}>
          <Timeline reply={shown} />
          <Checklist reply={shown} draft={draft} second={second} onReply={take} onDraft={change} />
        </div>
        <form className={styles.form} id="desk-step" onSubmit={(event) => void record(event)}>
          {offered.length > 1 && (
            <Segments
              label={t('deskStep.next')}
              value={draft.step}
              wrap
              options={offered.map((step) => ({ value: step, text: t(`deskStep.name.${step}`) }))}
              onChange={(step) => change({ step })}
            />
          )}
          <StepForm
            kind={request.kind}
            draft={draft}
            reasonOwed={outcome !== null && isReasonOwed(outcome)}
            second={second}
            others={members.filter((name) => name !== member)}
            onDraft={change}
            onSecond={(next) => {
              setFault(null)
              setSecond(next)
            }}
          />
          <Fault>{fault}</Fault>
        </form>
      </div>
      <footer className={styles.foot}>
        {(draft.step === 'decide' || draft.step === 'acknowledge' || draft.step === 'notify' || outcome) && (
          <Button
            icon={<Icon of={FileText} />}
            onClick={() =>
              setLetter(
                draft.step === 'decide'
                  ? { kind: 'draft', outcome: outcomeFrom(draft) }
                  : draft.step === 'acknowledge'
                    ? { kind: 'acknowledgement' }
                    : { kind: 'outcome' },
              )
            }
          >
            {draft.step === 'decide' ? t('deskStep.preview') : t('deskStep.letter')}
          </Button>
        )}
        {(stage !== 'closed' || props.draft !== null) && (
          <Button type="submit" form="desk-step" look="primary" busy={busy} className={styles.record}>
            {t(`deskStep.do.${draft.step}`)}
          </Button>
        )}
      </footer>
      {letter !== null && (
        <LetterDialog id={id} language={request.language} letter={letter} onClose={() => setLetter(null)} />
      )}
    </aside>
  )
}
