import type { REGISTER_CALLS } from '../../../contracts/calls/registers'
import type { Registers } from '../../privacy/registers/registers'
import type { CallHandlers } from '../callGuard'

type RegisterHandlers = Pick<CallHandlers, keyof typeof REGISTER_CALLS>

export const createRegisterCalls = (registers: Registers): RegisterHandlers => ({
  'provision:list': ({ from, count }) => registers.provisions(from, count),
  'provision:add': ({ draft }) => registers.provide(draft),
  'entrustment:public': () => registers.entrustedNow(),
  'entrustment:list': () => registers.entrustments(),
  'entrustment:propose': ({ proposal }) => registers.propose(proposal),
  'entrustment:step': ({ id, step }) => registers.step(id, step),
  'duty:list': () => registers.duties(),
  'duty:review': ({ review }) => registers.review(review.findings),
  'purpose:list': () => registers.purposes(),
  'purpose:register': ({ draft }) => registers.registerPurpose(draft),
  'purpose:end': ({ id, ending }) => registers.endPurpose(id, ending.why),
  'register:policies': () => registers.policies(),
  'register:take-policy': () => registers.takePolicy(),
  'register:csv': ({ table }) => registers.saveTable(table),
  'register:evidence': ({ scope }) => registers.saveEvidence(scope),
})
