import { CircleCheck, CircleX, CalendarClock, FileInput, History, Plus, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyRow, PurposeRow } from '../../../../contracts/calls/registers'
import { formatDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { useReply } from '../../../state/useReply'
import { useStudio } from '../../../state/studio'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Split } from './kit/Split'
import { State } from './kit/State'
import { Table } from './kit/Table'
import table from './kit/Table.module.css'
import styles from './PolicyTab.module.css'
import { PolicyVersionDetail } from './PolicyVersionDetail'
import { PurposeDetail } from './PurposeDetail'
import { PurposeEditor } from './PurposeEditor'
import { registerSentence } from './kit/registerSentence'

type Beside =
  | { readonly kind: 'nothing' | 'form' }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'purpose'; readonly id: string }

const STATES = {
  past: { icon: History, tone: 'idle' },
  'in-force': { icon: CircleCheck, tone: 'ok' },
  coming: { icon: CalendarClock, tone: 'warn' },
} as const

/** Versions of the owner's policy, and the purposes beyond the nine that it names. */
export function PolicyTab() {
  const { t } = useTranslation()
  const [turn, setTurn] = useState(0)
  const [beside, setBeside] = useState<Beside>({ kind: 'nothing' })
  const policies = useReply('register:policies', {}, turn)
  const purposes = useReply('purpose:list', {}, turn)
  if (policies === null || purposes === null) return null
  const failed = !policies.ok ? policies.error : purposes.ok ? null : purposes.error
  if (!policies.ok || !purposes.ok)
    return (
      <Banner
        tone="danger"
        icon={<Icon of={ScrollText} />}
        title={failed === null ? '' : registerSentence(t, failed)}
        urgent
      />
    )
  const close = () => setBeside({ kind: 'nothing' })
  const again = () => setTurn((last) => last + 1)
  const keptPurpose = ({ purpose }: PurposeRow) => {
    again()
    setBeside({ kind: 'purpose', id: purpose.id })
  }
  const version =
    beside.kind === 'version' ? policies.value.rows.find((row) => row.version === beside.version) : undefined
  const purpose =
    beside.kind === 'purpose' ? purposes.value.rows.find((row) => row.purpose.id === beside.id) : undefined
  const side =
    beside.kind === 'form' ? (
      <PurposeEditor onClose={close} onKept={keptPurpose} />
    ) : version !== undefined ? (
      <PolicyVersionDetail row={version} onClose={close} />
    ) : purpose !== undefined ? (
      <PurposeDetail key={purpose.purpose.id} row={purpose} onClose={close} onKept={keptPurpose} />
    ) : null

  return (
    <Split lead={t('deskPolicy.lead')} tools={null} side={side}>
      <Versions
        rows={policies.value.rows}
        selected={beside.kind === 'version' ? beside.version : null}
        onOpen={(row) => setBeside({ kind: 'version', version: row.version })}
        onTaken={again}
      />
      <section className={styles.section} aria-label={t('deskPolicy.purposes')}>
        <header className={styles.head}>
          <div>
            <h2>{t('deskPolicy.purposes')}</h2>
            <p>{t('deskPolicy.purposesHint')}</p>
          </div>
          <Button icon={<Icon of={Plus} />} onClick={() => setBeside({ kind: 'form' })}>
            {t('deskPolicy.newPurpose')}
          </Button>
        </header>
        <Purposes
          rows={purposes.value.rows}
          selected={beside.kind === 'purpose' ? beside.id : null}
          onOpen={(row) => setBeside({ kind: 'purpose', id: row.purpose.id })}
        />
      </section>
    </Split>
  )
}

interface VersionsProps {
  readonly rows: readonly PolicyRow[]
  readonly selected: string | null
  readonly onOpen: (row: PolicyRow) => void
  readonly onTaken: () => void
}

function Versions({ rows, selected, onOpen, onTaken }: VersionsProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    const reply = await bridge.call('register:take-policy', {})
    setBusy(false)
    onTaken()
    if (reply.ok) {
      const { version, effectiveFrom, alreadyKnown } = reply.value
      const taken = { version, day: formatDay(effectiveFrom, language) }
      messages.dismissSuccess()
      messages.toast({ text: alreadyKnown ? t('deskPolicy.known', taken) : t('deskPolicy.taken', taken) })
    } else if (reply.error.code !== 'cancelled')
      messages.toast({ tone: 'danger', text: registerSentence(t, reply.error) })
  }
  return (
    <section className={styles.section} aria-label={t('deskPolicy.versions')}>
      <header className={styles.head}>
        <div>
          <h2>{t('deskPolicy.versions')}</h2>
          <p>{t('deskPolicy.versionsHint')}</p>
        </div>
        <Button icon={<Icon of={FileInput} />} busy={busy} onClick={() => void take()}>
          {t('deskPolicy.take')}
        </Button>
      </header>
      {rows.length === 0 ? (
        <p className={styles.none}>{t('deskPolicy.noVersion')}</p>
      ) : (
        <Table<PolicyRow>
          label={t('deskPolicy.versions')}
          columns={[
            t('deskPolicy.column.version'),
            t('deskPolicy.column.from'),
            t('deskPolicy.column.state'),
            t('deskPolicy.column.sum'),
          ]}
          rows={rows}
          idOf={({ version }) => version}
          selected={selected}
          onOpen={onOpen}
          name={({ version }) => version}
          hint={({ signer }) => signer}
          cells={({ effectiveFrom, state, sums }) => [
            <span key="from" className={table.nowrap}>
              {formatDay(effectiveFrom, language)}
            </span>,
            <State key="state" {...STATES[state]}>
              {t(`deskPolicy.state.${state}`)}
            </State>,
            <span key="sum" className={styles.sum}>
              {sums.map(({ language: of, sha256 }) => (
                <span key={of} className={table.hint}>
                  {of} {sha256.slice(0, 16)}…
                </span>
              ))}
            </span>,
          ]}
        />
      )}
    </section>
  )
}

interface PurposesProps {
  readonly rows: readonly PurposeRow[]
  readonly selected: string | null
  readonly onOpen: (row: PurposeRow) => void
}

function Purposes({ rows, selected, onOpen }: PurposesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (rows.length === 0) return <p className={styles.none}>{t('deskPolicy.noPurpose')}</p>
  return (
    <Table<PurposeRow>
      label={t('deskPolicy.purposes')}
      columns={[
        t('deskPolicy.column.purpose'),
        t('deskPolicy.column.consent'),
        t('deskPolicy.column.signed'),
        t('deskPolicy.column.state'),
      ]}
      rows={rows}
      idOf={({ purpose }) => purpose.id}
      selected={selected}
      onOpen={onOpen}
      name={({ purpose }) => purpose.title[language]}
      hint={({ purpose }) => purpose.id}
      cells={({ purpose, ended }) => [
        <span key="reference">
          {purpose.writtenConsent.reference}
          <span className={table.hint}>{purpose.writtenConsent.keptAt}</span>
        </span>,
        <span key="signed" className={table.nowrap}>
          {formatDay(purpose.writtenConsent.signedDay, language)}
        </span>,
        <State
          key="state"
          icon={ended === null ? CircleCheck : CircleX}
          tone={ended === null ? 'ok' : 'idle'}
        >
          {ended === null ? t('deskPolicy.onFile') : t('deskPolicy.ended')}
        </State>,
      ]}
    />
  )
}
