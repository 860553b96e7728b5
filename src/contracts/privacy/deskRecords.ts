import { z } from 'zod'
import type { IdentityCheck, Notice, Outcome, Refusal } from '../../domain/privacy/desk/outcome'
import type { EntrustmentRecord, EntrustmentStep } from '../../domain/privacy/desk/entrustment'
import type { PurposeEvent } from '../../domain/privacy/desk/newPurposes'
import type { ProvisionRecord } from '../../domain/privacy/desk/provision'
import type { Move, Transition } from '../../domain/privacy/desk/requestCase'
import { isNewPurposeId, type NewPurpose } from '../../domain/privacy/purposes'

// Shapes of what the journal keeps and processes hand to each other. What texts may hold is the domain's to say:
// every record that is read is run through moveCase, takeStep or validateProvision again.
const short = z.string().max(800)
const long = z.string().max(8000)
const time = z.int().min(0).max(8.64e15)

/** A letter that went out. */
export const noticeSchema = z.strictObject({
  by: z.enum(['posted', 'handed', 'electronic', 'on-screen']),
  reference: short,
  givesReason: z.boolean(),
}) satisfies z.ZodType<Notice>

const refusalSchema = z.discriminatedUnion('ground', [
  z.strictObject({ ground: z.literal('R1-harm'), reason: long }),
  z.strictObject({
    ground: z.literal('R2-serious-hindrance'),
    reason: long,
    approvers: z.array(short).length(2),
  }),
  z.strictObject({ ground: z.literal('R3-unlawful'), reason: long, citation: short }),
  z.strictObject({ ground: z.literal('ground-not-met'), reason: long, findings: long }),
  z.strictObject({ ground: z.literal('identity-not-confirmed'), reason: long }),
]) satisfies z.ZodType<Refusal>

const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fulfilled'), done: long }),
  z.strictObject({ kind: z.literal('partly'), done: long, refusal: refusalSchema }),
  z.strictObject({ kind: z.literal('refused'), refusal: refusalSchema }),
  z.strictObject({ kind: z.literal('no-data-held'), searched: long }),
  z.strictObject({ kind: z.literal('alternative-measure'), measure: long, reason: long }),
]) satisfies z.ZodType<Outcome>

/** What came of finding out who asks. */
export const identitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirmed'), papers: z.array(short).max(8) }),
  z.strictObject({ kind: z.literal('not-confirmed'), tried: long }),
  z.strictObject({ kind: z.literal('not-needed') }),
]) satisfies z.ZodType<IdentityCheck>

const moveSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('seal') }),
  z.strictObject({ kind: z.literal('hand-over'), by: z.enum(['printed', 'exported', 'mailed']) }),
  z.strictObject({ kind: z.literal('receive'), by: z.enum(['file', 'post', 'in-person']) }),
  z.strictObject({ kind: z.literal('acknowledge'), notice: noticeSchema }),
  z.strictObject({ kind: z.literal('verify'), why: long }),
  z.strictObject({ kind: z.literal('work'), identity: identitySchema }),
  z.strictObject({ kind: z.literal('decide'), outcome: outcomeSchema }),
  z.strictObject({ kind: z.literal('withdraw'), why: long }),
  z.strictObject({ kind: z.literal('notify'), notice: noticeSchema }),
  z.strictObject({ kind: z.literal('close') }),
  z.strictObject({ kind: z.literal('reopen'), why: long }),
]) satisfies z.ZodType<Move>

/** One thing that was done with a request. */
export const transitionSchema = z.strictObject({
  atMs: time,
  actor: z.strictObject({ role: z.enum(['requester', 'desk']), name: short }),
  move: moveSchema,
}) satisfies z.ZodType<Transition>

/** A record of provision, Article 4(2). */
export const provisionSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().max(11),
  providedAtMs: time,
  recordedAtMs: time,
  recordedBy: short,
  recipient: z.strictObject({ name: short, address: short, representative: short }),
  person: short,
  items: z.array(short).max(20),
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('consent'), consentId: z.string().max(11) }),
    z.strictObject({
      kind: z.literal('life-body-property'),
      whyConsentIsDifficult: long,
      secondPerson: short,
    }),
    z.strictObject({ kind: z.literal('health-children'), whyConsentIsDifficult: long, secondPerson: short }),
    z.strictObject({ kind: z.literal('state-body'), body: short, documentReference: short }),
    z.strictObject({ kind: z.literal('entrustment'), entrustmentId: z.string().max(11) }),
    z.strictObject({ kind: z.literal('succession'), event: short, documentReference: short }),
    z.strictObject({
      kind: z.literal('joint-use'),
      items: long,
      scope: long,
      purposes: long,
      manager: short,
      notifiedAtMs: time,
    }),
    z.strictObject({ kind: z.literal('law'), citation: short }),
  ]),
  corrects: z.strictObject({ id: z.string().max(11), why: long }).nullable(),
}) satisfies z.ZodType<ProvisionRecord>

export const entrustmentStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('propose'), work: long, items: long }),
  z.strictObject({ kind: z.literal('vet'), findings: long, isFit: z.boolean() }),
  z.strictObject({
    kind: z.literal('contract'),
    reference: short,
    confidentiality: long,
    superviseEveryDays: z.int().min(1).max(366),
  }),
  z.strictObject({ kind: z.literal('supervise'), findings: long }),
  z.strictObject({ kind: z.literal('end'), why: long, returned: long }),
]) satisfies z.ZodType<EntrustmentStep>

const entrustmentEventSchema = z.strictObject({ atMs: time, by: short, step: entrustmentStepSchema })

/** A record of work done by another company, Article 5. */
export const entrustmentSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().max(11),
  party: z.strictObject({ name: short, address: short }),
  history: z.array(entrustmentEventSchema).max(2000),
}) satisfies z.ZodType<EntrustmentRecord>

/** One step of an entrustment as the desk's book keeps it; the first one names the party, the others do not. */
export const entrustmentEntrySchema = z.strictObject({
  id: z.string().max(11),
  party: z.strictObject({ name: short, address: short }).nullable(),
  event: entrustmentEventSchema,
})

const newPurposeId = z.custom<NewPurpose['id']>((value) => typeof value === 'string' && isNewPurposeId(value))
const bothLanguages = z.strictObject({ ja: long, en: long })

/** A purpose beyond the policy's nine, with the written consent it rests on. */
export const newPurposeSchema = z.strictObject({
  id: newPurposeId,
  title: bothLanguages,
  text: bothLanguages,
  writtenConsent: z.strictObject({ reference: short, signedDay: z.string().max(10), keptAt: short }),
}) satisfies z.ZodType<NewPurpose>

/** What the desk's book keeps about such a purpose: entries of kind `purpose`. */
export const purposeEntrySchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('register'), atMs: time, by: short, purpose: newPurposeSchema }),
  z.strictObject({ step: z.literal('end'), atMs: time, by: short, id: newPurposeId, why: long }),
]) satisfies z.ZodType<PurposeEvent>
