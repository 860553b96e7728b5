import type { TestName } from './rows'

// Tests that several articles rest on, under short names.
const of =
  (file: TestName[0]) =>
  (title: string): TestName => [file, title]

export const moveCase = of('test/domain/privacy/desk/moveCase.test.ts')
export const validateRequest = of('test/domain/privacy/request/validateRequest.test.ts')
export const provision = of('test/domain/privacy/desk/provision.test.ts')
export const provisions = of('test/main/privacy/registers/provisions.test.ts')
export const entrustments = of('test/main/privacy/registers/entrustments.test.ts')
export const newPurposes = of('test/domain/privacy/desk/newPurposes.test.ts')
export const consentService = of('test/main/privacy/consentService.test.ts')
export const callGuard = of('test/main/ipc/callGuard.test.ts')
export const policyBundles = of('test/main/privacy/policyBundles.test.ts')
export const reconsent = of('test/main/privacy/policyReconsent.test.ts')
export const notice = of('test/renderer/features/consentNotice.test.tsx')
export const duties = of('test/domain/privacy/desk/duties.test.ts')
export const privacyTour = of('test/e2e/privacy.spec.ts')
export const liveTour = of('test/e2e/live.spec.ts')
