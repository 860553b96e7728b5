import { useEffect, useState } from 'react'
import type { PolicyReply } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Language } from '../../domain/privacy/consent'
import type { Result } from '../../domain/result'
import { useStudio } from './studio'

/** The policy in a language, word for word as main keeps it; null while it is being read. */
export function usePolicy(language: Language): Result<PolicyReply, WireError> | null {
  const { bridge } = useStudio()
  const [read, setRead] = useState<{ language: Language; reply: Result<PolicyReply, WireError> } | null>(null)
  useEffect(() => {
    let current = true
    void bridge.call('policy:read', { language }).then((reply) => {
      if (current) setRead({ language, reply })
    })
    return () => {
      current = false
    }
  }, [bridge, language])
  // While the other language is on its way the text in hand stays: a dialog must not flicker empty.
  return read?.reply ?? null
}
