import { expect, test } from 'vitest'
import type { Reply } from '../../../src/contracts/api'
import { err, ok, type Result } from '../../../src/domain/result'
import type { WireError } from '../../../src/contracts/errors'
import { createConsentStore } from '../../../src/renderer/state/consentStore'
import { createOwnRequests, overdueCount } from '../../../src/renderer/state/ownRequests'
import { FakeMain, UNASKED } from './fakeMain'

type List = Reply<'request:list'>
const listed = (...statuses: readonly ('overdue' | 'running')[]): List => ({
  drafts: [],
  requests: statuses.map((status, index) => ({
    id: `R-0000-000${index}`,
    kind: 'complaint',
    stage: 'handed-over',
    sealedAtMs: 0,
    next: { kind: 'decide', dueAtMs: 1, status },
  })),
})

function studio(first: Result<List, WireError>) {
  const answers = { list: first }
  const main = new FakeMain({ 'request:list': () => answers.list })
  const own = createOwnRequests(main, createConsentStore(main, UNASKED))
  return { main, own, answers }
}

test('the list is there without being asked for, and counts what is late', async () => {
  const { own } = studio(ok(listed('overdue', 'running', 'overdue')))
  expect(overdueCount(own.store.getState().list)).toBe(0)
  await own.refresh()
  expect(overdueCount(own.store.getState().list)).toBe(2)
})

test('records that were unlocked are read again', async () => {
  const { main, own, answers } = studio(ok(listed()))
  await own.refresh()
  answers.list = ok(listed('running'))
  main.emit('consent:changed', { ...UNASKED, storage: 'passphrase' })
  await Promise.resolve()
  await Promise.resolve()
  expect(own.store.getState().list?.requests).toHaveLength(1)
})

test('a failure is kept beside the list that was there', async () => {
  const { own, answers } = studio(ok(listed('running')))
  await own.refresh()
  answers.list = err({ code: 'internal' })
  await own.refresh()
  expect(own.store.getState()).toMatchObject({ error: { code: 'internal' }, list: { requests: [{}] } })
})
