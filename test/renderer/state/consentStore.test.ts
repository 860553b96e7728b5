import { describe, expect, it } from 'vitest'
import { createConsentStore, needsAnswer } from '../../../src/renderer/state/consentStore'
import { FakeMain, UNASKED } from './fakeMain'

describe('the consent notice', () => {
  it('lies over the studio until the question is answered, whatever the answer', async () => {
    for (const answer of ['given', 'refused'] as const) {
      const main = new FakeMain()
      const consent = createConsentStore(main, UNASKED)
      expect(consent.store.getState().noticeOpen).toBe(true)
      await consent.present('ja', 'a'.repeat(64), 'self')
      await consent.answer(answer)
      expect(consent.store.getState()).toMatchObject({ noticeOpen: false, view: { state: answer } })
      expect(main.calls.map(({ name }) => name)).toEqual(['consent:present', 'consent:answer'])
    }
  })

  it('stays when the answer could not be recorded', async () => {
    const main = new FakeMain({ 'consent:answer': () => ({ ok: false, error: { code: 'write-failed' } }) })
    const consent = createConsentStore(main, UNASKED)
    expect((await consent.answer('given')).ok).toBe(false)
    expect(consent.store.getState()).toMatchObject({ noticeOpen: true, view: { allowed: false } })
  })

  it('is put again for a new text, but not after a refusal or a withdrawal', () => {
    expect(needsAnswer({ ...UNASKED, state: 'superseded' })).toBe(true)
    expect(needsAnswer({ ...UNASKED, state: 'given', allowed: false })).toBe(true)
    expect(needsAnswer({ ...UNASKED, state: 'given', allowed: true })).toBe(false)
    expect(needsAnswer({ ...UNASKED, state: 'refused' })).toBe(false)
    expect(needsAnswer({ ...UNASKED, state: 'withdrawn' })).toBe(false)
  })

  it('waits for locked records, which may hold an answer already', async () => {
    const locked = { ...UNASKED, storage: 'locked' } as const
    const opened = { ...UNASKED, storage: 'passphrase', state: 'given', allowed: true } as const
    const main = new FakeMain({ 'records:unlock': () => ({ ok: true, value: opened }) })
    const consent = createConsentStore(main, locked)
    expect(consent.store.getState().noticeOpen).toBe(false)
    await consent.unlock('correct horse')
    expect(consent.store.getState()).toMatchObject({ noticeOpen: false, view: { allowed: true } })
  })

  it('follows what main says by itself', () => {
    const main = new FakeMain()
    const consent = createConsentStore(main, { ...UNASKED, state: 'given', allowed: true })
    main.emit('consent:changed', { ...UNASKED, state: 'withdrawn' })
    expect(consent.store.getState().view.allowed).toBe(false)
  })

  it('puts the question again as soon as another text is in force, and once', () => {
    const main = new FakeMain()
    const consent = createConsentStore(main, { ...UNASKED, state: 'given', allowed: true })
    expect(consent.store.getState().noticeOpen).toBe(false)
    main.emit('consent:changed', { ...UNASKED, state: 'superseded' })
    expect(consent.store.getState().noticeOpen).toBe(true)
  })
})
