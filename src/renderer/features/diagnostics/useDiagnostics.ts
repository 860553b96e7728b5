import { useCallback, useEffect, useState } from 'react'
import type { Diagnostics } from '../../../contracts/calls/diagnostics'
import type { WireError } from '../../../contracts/errors'
import type { Result } from '../../../domain/result'
import { useStudio } from '../../state/studio'

export interface DiagnosticsMirror {
  /** Null until main has looked. */
  readonly found: Result<Diagnostics, WireError> | null
  readonly isBusy: boolean
  readonly checkAgain: () => void
  readonly take: (found: Diagnostics) => void
}

/** What main found, read anew when something was written. */
export function useDiagnostics(): DiagnosticsMirror {
  const { bridge } = useStudio()
  const [found, setFound] = useState<Result<Diagnostics, WireError> | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    let current = true
    const read = () => void bridge.call('diagnostics:read', {}).then((reply) => current && setFound(reply))
    read()
    const stop = bridge.on('guard:changed', read)
    return () => {
      current = false
      stop()
    }
  }, [bridge])
  const checkAgain = useCallback(() => {
    setBusy(true)
    void bridge.call('diagnostics:check', {}).then((reply) => {
      setFound(reply)
      setBusy(false)
    })
  }, [bridge])
  const take = useCallback((value: Diagnostics) => setFound({ ok: true, value }), [])
  return { found, isBusy, checkAgain, take }
}
