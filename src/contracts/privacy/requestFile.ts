import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result'
import { REQUEST_GROUNDS, REQUEST_KINDS, REQUEST_SUBJECTS } from '../../domain/privacy/request/kinds'
import { REQUEST_LIMITS as LIMITS, type Request } from '../../domain/privacy/request/request'
import { validateRequest, type RequestFault } from '../../domain/privacy/request/validateRequest'

const text = (max: number) => z.string().max(max * 2)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const party = z.strictObject({
  name: text(LIMITS.name),
  address: text(LIMITS.address),
  contact: text(LIMITS.contact),
})
const represented = {
  party,
  principal: z.strictObject({ name: text(LIMITS.name), address: text(LIMITS.address) }),
  power: text(LIMITS.paper),
}

/** The shape of a request between processes and in files. What its texts may hold is `validateRequest`'s to say. */
export const requestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().max(11),
  kind: z.enum(REQUEST_KINDS),
  grounds: z.array(z.enum(REQUEST_GROUNDS)).max(REQUEST_GROUNDS.length),
  subjects: z.array(z.enum(REQUEST_SUBJECTS)).max(REQUEST_SUBJECTS.length),
  period: z.strictObject({ fromDay: z.string().max(10), toDay: z.string().max(10) }).nullable(),
  description: text(LIMITS.description),
  change: z.strictObject({ held: text(LIMITS.change), wanted: text(LIMITS.change) }),
  requester: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('self'), party }),
    z.strictObject({ kind: z.literal('legal-representative'), ...represented }),
    z.strictObject({ kind: z.literal('agent'), ...represented }),
  ]),
  evidence: z.array(text(LIMITS.paper)).max(LIMITS.papers),
  wishedForm: z.enum(['paper', 'electronic']),
  language: z.enum(['ja', 'en']),
  policyVersion: text(LIMITS.policyVersion),
  policySha256: sha256,
  feeYen: z.int().min(0).max(LIMITS.feeYen),
  writtenAtMs: z.int().min(0).max(8.64e15),
}) satisfies z.ZodType<Request>

const requestFileSchema = z.strictObject({
  format: z.literal('kazari-request-1'),
  request: requestSchema,
  /** Of the request's text in this file; tells an edited file, not who edited it. */
  sha256,
})

/** Largest request file that is looked at, characters. */
export const REQUEST_FILE_LIMIT = 64 * 1024

/** Lowercase hexadecimal sha256 of a text's UTF-8 bytes; given by the process, so that this file needs none. */
export type Sha256 = (text: string) => string

export type RequestFileFault =
  | { readonly code: 'too-large' | 'not-a-request' | 'edited' }
  | { readonly code: 'other-version'; readonly found: string }
  | { readonly code: 'faults'; readonly faults: readonly RequestFault[] }

/** A request as its owner writes it. The only JSON that counts is the request's as the schema orders it. */
const bodyOf = (request: Request): string => JSON.stringify(requestSchema.parse(request))

/** The text of a request file, and the sum that goes into its letter's QR code. */
export function writeRequestFile(
  request: Request,
  sha256Of: Sha256,
): { readonly text: string; readonly sha256: string } {
  const body = bodyOf(request)
  const sum = sha256Of(body)
  return { text: `{"format":"kazari-request-1","request":${body},"sha256":"${sum}"}\n`, sha256: sum }
}

/** Reads a file somebody brought to the desk: size, version, shape, sum, then every rule a form has. */
export function readRequestFile(
  fileText: string,
  sha256Of: Sha256,
): Result<{ readonly request: Request; readonly sha256: string }, RequestFileFault> {
  if (fileText.length > REQUEST_FILE_LIMIT) return err({ code: 'too-large' })
  let parsed: unknown
  try {
    parsed = JSON.parse(fileText)
  } catch {
    return err({ code: 'not-a-request' })
  }
  const version = z.looseObject({ format: z.string().regex(/^kazari-request-\d{1,4}$/) }).safeParse(parsed)
  if (!version.success) return err({ code: 'not-a-request' })
  if (version.data.format !== 'kazari-request-1')
    return err({ code: 'other-version', found: version.data.format })
  const file = requestFileSchema.safeParse(parsed)
  if (!file.success) return err({ code: 'not-a-request' })
  const { request, sha256: sum } = file.data
  if (sha256Of(bodyOf(request)) !== sum) return err({ code: 'edited' })
  const checked = validateRequest(request)
  if (!checked.ok) return err({ code: 'faults', faults: checked.error })
  // Whatever a form would have written another way was not written by a form.
  return bodyOf(checked.value) === bodyOf(request)
    ? ok({ request: checked.value, sha256: sum })
    : err({ code: 'edited' })
}
