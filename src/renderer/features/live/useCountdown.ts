import { useCallback, useEffect, useRef, useState } from 'react'
import { countdownAt, nextBeatMs } from '../../state/countdown'

interface CountdownControl {
  /** Seconds left, or null when nothing is counting. */
  readonly left: number | null
  readonly start: (seconds: number) => void
  readonly cancel: () => void
}

/** Counts whole seconds down and calls `onZero` at the end, on the page's monotonic clock. */
export function useCountdown(onZero: () => void, onBeat: (left: number) => void): CountdownControl {
  const [left, setLeft] = useState<number | null>(null)
  const timer = useRef<number | null>(null)
  const handlers = useRef({ onZero, onBeat })
  useEffect(() => {
    handlers.current = { onZero, onBeat }
  })

  const cancel = useCallback(() => {
    if (timer.current !== null) window.clearTimeout(timer.current)
    timer.current = null
    setLeft(null)
  }, [])

  const start = useCallback(
    (seconds: number) => {
      cancel()
      const startedAtMs = performance.now()
      const beat = () => {
        const nowMs = performance.now()
        const view = countdownAt(startedAtMs, seconds, nowMs)
        if (view.kind === 'done') {
          cancel()
          handlers.current.onZero()
          return
        }
        setLeft(view.left)
        handlers.current.onBeat(view.left)
        timer.current = window.setTimeout(beat, nextBeatMs(startedAtMs, seconds, nowMs))
      }
      beat()
    },
    [cancel],
  )

  useEffect(() => cancel, [cancel])
  return { left, start, cancel }
}
