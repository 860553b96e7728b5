import { describe, expect, it } from 'vitest'
import { createMessages } from '../../../src/renderer/state/messages'

describe('createMessages', () => {
  it('lets a failure take the place of an earlier success, which would contradict it', () => {
    const messages = createMessages()
    const texts = () => messages.store.getState().toasts.map(({ text }) => text)
    messages.toast({ text: 'saved' })
    messages.toast({ tone: 'idle', text: 'closed' })
    messages.toast({ tone: 'danger', text: 'failed' })
    expect(texts()).toEqual(['closed', 'failed'])
    messages.toast({ text: 'saved again' })
    expect(texts()).toEqual(['closed', 'failed', 'saved again'])
    messages.dismissSuccess()
    expect(texts()).toEqual(['closed', 'failed'])
  })
})
