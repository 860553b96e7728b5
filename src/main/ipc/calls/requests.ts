import type { REQUEST_CALLS } from '../../../contracts/calls/requests'
import type { WireError } from '../../../contracts/errors'
import { ok, type Result } from '../../../domain/result'
import type { RequestService } from '../../privacy/requests'
import type { CallHandlers } from '../callGuard'

type RequestHandlers = Pick<CallHandlers, keyof typeof REQUEST_CALLS>

const emptied = (result: Result<void, WireError>) => (result.ok ? ok({}) : result)

export const createRequestCalls = (requests: RequestService): RequestHandlers => ({
  'request:list': async () => ok(await requests.list()),
  'request:read': ({ id }) => requests.read(id),
  'request:save-draft': ({ draftId, form }) => requests.saveDraft(draftId, form),
  'request:read-draft': ({ draftId }) => requests.readDraft(draftId),
  'request:delete-draft': async ({ draftId }) => emptied(await requests.deleteDraft(draftId)),
  'request:seal': ({ draftId, form }) => requests.seal(draftId, form),
  'request:preview': ({ source, language }) => requests.preview(source, language),
  'request:letter': ({ id, language, as }) => requests.letter(id, language, as),
  'request:file': ({ id }) => requests.file(id),
  'request:hand-over': ({ id, by }) => requests.handOver(id, by),
  'request:withdraw': ({ id, why }) => requests.withdraw(id, why),
  'request:import-answer': () => requests.importAnswer(),
})
