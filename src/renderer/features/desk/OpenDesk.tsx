import { useState } from 'react'
import { CasePanel } from './case/CasePanel'
import type { CaseDraft } from './case/caseDraft'
import { DeskTabs } from './DeskTabs'
import { Inbox } from './inbox/Inbox'

interface OpenDeskProps {
  readonly member: string
  readonly members: readonly string[]
}

/** The desk while a member has it open. It is made anew for each opening: nothing half-written outlives a lock. */
export function OpenDesk({ member, members }: OpenDeskProps) {
  const [selected, setSelected] = useState<string | null>(null)
  /** Grows with every change, so that what is shown is asked for again. */
  const [turn, setTurn] = useState(0)
  const [drafts, setDrafts] = useState<Readonly<Record<string, CaseDraft | null>>>({})
  return (
    <DeskTabs
      inbox={
        <Inbox turn={turn} selected={selected} onSelect={setSelected} onChanged={() => setTurn(turn + 1)} />
      }
      panel={
        selected === null ? null : (
          <CasePanel
            key={selected}
            id={selected}
            member={member}
            members={members}
            draft={drafts[selected] ?? null}
            onDraft={(draft) => setDrafts((all) => ({ ...all, [selected]: draft }))}
            onChanged={() => setTurn((now) => now + 1)}
          />
        )
      }
    />
  )
}
