import type { DESK_CALLS } from '../../../contracts/calls/desk'
import { err, ok } from '../../../domain/result'
import type { CustomerDesk } from '../../privacy/customerDesk'
import type { CallHandlers } from '../callGuard'

type DeskHandlers = Pick<CallHandlers, keyof typeof DESK_CALLS>

export function createDeskCalls(desk: CustomerDesk): DeskHandlers {
  const { access, settings, cases } = desk
  return {
    'desk:status': async () => ok(await access.status()),
    'desk:set-up': ({ name, pin }) => access.setUp(name, pin),
    'desk:unlock': ({ name, pin }) => access.unlock(name, pin),
    'desk:lock': async () => ok(await access.lock()),
    // The guard has put the lock off already.
    'desk:stay': async () => ok(await access.status()),
    'desk:add-member': ({ name, pin }) => access.addMember(name, pin),
    'desk:remove-member': ({ name }) => access.removeMember(name),
    'desk:settings': async () => ok(await settings.read()),
    'desk:save-settings': (changed) => {
      const by = access.member()
      return by === null ? err({ code: 'desk-locked' }) : settings.save(changed, by)
    },
    'desk:public': async () => ok(await settings.read()),
    'desk:inbox': (query) => cases.inbox(query),
    'desk:case': ({ id }) => cases.get(id),
    'desk:import': () => desk.importFile(),
    'desk:enter': ({ letter, receivedBy }) => desk.enter(letter, receivedBy),
    'desk:move': ({ id, move, approval }) => cases.move(id, move, approval),
    'desk:assign': ({ id, member }) => cases.assign(id, member),
    'desk:search': ({ query, reason }) => cases.search(query, reason.kind === 'request' ? reason.id : null),
    'desk:letter': (wanted) => desk.letter(wanted),
    'desk:answer-file': ({ id }) => desk.saveAnswer(id),
  }
}
