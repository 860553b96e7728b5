import { z } from 'zod'
import type { RequestForm } from '../../domain/privacy/request/form'
import { REQUEST_GROUNDS, REQUEST_KINDS, REQUEST_SUBJECTS } from '../../domain/privacy/request/kinds'
import {
  REQUEST_FAULT_CODES,
  REQUEST_FIELDS,
  type RequestFault,
} from '../../domain/privacy/request/validateRequest'

/** Far more than any field takes: a text that was pasted by mistake is told so in its place, not refused unread. */
const typed = z.string().max(4 * 1024 * 1024)
const day = z.string().max(10)

/** A form in any state. What its texts may hold is `validateRequest`'s to say. */
export const requestFormSchema = z.strictObject({
  kind: z.enum(REQUEST_KINDS).nullable(),
  grounds: z.array(z.enum(REQUEST_GROUNDS)).max(REQUEST_GROUNDS.length),
  subjects: z.array(z.enum(REQUEST_SUBJECTS)).max(REQUEST_SUBJECTS.length),
  fromDay: day,
  toDay: day,
  description: typed,
  held: typed,
  wanted: typed,
  requesterKind: z.enum(['self', 'legal-representative', 'agent']),
  name: typed,
  address: typed,
  contact: typed,
  principalName: typed,
  principalAddress: typed,
  power: typed,
  evidence: z.array(typed).max(20),
  wishedForm: z.enum(['paper', 'electronic']),
  language: z.enum(['ja', 'en']),
}) satisfies z.ZodType<RequestForm>
export type TypedForm = z.infer<typeof requestFormSchema>

export const requestFaultSchema = z.strictObject({
  field: z.enum(REQUEST_FIELDS),
  code: z.enum(REQUEST_FAULT_CODES),
  limit: z.int().nonnegative().optional(),
}) satisfies z.ZodType<RequestFault>
