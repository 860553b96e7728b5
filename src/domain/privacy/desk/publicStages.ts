import type { Outcome, Refusal } from './outcome'
import { stageAfter, type Move, type Stage, type Transition } from './requestCase'

/** One step of a request as the person may read it. */
export interface PublicStage {
  readonly stage: Stage
  /** Milliseconds since the epoch, on the desk's clock. */
  readonly atMs: number
  /** Word for word as it was decided; empty where the stage says it all. */
  readonly text: string
}

/** What the person does with a request before it reaches anybody is theirs to know already. */
const BEFORE_THE_DESK: readonly Stage[] = ['draft', 'sealed', 'handed-over']

const refusalText = (refusal: Refusal): string =>
  refusal.ground === 'R3-unlawful' ? `${refusal.reason}\n${refusal.citation}` : refusal.reason

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'fulfilled':
      return outcome.done
    case 'partly':
      return `${outcome.done}\n${refusalText(outcome.refusal)}`
    case 'refused':
      return refusalText(outcome.refusal)
    case 'no-data-held':
      return ''
    case 'alternative-measure':
      return `${outcome.measure}\n${outcome.reason}`
  }
}

/** Why the clock rests is theirs to know; what was searched, and who decided, is the desk's. */
function textOf(move: Move): string {
  if (move.kind === 'decide') return outcomeText(move.outcome)
  return move.kind === 'verify' ? move.why : ''
}

/** What the desk tells the person about their request, oldest first. Names of the desk's members stay here. */
export const publicStages = (history: readonly Transition[]): readonly PublicStage[] =>
  history.flatMap(({ move, atMs }) => {
    const stage = stageAfter(move)
    return stage === null || BEFORE_THE_DESK.includes(stage) ? [] : [{ stage, atMs, text: textOf(move) }]
  })
