import { useCallback, useEffect, useRef, useState } from 'react'
import type { CaseFilter, CaseRow, InboxReply, InboxSearch } from '../../../../contracts/calls/deskCases'
import type { WireError } from '../../../../contracts/errors'
import { useStudio } from '../../../state/studio'

/** Rows asked for at once: a screen shows a dozen of them. */
const PAGE = 100

export interface InboxView {
  /** Null until main has answered once. */
  readonly head: Omit<InboxReply, 'rows'> | null
  readonly error: WireError | null
  /** Null while the row is on its way. */
  readonly rowAt: (index: number) => CaseRow | null
  /** Asks for the pages that hold these rows. */
  readonly show: (first: number, last: number) => void
}

interface Kept {
  readonly asked: string
  readonly head: Omit<InboxReply, 'rows'> | null
  readonly pages: ReadonlyMap<number, readonly CaseRow[]>
  readonly error: WireError | null
}

/** The inbox page by page. What is in hand stays on screen until something newer has come. */
export function useInbox(filter: CaseFilter, search: InboxSearch, turn: number): InboxView {
  const { bridge } = useStudio()
  const asked = JSON.stringify({ filter, search, turn })
  const [kept, setKept] = useState<Kept>({ asked: '', head: null, pages: new Map(), error: null })
  const underWay = useRef(new Set<string>())

  const load = useCallback(
    async (page: number) => {
      const key = `${asked} ${page}`
      if (underWay.current.has(key)) return
      underWay.current.add(key)
      const { filter, search } = JSON.parse(asked) as { filter: CaseFilter; search: InboxSearch }
      const reply = await bridge.call('desk:inbox', { filter, search, from: page * PAGE, count: PAGE })
      setKept((before) => {
        // An older question was answered late: its rows belong to nothing on screen.
        if (!underWay.current.has(key)) return before
        if (!reply.ok) return { ...before, error: reply.error }
        const { rows, ...head } = reply.value
        const pages = before.asked === asked ? new Map(before.pages) : new Map<number, readonly CaseRow[]>()
        return { asked, head, pages: pages.set(page, rows), error: null }
      })
    },
    [asked, bridge],
  )

  useEffect(() => {
    underWay.current = new Set()
    void load(0)
  }, [load])

  const show = useCallback(
    (first: number, last: number) => {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) void load(page)
    },
    [load],
  )
  const rowAt = (index: number) => kept.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null
  return { head: kept.head, error: kept.error, rowAt, show }
}
