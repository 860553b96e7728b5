import type { CONSENT_CALLS } from '../../../contracts/calls/consents'
import type { CallHandlers } from '../callGuard'

type ConsentHandlers = Pick<CallHandlers, keyof typeof CONSENT_CALLS>

export const createConsentCalls = (): ConsentHandlers => ({})
