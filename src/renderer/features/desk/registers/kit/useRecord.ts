import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisterFault } from '../../../../../contracts/calls/registers'
import type { WireError } from '../../../../../contracts/errors'
import type { Result } from '../../../../../domain/result'
import { useStudio } from '../../../../state/studio'
import type { Faults } from './Fields'
import { registerSentence } from './registerSentence'

export type KeptReply<Row> = Result<
  { kind: 'kept'; row: Row } | { kind: 'faults'; faults: readonly RegisterFault[] },
  WireError
>

/** The first fault of each field: one sentence at a time is enough. */
export function faultsByField(faults: readonly RegisterFault[]): Faults {
  const byField: Record<string, RegisterFault['code']> = {}
  for (const { field, code } of faults) byField[field] ??= code
  return byField
}

/** Writing one record down: what is wrong with it stays at its fields, any other failure is a message. */
export function useRecord<Row>(done: string, onKept: (row: Row) => void) {
  const { messages } = useStudio()
  const { t } = useTranslation()
  const [faults, setFaults] = useState<Faults>({})
  const [busy, setBusy] = useState(false)

  const show = (found: readonly RegisterFault[]): void => {
    setFaults(faultsByField(found))
    messages.announce(t('register.faults', { count: found.length }))
  }

  return {
    faults,
    busy,
    /** Faults found before main was asked. */
    show,
    send: async (asked: Promise<KeptReply<Row>>): Promise<void> => {
      setBusy(true)
      const reply = await asked
      setBusy(false)
      if (!reply.ok) messages.toast({ tone: 'danger', text: registerSentence(t, reply.error) })
      else if (reply.value.kind === 'faults') show(reply.value.faults)
      else {
        setFaults({})
        // Several records in a row: only the last one is told of, the buttons under it stay free.
        messages.dismissSuccess()
        messages.toast({ text: done })
        onKept(reply.value.row)
      }
    },
  }
}
