import type {
  Argument,
  CallName,
  ConsentView,
  EventName,
  EventPayload,
  KazariBridge,
  Reply,
} from '../../../src/contracts/api'
import { CALLS, EVENTS } from '../../../src/contracts/api'
import type { WireError } from '../../../src/contracts/errors'
import { DEFAULT_SETTINGS } from '../../../src/contracts/settings'
import { err, ok, type Result } from '../../../src/domain/result'

/** Nobody has been asked yet. */
export const UNASKED: ConsentView = {
  state: 'none',
  allowed: false,
  policyVersion: '2021-01-01',
  effectiveFrom: '2021-01-01',
  policySha256: '0'.repeat(64),
  recordSha256: null,
  answeredAtMs: null,
  receiptId: null,
  storage: 'session-only',
}

type Answers = { readonly [Name in CallName]?: (argument: Argument<Name>) => Result<Reply<Name>, WireError> }

/**
 * Main as a page sees it: same contract, both ways checked by the real schemas. Keeps a consent and settings;
 * `answers` replace single calls.
 */
export class FakeMain implements KazariBridge {
  readonly calls: { readonly name: CallName; readonly argument: unknown }[] = []
  consent: ConsentView = UNASKED
  settings = DEFAULT_SETTINGS
  private readonly listeners = new Map<EventName, Set<(payload: never) => void>>()

  constructor(private readonly answers: Answers = {}) {}

  call<Name extends CallName>(name: Name, argument: Argument<Name>): Promise<Result<Reply<Name>, WireError>> {
    const parsed = CALLS[name].argument.safeParse(argument)
    if (!parsed.success) return Promise.resolve(err({ code: 'bad-request' }))
    this.calls.push({ name, argument })
    const own = this.answers[name]
    const result = own ? own(argument) : this.answer(name, argument)
    if (result.ok) CALLS[name].reply.parse(result.value)
    return Promise.resolve(result as Result<Reply<Name>, WireError>)
  }

  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
    const set = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, set)
    set.add(listener)
    return () => set.delete(listener)
  }

  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    EVENTS[name].parse(payload)
    for (const listener of this.listeners.get(name) ?? []) listener(payload as never)
  }

  called(name: CallName): readonly unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.argument)
  }

  private answer(name: CallName, argument: unknown): Result<unknown, WireError> {
    switch (name) {
      case 'consent:present':
        this.consent = { ...this.consent, state: 'presented' }
        return ok(this.consent)
      case 'consent:answer': {
        const { answer } = argument as Argument<'consent:answer'>
        this.consent = {
          ...this.consent,
          state: answer,
          allowed: answer === 'given',
          answeredAtMs: 1,
          receiptId: 'C-1',
        }
        return ok(this.consent)
      }
      case 'consent:withdraw':
        this.consent = { ...this.consent, state: 'withdrawn', allowed: false }
        return ok(this.consent)
      case 'settings:write':
        this.settings = { ...this.settings, ...(argument as Argument<'settings:write'>) }
        return ok(this.settings)
      case 'vision:stop':
        return ok({})
      default:
        return err({ code: 'not-available' })
    }
  }
}
