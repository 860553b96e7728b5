import { useEffect, useState } from 'react'
import type { Argument, CallName, Reply } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Result } from '../../domain/result'
import { useStudio } from './studio'

/**
 * What main answers to a call, asked again when the argument or `turn` changes; null until the first answer. While a new
 * answer is on its way the one in hand stays: a page must not flicker empty.
 */
export function useReply<Name extends CallName>(
  name: Name,
  argument: Argument<Name>,
  turn: string | number = 0,
): Result<Reply<Name>, WireError> | null {
  const { bridge } = useStudio()
  const [reply, setReply] = useState<Result<Reply<Name>, WireError> | null>(null)
  // Arguments are small and plain; written out they are equal when they are the same.
  const asked = JSON.stringify(argument)
  useEffect(() => {
    let current = true
    void bridge.call(name, JSON.parse(asked) as Argument<Name>).then((answer) => {
      if (current) setReply(answer)
    })
    return () => {
      current = false
    }
  }, [bridge, name, asked, turn])
  return reply
}
