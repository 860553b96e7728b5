import { FileSignature, FileUp, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WireError } from '../../../../contracts/errors'
import type { PolicyImportReply } from '../../../../contracts/policyBundle'
import type { Result } from '../../../../domain/result'
import { formatDay } from '../../../i18n/dates'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'

interface PolicyImport {
  /** Counts the files that were taken in. */
  readonly turn: number
  readonly busy: boolean
  /** Of the last try; stays until the next one. Null: none, or the person changed their mind. */
  readonly reply: Result<PolicyImportReply, WireError> | null
  choose(): Promise<void>
}

/** Takes in a signed file that main asks for in its own dialog. */
export function usePolicyImport(): PolicyImport {
  const { bridge } = useStudio()
  const [busy, setBusy] = useState(false)
  const [turn, setTurn] = useState(0)
  const [reply, setReply] = useState<PolicyImport['reply']>(null)
  return {
    turn,
    busy,
    reply,
    async choose() {
      setBusy(true)
      const answer = await bridge.call('policy:import', {})
      setBusy(false)
      setReply(answer.ok || answer.error.code !== 'cancelled' ? answer : null)
      if (answer.ok) setTurn((count) => count + 1)
    },
  }
}

export function ImportButton({ importing }: { readonly importing: PolicyImport }) {
  const { t } = useTranslation()
  return (
    <Button icon={<Icon of={FileUp} />} busy={importing.busy} onClick={() => void importing.choose()}>
      {t('policyTab.import')}
    </Button>
  )
}

const outcomeOf = (taken: PolicyImportReply) =>
  taken.alreadyKnown ? 'known' : taken.inForce ? 'inForce' : 'later'

/** What came of it: a refusal says why, in one sentence. */
export function ImportOutcome({ importing: { reply } }: { readonly importing: PolicyImport }) {
  const { navigation } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  if (reply === null) return null
  if (reply.ok) {
    const { version, effectiveFrom } = reply.value
    return (
      <Banner tone="ok" icon={<Icon of={FileSignature} />} title={t('policyTab.taken')}>
        <p>
          {t(`policyTab.outcome.${outcomeOf(reply.value)}`, {
            version,
            date: formatDay(effectiveFrom, language),
          })}
        </p>
      </Banner>
    )
  }
  return (
    <Banner
      urgent
      tone="danger"
      icon={<Icon of={TriangleAlert} />}
      title={t('policyTab.refused')}
      ways={
        reply.error.code === 'desk-locked' && (
          <Button size="small" onClick={() => navigation.show('desk')}>
            {t('policyTab.openDesk')}
          </Button>
        )
      }
    >
      <p>{errorSentence(t, reply.error)}</p>
    </Banner>
  )
}
