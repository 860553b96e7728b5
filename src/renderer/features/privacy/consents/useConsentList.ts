import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ConsentList, ConsentRow } from '../../../../contracts/calls/consents'
import type { WireError } from '../../../../contracts/errors'
import { isConsentPurpose } from '../../../../domain/privacy/purposes'
import { err, ok, type Result } from '../../../../domain/result'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'

export interface Consents {
  /** Null while they are being read. */
  readonly list: ConsentList | null
  /** An optional or new purpose: one press, one answer. */
  readonly decide: (
    row: ConsentRow,
    answer: 'given' | 'refused' | 'withdrawn',
  ) => Promise<Result<void, WireError>>
}

/** Every purpose with its records; read anew with each change in main and each change of language. */
export function useConsentList(): Consents {
  const { bridge, consent } = useStudio()
  const language = useLanguage()
  const view = useStore(consent.store, (mirror) => mirror.view)
  const [list, setList] = useState<ConsentList | null>(null)
  useEffect(() => {
    let current = true
    void bridge.call('consent:list', { language }).then((reply) => {
      if (current && reply.ok) setList(reply.value)
    })
    return () => {
      current = false
    }
  }, [bridge, language, view])

  const decide = useCallback<Consents['decide']>(
    async ({ purpose, sha256 }, answer) => {
      if (!isConsentPurpose(purpose) || purpose === 'face-decoration') return err({ code: 'bad-request' })
      const reply = await bridge.call('consent:decide', { purpose, answer, language, sha256 })
      if (!reply.ok) return reply
      setList(reply.value)
      return ok(undefined)
    },
    [bridge, language],
  )
  return { list, decide }
}
