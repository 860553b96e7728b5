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
export const consentPurposes = of('test/main/privacy/consentPurposes.test.ts')
export const callGuard = of('test/main/ipc/callGuard.test.ts')
export const policyBundles = of('test/main/privacy/policyBundles.test.ts')
export const reconsent = of('test/main/privacy/policyReconsent.test.ts')
export const notice = of('test/renderer/features/consentNotice.test.tsx')
export const duties = of('test/domain/privacy/desk/duties.test.ts')
export const privacyTour = of('test/e2e/privacy.spec.ts')
export const liveTour = of('test/e2e/live.spec.ts')
export const consentsTour = of('test/e2e/consents.spec.ts')
export const policyTour = of('test/e2e/policy.spec.ts')
export const myDataTour = of('test/e2e/myData.spec.ts')
export const deskTour = of('test/e2e/tours.spec.ts')
export const everyRequest = of('test/e2e/everyRequest.spec.ts')
export const myData = of('test/main/privacy/myData.test.ts')
export const requests = of('test/main/privacy/requests.test.ts')
export const replies = of('test/domain/privacy/letters/replyLetters.test.ts')
export const retention = of('test/main/privacy/retention.test.ts')
export const registeredPurposes = of('test/main/privacy/registers/purposes.test.ts')
export const deskAccess = of('test/main/privacy/deskAccess.test.ts')
export const evidence = of('test/main/privacy/registers/evidence.test.ts')
export const posters = of('test/domain/privacy/letters/poster.test.ts')
export const noFace = of('test/contracts/privacy/noFaceInRecords.test.ts')
