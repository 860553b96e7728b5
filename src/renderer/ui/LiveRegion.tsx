import { useStore } from 'zustand'
import { useStudio } from '../state/studio'

/** Speaks what happened to those who do not see it. */
export function LiveRegion() {
  const { messages } = useStudio()
  const { text, turn } = useStore(messages.store, (board) => board.spoken)
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="announcements">
      {/* A new node each time, so that the same sentence is spoken again. */}
      <span key={turn}>{text}</span>
    </div>
  )
}
