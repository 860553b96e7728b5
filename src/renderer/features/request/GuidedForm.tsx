import { ArrowRight, Lock } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Language } from '../../../domain/privacy/consent'
import { formFaults } from '../../../domain/privacy/request/form'
import type { RequestFault } from '../../../domain/privacy/request/validateRequest'
import { errorSentence } from '../../i18n/errorSentence'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { AboutStep } from './AboutStep'
import { CheckStep } from './CheckStep'
import { ContentStep } from './ContentStep'
import { fieldId, faultsOn, STEPS, stepOf, type Step } from './formFields'
import { KindStep } from './KindStep'
import { LetterPreview, useLetterPreview, type LetterSource } from './LetterPreview'
import styles from './RequestScreen.module.css'
import { SealedStep } from './SealedStep'
import { Steps } from './Steps'
import type { RequestDraftKeeper } from './useRequestDraft'

/** Four steps to a sealed request. A step is left when nothing on it is wrong; going back loses nothing. */
export function GuidedForm({ keeper }: { readonly keeper: RequestDraftKeeper }) {
  const { bridge, messages, ownRequests } = useStudio()
  const { t } = useTranslation()
  const { form, change } = keeper
  const [step, setStep] = useState<Step>(form.kind === null ? 'kind' : 'content')
  /** Steps whose faults are shown: nobody is told what is missing before they have tried. */
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set())
  const [sealed, setSealed] = useState<{ readonly id: string; readonly language: Language } | null>(null)
  const [sealing, setSealing] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const [focus, setFocus] = useState<{ readonly turn: number; readonly field: string | null } | null>(null)

  const faults = useMemo(() => formFaults(form), [form])
  const shown = (of: Step): readonly RequestFault[] => (tried.has(of) ? faultsOn(of, faults) : [])
  const language = sealed?.language ?? form.language
  const sealedId = sealed?.id ?? null
  const source = useMemo<LetterSource | null>(() => {
    if (sealedId !== null) return { kind: 'request', id: sealedId }
    if (form.kind === null) return null
    const { grounds, subjects, evidence } = form
    return {
      kind: 'form',
      form: { ...form, grounds: [...grounds], subjects: [...subjects], evidence: [...evidence] },
    }
  }, [sealedId, form])
  const preview = useLetterPreview(source, language)

  // After a step was changed or refused, the keyboard and the voice are where the eye is.
  useEffect(() => {
    if (focus === null) return
    const target = focus.field === null ? null : document.getElementById(focus.field)
    const place = target ?? body.current
    place?.focus()
    if (target === null) body.current?.scrollTo({ top: 0 })
    else target.scrollIntoView({ block: 'nearest' })
  }, [focus])
  const focusOn = (field: string | null) => setFocus((before) => ({ turn: (before?.turn ?? 0) + 1, field }))

  function go(to: Step): void {
    setStep(to)
    focusOn(null)
  }

  function refuse(on: Step, found: readonly RequestFault[]): void {
    setTried((before) => new Set([...before, on]))
    setStep(on)
    const [first] = found
    focusOn(first ? fieldId(first.field) : null)
    messages.announce(t('requestFault.count', { count: found.length }))
  }

  function next(): void {
    const found = faultsOn(step, faults)
    if (found.length > 0) refuse(step, found)
    else go(STEPS[STEPS.indexOf(step) + 1] ?? 'check')
  }

  async function seal(): Promise<void> {
    const [first] = faults
    if (first) return refuse(stepOf(first.field), faultsOn(stepOf(first.field), faults))
    setSealing(true)
    await keeper.settle()
    const reply = await bridge.call('request:seal', {
      draftId: keeper.draftId,
      form: {
        ...form,
        grounds: [...form.grounds],
        subjects: [...form.subjects],
        evidence: [...form.evidence],
      },
    })
    setSealing(false)
    if (!reply.ok) return messages.toast({ tone: 'danger', text: errorSentence(t, reply.error) })
    if (reply.value.kind === 'faults') {
      const [found] = reply.value.faults
      const on = found ? stepOf(found.field) : 'check'
      return refuse(on, faultsOn(on, reply.value.faults))
    }
    keeper.close()
    setSealed({ id: reply.value.id, language: form.language })
    focusOn(null)
    messages.announce(t('requestForm.done.heading'))
    void ownRequests.refresh()
  }

  const at = STEPS.indexOf(step)
  const { kind } = form
  return (
    <div className={styles.ask}>
      <div className={styles.form}>
        <Steps
          current={step}
          isDone={sealed !== null}
          onGo={(to) => (sealed === null && STEPS.indexOf(to) < at ? () => go(to) : null)}
        />
        {/* Takes the focus when a step begins, so that it is read from its heading. */}
        <div ref={body} className={styles.body} tabIndex={-1} key={sealed ? 'sealed' : step}>
          {sealed !== null ? (
            <SealedStep id={sealed.id} language={language} />
          ) : kind === null || step === 'kind' ? (
            <KindStep
              kind={kind}
              faults={shown('kind')}
              onChoose={(chosen) => {
                change({ kind: chosen })
                go('content')
              }}
            />
          ) : step === 'content' ? (
            <ContentStep
              form={form}
              kind={kind}
              faults={shown('content')}
              onChange={change}
              onChangeKind={() => go('kind')}
            />
          ) : step === 'about' ? (
            <AboutStep form={form} kind={kind} faults={shown('about')} onChange={change} />
          ) : (
            <CheckStep form={form} kind={kind} faults={shown('check')} onEdit={go} />
          )}
        </div>
        {sealed === null && (
          <footer className={styles.go}>
            {at > 0 && (
              <Button size="large" onClick={() => go(STEPS[at - 1] ?? 'kind')}>
                {t('requestForm.previous')}
              </Button>
            )}
            <SavedLine keeper={keeper} />
            {step === 'check' ? (
              <Button
                look="primary"
                size="large"
                busy={sealing}
                icon={<Icon of={Lock} />}
                onClick={() => void seal()}
              >
                {t('requestForm.check.seal')}
              </Button>
            ) : (
              <Button look="primary" size="large" onClick={next}>
                {t('requestForm.next')}
                <Icon of={ArrowRight} />
              </Button>
            )}
          </footer>
        )}
      </div>
      <LetterPreview
        preview={preview}
        hasLetter={source !== null}
        isSealed={sealed !== null}
        language={language}
        onLanguage={(to) =>
          sealed === null ? change({ language: to }) : setSealed({ ...sealed, language: to })
        }
      />
    </div>
  )
}

/** Where what was written is kept, and that nobody has it yet. */
function SavedLine({ keeper }: { readonly keeper: RequestDraftKeeper }) {
  const { consent } = useStudio()
  const { t } = useTranslation()
  const storage = useStore(consent.store, ({ view }) => view.storage)
  const { state, error } = keeper
  function words(): string {
    switch (state) {
      case 'failed':
        return error ? errorSentence(t, error) : t('requestForm.saved.failed')
      case 'untouched':
        return t('requestForm.saved.none')
      case 'unsaved':
        return t('requestForm.saved.saving')
      default:
        return t(`requestForm.saved.${storage}`)
    }
  }
  return (
    <p className={styles.saved} data-failed={state === 'failed'} data-state={state}>
      {words()}
      <span>{t('requestForm.notSent')}</span>
    </p>
  )
}
