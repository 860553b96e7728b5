import { Circle, CircleCheck, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SEARCHED_REGISTERS, type CaseReply, type SearchReply } from '../../../../contracts/calls/deskCases'
import { isIdentityNeeded } from '../../../../domain/privacy/request/kinds'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { classNames } from '../../../ui/classNames'
import { Icon } from '../../../ui/Icon'
import { deskSentence } from '../deskSentence'
import type { CaseDraft } from './caseDraft'
import styles from './Checklist.module.css'
import { SearchDialog } from './SearchDialog'
import type { Second } from './StepForm'

interface ChecklistProps {
  readonly reply: CaseReply
  readonly draft: CaseDraft
  readonly second: Second
  readonly onReply: (reply: CaseReply) => void
  readonly onDraft: (change: Partial<CaseDraft>) => void
}

/** What has to be done before a request can be closed. Papers are named, never shown. */
export function Checklist({ reply, draft, second, onReply, onDraft }: ChecklistProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [found, setFound] = useState<SearchReply | null>(null)
  const [busy, setBusy] = useState(false)
  const { history, request, searches, stage } = reply
  const { requester } = request

  const since = history.findLastIndex(({ move }) => move.kind === 'receive' || move.kind === 'reopen')
  const moves = history.slice(since).map(({ move }) => move)
  const work = moves.findLast((move) => move.kind === 'work')
  const decided = moves.findLast((move) => move.kind === 'decide')
  const refusal =
    decided !== undefined && (decided.outcome.kind === 'refused' || decided.outcome.kind === 'partly')
      ? decided.outcome.refusal
      : null
  const approved = refusal?.ground === 'R2-serious-hindrance' ? refusal.approvers : null
  const needsSecond =
    draft.step === 'decide' &&
    draft.ground === 'R2-serious-hindrance' &&
    (draft.outcome === 'refused' || draft.outcome === 'partly')
  const search = searches.at(-1)

  const items: readonly { readonly text: string; readonly done: boolean }[] = [
    { text: t('deskCheck.acknowledged'), done: moves.some(({ kind }) => kind === 'acknowledge') },
    ...(isIdentityNeeded(request.kind)
      ? [
          {
            text:
              work?.identity.kind === 'not-confirmed'
                ? t('deskCheck.notConfirmed')
                : t('deskCheck.confirmed'),
            done: work !== undefined,
          },
        ]
      : []),
    ...(work?.identity.kind === 'confirmed'
      ? [{ text: t('deskCheck.papers', { papers: work.identity.papers.join(t('list.join')) }), done: true }]
      : []),
    ...(search === undefined
      ? [{ text: t('deskCheck.searched'), done: false }]
      : SEARCHED_REGISTERS.map((register) => ({
          text: t(`deskCheck.found.${register}`, { count: search.found[register] }),
          done: true,
        }))),
    ...(approved !== null
      ? [{ text: t('deskCheck.approvedBy', { names: approved.join(t('list.join')) }), done: true }]
      : needsSecond
        ? [{ text: t('deskCheck.second'), done: second.name !== '' && second.pin !== '' }]
        : []),
    { text: t('deskCheck.notice'), done: moves.some(({ kind }) => kind === 'notify') },
  ]

  const lookFor = async () => {
    setBusy(true)
    const query = requester.kind === 'self' ? requester.party.name : requester.principal.name
    const reason = { kind: 'request', id: request.id } as const
    const answer = await bridge.call('desk:search', { query, reason })
    const next = answer.ok ? await bridge.call('desk:case', { id: request.id }) : answer
    setBusy(false)
    if (!answer.ok || !next.ok) {
      const error = answer.ok ? (next.ok ? null : next.error) : answer.error
      if (error !== null) messages.toast({ tone: 'danger', text: deskSentence(t, error) })
      return
    }
    setFound(answer.value)
    onReply(next.value)
    // What was searched is what the person is told when nothing was found.
    if (draft.searched === '')
      onDraft({ searched: t('deskCheck.searchedText', { query: answer.value.query }) })
  }

  return (
    <div>
      <h3>{t('deskCase.checklist')}</h3>
      <ul className={styles.list}>
        {items.map(({ text, done }) => (
          <li key={text} className={classNames(!done && styles.open)}>
            <Icon of={done ? CircleCheck : Circle} />
            <span>
              {text}
              <span className="visually-hidden">{done ? t('deskCheck.done') : t('deskCheck.open')}</span>
            </span>
          </li>
        ))}
      </ul>
      {stage !== 'closed' && (
        <Button size="small" icon={<Icon of={Search} size={14} />} busy={busy} onClick={() => void lookFor()}>
          {search === undefined ? t('deskCheck.look') : t('deskCheck.lookAgain')}
        </Button>
      )}
      {found !== null && <SearchDialog found={found} onClose={() => setFound(null)} />}
    </div>
  )
}
