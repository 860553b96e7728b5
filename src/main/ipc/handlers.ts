import type { AppInfo, PrivacyView } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { VisionStatus } from '../../contracts/vision'
import { err, ok, type Result } from '../../domain/result'
import type { BatchRun } from '../batch/batchRun'
import type { DiagnosticsServices } from '../diagnostics/services'
import type { PictureSaver } from '../export/savePicture'
import { admitPictures } from '../import/admitPictures'
import type { PictureSources } from '../import/openPictures'
import type { ConsentService } from '../privacy/consentService'
import type { PolicyBundles } from '../privacy/policyBundles'
import type { Policies } from '../privacy/policyText'
import type { SettingsStore } from '../storage/settingsStore'
import type { PrivacyServices } from '../privacy/services'
import type { CallHandlers } from './callGuard'
import { createConsentCalls } from './calls/consents'
import { createDeskCalls } from './calls/desk'
import { createDiagnosticsCalls } from './calls/diagnostics'
import { createMyDataCalls } from './calls/myData'
import { createPolicyCalls } from './calls/policies'
import { createRegisterCalls } from './calls/registers'
import { createRequestCalls } from './calls/requests'

export interface Services {
  readonly info: () => AppInfo
  readonly privacy: () => PrivacyView
  readonly settings: SettingsStore
  readonly policies: Policies
  readonly policyBundles: PolicyBundles
  readonly consent: ConsentService
  readonly vision: {
    status(): VisionStatus
    /** Hands a fresh port to vision and its other end to the page, under this nonce. */
    connect(nonce: string): Result<void, WireError>
    stop(): Promise<void>
  }
  readonly pictures: PictureSources
  readonly saver: PictureSaver
  readonly privacyServices: PrivacyServices
  readonly diagnosticsServices: DiagnosticsServices
  readonly quit: () => void
  /** Puts plain text on the clipboard. */
  readonly copyText: (text: string) => Promise<void>
  /** Ends the session of one person; null outside a kiosk. */
  readonly endSession: (() => Promise<Result<void, WireError>>) | null
  /** Null in the studio. */
  readonly batch: BatchRun | null
}

const done = ok({})
const emptied = (result: Result<void, WireError>) => (result.ok ? done : result)

/** What each call does: one line a call, the work is in the services. */
export function createHandlers(services: Services): CallHandlers {
  const { settings, consent, vision, batch } = services
  return {
    'app:info': () => ok(services.info()),
    'settings:read': () => ok(settings.read()),
    'settings:write': (change) => settings.write(change),
    'policy:read': ({ language }) => ok(services.policies.read(language)),
    'policy:official': ({ language }) => ok(services.policyBundles.official(language)),
    'policy:changes': ({ language }) => ok(services.policyBundles.changes(language, consent.lastAgreed())),
    'vision:status': () => ok(vision.status()),
    'vision:connect': ({ nonce }) => emptied(vision.connect(nonce)),
    'vision:stop': async () => {
      await vision.stop()
      return done
    },
    'picture:open': () => services.pictures.open(),
    'picture:admit': ({ files }) => ok(admitPictures(files)),
    'picture:paste': async () => ok(await services.pictures.paste()),
    'picture:save': (request) => services.saver.save(request),
    'picture:reveal': () => emptied(services.saver.reveal()),
    'privacy:read': () => ok(services.privacy()),
    'batch:next': async () => (batch ? ok({ job: await batch.next() }) : err({ code: 'not-available' })),
    'batch:deliver': async (outcome) =>
      batch ? emptied(await batch.deliver(outcome)) : err({ code: 'not-available' }),
    ...createPolicyCalls({
      policyBundles: services.policyBundles,
      letters: services.privacyServices.letters,
      deskAccess: services.privacyServices.deskAccess,
      ownDesk: async () => (await services.privacyServices.desk.settings.read()).contact,
      copyText: services.copyText,
      now: Date.now,
      // Nor does a kiosk: its policy is brought in without it.
      isBatch: batch !== null || services.endSession !== null,
    }),
    ...createConsentCalls({
      consent,
      ...services.privacyServices,
      deskIsOpen: () => services.privacyServices.deskAccess.member() !== null,
      endSession: services.endSession,
      now: Date.now,
    }),
    ...createRequestCalls(services.privacyServices.requests),
    ...createDeskCalls(services.privacyServices.desk),
    ...createRegisterCalls(services.privacyServices.registers),
    ...createMyDataCalls(services.privacyServices.myData),
    ...createDiagnosticsCalls({ ...services.diagnosticsServices, quit: services.quit }),
  }
}
