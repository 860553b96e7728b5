import { useCallback, useEffect, useRef, useState } from 'react'
import type { WireError } from '../../../contracts/errors'
import type { Language } from '../../../domain/privacy/consent'
import { emptyForm, type RequestForm } from '../../../domain/privacy/request/form'
import type { TypedForm } from '../../../contracts/privacy/requestForm'
import { useStudio } from '../../state/studio'

/** Crockford's base 32, as main numbers records. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `D-7Q4M-20K9` */
function newDraftId(): string {
  const symbols = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => SYMBOLS[byte % 32])
  return `D-${symbols.slice(0, 4).join('')}-${symbols.slice(4).join('')}`
}

/** Long enough for a word, short enough that a crash takes a sentence at most. */
const SAVE_AFTER_MS = 700

export type DraftState = 'loading' | 'gone' | 'untouched' | 'unsaved' | 'saved' | 'failed'

export interface RequestDraftKeeper {
  readonly draftId: string
  readonly form: RequestForm
  readonly state: DraftState
  /** Why the last saving failed, or null. */
  readonly error: WireError | null
  readonly change: (patch: Partial<RequestForm>) => void
  /** Writes what is not written yet; for the moment before sealing, and when somebody leaves. */
  readonly settle: () => Promise<void>
  /** The draft became a request, or is thrown away: nothing of it is saved any more. */
  readonly close: () => void
}

const writable = (form: RequestForm): TypedForm => ({
  ...form,
  grounds: [...form.grounds],
  subjects: [...form.subjects],
  evidence: [...form.evidence],
})

/** A form that keeps itself: each change is saved, sealed like the records, a moment later and when the screen is left. */
export function useRequestDraft(givenId: string | null, language: Language): RequestDraftKeeper {
  const { bridge, ownRequests } = useStudio()
  const [draftId] = useState(() => givenId ?? newDraftId())
  const [form, setForm] = useState(() => emptyForm(language))
  const [state, setState] = useState<DraftState>(givenId === null ? 'untouched' : 'loading')
  const [error, setError] = useState<WireError | null>(null)
  const pending = useRef<RequestForm | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const closed = useRef(false)

  const settle = useCallback(async () => {
    clearTimeout(timer.current)
    const last = pending.current
    if (last === null || closed.current) return
    pending.current = null
    const reply = await bridge.call('request:save-draft', { draftId, form: writable(last) })
    if (closed.current) return
    setError(reply.ok ? null : reply.error)
    if (pending.current === null) setState(reply.ok ? 'saved' : 'failed')
    if (!reply.ok) pending.current ??= last
  }, [bridge, draftId])

  useEffect(() => {
    if (givenId === null) return
    let current = true
    void bridge.call('request:read-draft', { draftId: givenId }).then((reply) => {
      if (!current) return
      if (reply.ok) setForm(reply.value.form)
      setState(reply.ok ? 'saved' : 'gone')
    })
    return () => {
      current = false
    }
  }, [bridge, givenId])

  useEffect(
    () => () => {
      void settle().then(() => ownRequests.refresh())
    },
    [settle, ownRequests],
  )

  const change = useCallback(
    (patch: Partial<RequestForm>) => {
      setForm((now) => {
        const next = { ...now, ...patch }
        pending.current = next
        return next
      })
      setState('unsaved')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void settle(), SAVE_AFTER_MS)
    },
    [settle],
  )

  const close = useCallback(() => {
    closed.current = true
    pending.current = null
    clearTimeout(timer.current)
  }, [])

  return { draftId, form, state, error, change, settle, close }
}
