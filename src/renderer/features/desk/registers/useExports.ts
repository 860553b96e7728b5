import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CsvTable, EvidenceScope } from '../../../../contracts/calls/registers'
import { useStudio } from '../../../state/studio'
import { registerSentence } from './kit/registerSentence'

/** Saving tables and evidence where the member chooses, with a message about what came of it. */
export function useExports(onDone: () => void = () => undefined) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)

  async function run(work: () => Promise<string | null>): Promise<void> {
    setBusy(true)
    const said = await work()
    setBusy(false)
    if (said === null) return
    messages.dismissSuccess()
    messages.toast({ text: said })
    onDone()
  }

  return {
    busy,
    saveTable: (table: CsvTable) =>
      run(async () => {
        const reply = await bridge.call('register:csv', { table })
        if (reply.ok) return t('register.csvDone', { ...reply.value, count: reply.value.rows })
        if (reply.error.code !== 'cancelled')
          messages.toast({ tone: 'danger', text: registerSentence(t, reply.error) })
        return null
      }),
    saveEvidence: (scope: EvidenceScope) =>
      run(async () => {
        const reply = await bridge.call('register:evidence', { scope })
        if (reply.ok) return t('register.evidenceDone', { name: reply.value.name, count: reply.value.files })
        if (reply.error.code !== 'cancelled')
          messages.toast({ tone: 'danger', text: registerSentence(t, reply.error) })
        return null
      }),
  }
}
