import { useCallback, useEffect, useState } from 'react'
import type { DeskStatus } from '../../../contracts/calls/desk'
import { useStudio } from '../../state/studio'

/** What main said about the desk, and when, on a clock that nobody can set. */
export interface DeskMirror {
  readonly status: DeskStatus
  readonly atMs: number
}

/** Mirrors who has the desk open; null until main has answered. */
export function useDeskStatus(): readonly [DeskMirror | null, (status: DeskStatus) => void] {
  const { bridge } = useStudio()
  const [mirror, setMirror] = useState<DeskMirror | null>(null)
  const take = useCallback((status: DeskStatus) => setMirror({ status, atMs: performance.now() }), [])
  useEffect(() => {
    void bridge.call('desk:status', {}).then((reply) => reply.ok && take(reply.value))
    return bridge.on('desk:changed', take)
  }, [bridge, take])
  return [mirror, take]
}

/** Milliseconds since `atMs`, told anew every second while `running`. */
export function useElapsed(atMs: number, running: boolean): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return Math.max(0, now - atMs)
}

/** `9:42` */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** How often main is told that somebody is at the desk, milliseconds. */
const STAY_MS = 30_000

/** While somebody types or points at something the desk stays open: a long reason must not be lost while it is written. */
export function useStay(isOpen: boolean): void {
  const { bridge } = useStudio()
  useEffect(() => {
    if (!isOpen) return
    let toldMs = performance.now()
    const stay = () => {
      if (performance.now() - toldMs < STAY_MS) return
      toldMs = performance.now()
      void bridge.call('desk:stay', {})
    }
    const kinds = ['keydown', 'pointerdown', 'wheel'] as const
    for (const kind of kinds) addEventListener(kind, stay, { passive: true })
    return () => {
      for (const kind of kinds) removeEventListener(kind, stay)
    }
  }, [bridge, isOpen])
}
