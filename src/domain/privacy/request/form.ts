import type { Language } from '../consent'
import { cleanText, withoutControls } from '../plainText'
import { GROUNDS_OF, hasSubjects, mayHavePeriod, CHANGE_OF } from './kinds'
import type { RequestGround, RequestKind, RequestSubject } from './kinds'
import { REQUEST_LIMITS as LIMITS, type RequestDraft, type Requester, type WishedForm } from './request'
import { validateRequest, type RequestFault } from './validateRequest'

/**
 * Everything a person has typed or ticked, whatever the kind has a use for: who changes the kind, or who asks, finds the
 * rest as it was. Texts are as they were typed.
 */
export interface RequestForm {
  readonly kind: RequestKind | null
  readonly grounds: readonly RequestGround[]
  readonly subjects: readonly RequestSubject[]
  /** Both empty: no period. */
  readonly fromDay: string
  readonly toDay: string
  readonly description: string
  readonly held: string
  readonly wanted: string
  readonly requesterKind: Requester['kind']
  readonly name: string
  readonly address: string
  readonly contact: string
  readonly principalName: string
  readonly principalAddress: string
  readonly power: string
  readonly evidence: readonly string[]
  readonly wishedForm: WishedForm
  readonly language: Language
}

/** A form nobody has written in. Nothing is chosen but what a letter cannot be without. */
export const emptyForm = (language: Language): RequestForm => ({
  kind: null,
  grounds: [],
  subjects: [],
  fromDay: '',
  toDay: '',
  description: '',
  held: '',
  wanted: '',
  requesterKind: 'self',
  name: '',
  address: '',
  contact: '',
  principalName: '',
  principalAddress: '',
  power: '',
  evidence: [],
  wishedForm: 'paper',
  language,
})

/** What a request has that nobody types. */
export type RequestFacts = Pick<
  RequestDraft,
  'id' | 'policyVersion' | 'policySha256' | 'feeYen' | 'writtenAtMs'
>

/** What the kind has a use for, out of all that was typed. */
export function draftFrom(form: RequestForm, kind: RequestKind, facts: RequestFacts): RequestDraft {
  const use = CHANGE_OF[kind]
  const hasPeriod = mayHavePeriod(kind) && (form.fromDay !== '' || form.toDay !== '')
  return {
    ...facts,
    kind,
    grounds: form.grounds.filter((ground) => GROUNDS_OF[kind].includes(ground)),
    subjects: hasSubjects(kind) ? form.subjects : [],
    period: hasPeriod ? { fromDay: form.fromDay, toDay: form.toDay } : null,
    description: form.description,
    change: { held: use.held ? form.held : '', wanted: use.wanted ? form.wanted : '' },
    requester: requesterFrom(form),
    // An empty line of the list is no paper.
    evidence: form.evidence.filter((paper) => paper.trim() !== ''),
    wishedForm: form.wishedForm,
    language: form.language,
  }
}

function requesterFrom(form: RequestForm): Requester {
  const party = { name: form.name, address: form.address, contact: form.contact }
  if (form.requesterKind === 'self') return { kind: 'self', party }
  const principal = { name: form.principalName, address: form.principalAddress }
  return { kind: form.requesterKind, party, principal, power: form.power }
}

/** Facts that are right for every kind: with them only what the person typed can be wrong. */
const ANY_FACTS: RequestFacts = {
  id: 'R-0000-0000',
  policyVersion: '0',
  policySha256: '0'.repeat(64),
  feeYen: 0,
  writtenAtMs: 0,
}

/** Everything to be put right before a form can become a request. */
export function formFaults(form: RequestForm): readonly RequestFault[] {
  if (form.kind === null) return [{ field: 'kind', code: 'needed' }]
  const checked = validateRequest(draftFrom(form, form.kind, ANY_FACTS))
  return checked.ok ? [] : checked.error
}

/** The same form with texts that a page can show, whatever was typed or pasted: cut at their limits, nothing unseen. */
export function presentable(form: RequestForm): RequestForm {
  const text = (raw: string, max: number) =>
    cleanText(
      Array.from(withoutControls(raw.slice(0, max * 2)))
        .slice(0, max)
        .join(''),
    )
  return {
    ...form,
    description: text(form.description, LIMITS.description),
    held: text(form.held, LIMITS.change),
    wanted: text(form.wanted, LIMITS.change),
    name: text(form.name, LIMITS.name),
    address: text(form.address, LIMITS.address),
    contact: text(form.contact, LIMITS.contact),
    principalName: text(form.principalName, LIMITS.name),
    principalAddress: text(form.principalAddress, LIMITS.address),
    power: text(form.power, LIMITS.paper),
    evidence: form.evidence.slice(0, LIMITS.papers).map((paper) => text(paper, LIMITS.paper)),
  }
}
