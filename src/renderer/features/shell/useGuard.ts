import { useEffect, useState } from 'react'
import type { GuardCount } from '../../../contracts/calls/diagnostics'
import { useStudio } from '../../state/studio'

/** What was refused and what was written, as main counts it; null until main has answered. */
export function useGuard(): GuardCount | null {
  const { bridge } = useStudio()
  const [count, setCount] = useState<GuardCount | null>(null)
  useEffect(() => {
    let current = true
    void bridge.call('diagnostics:guard', {}).then((reply) => {
      if (current && reply.ok) setCount(reply.value)
    })
    const stop = bridge.on('guard:changed', setCount)
    return () => {
      current = false
      stop()
    }
  }, [bridge])
  return count
}
