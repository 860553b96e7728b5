import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { PolicyReply } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Language } from '../../domain/privacy/consent'
import type { Result } from '../../domain/result'
import { useStudio } from './studio'

/** The policy in a language, word for word as main has it in force; null while it is being read. */
export function usePolicy(language: Language): Result<PolicyReply, WireError> | null {
  const { bridge, consent } = useStudio()
  // Another text in force is read at once, also while the one before it is on screen.
  const turn = useStore(consent.store, ({ view }) => `${view.policyVersion} ${view.policySha256}`)
  const [read, setRead] = useState<{ language: Language; reply: Result<PolicyReply, WireError> } | null>(null)
  useEffect(() => {
    let current = true
    void bridge.call('policy:read', { language }).then((reply) => {
      if (current) setRead({ language, reply })
    })
    return () => {
      current = false
    }
  }, [bridge, language, turn])
  // While the other language is on its way the text in hand stays: a dialog must not flicker empty.
  return read?.reply ?? null
}
