import type { TFunction } from 'i18next'
import type { Check, CheckState, Facts } from '../../../domain/diagnostics/checks'
import { PROCESS_KINDS, type ProcessKind } from '../../../domain/diagnostics/processChecks'
import { ENGINES } from '../../../contracts/vision'
import { formatBytes } from '../../i18n/sizes'

export interface CheckWords {
  readonly title: string
  readonly text: string
  readonly fact: string
}

const REASONS = ['not-linux', 'unreadable', 'absent'] as const
const isKind = (word: string): word is ProcessKind => (PROCESS_KINDS as readonly string[]).includes(word)

/** Facts as they are said: sizes with units, processes by name, `unlimited` and `always` as words. */
function spoken(t: TFunction, facts: Facts): Record<string, string | number> {
  const words: Record<string, string | number> = { ...facts }
  for (const [key, value] of Object.entries(facts)) {
    if (key.endsWith('Bytes')) words[key.slice(0, -'Bytes'.length)] = formatBytes(Number(value))
    if (key.endsWith('Kinds')) {
      const names = String(value)
        .split(' ')
        .filter(isKind)
        .map((kind) => t(`diagProcess.${kind}`))
      words[key.slice(0, -'Kinds'.length)] =
        names.length === 0 ? t('diag.nobody') : names.join(t('list.join'))
    }
  }
  const reason = REASONS.find((each) => each === facts['reason'])
  if (reason !== undefined) words['reason'] = t(`diagReason.${reason}`)
  if (facts['limit'] === 'unlimited') words['limit'] = t('diag.unlimited')
  const hours = facts['hours']
  if (hours !== undefined)
    words['kept'] = hours === 'always' ? t('diag.always') : t('diag.hours', { count: Number(hours) })
  const engine = ENGINES.find((each) => each === facts['engine'])
  if (engine !== undefined) words['name'] = t(`engine.${engine}`)
  return words
}

/** Title, sentence and fact of a finding, in the language of `t`. */
export function checkWords(t: TFunction, check: Pick<Check, 'state' | 'facts'>): CheckWords {
  const words = spoken(t, check.facts)
  const state: CheckState = check.state
  return {
    title: t(`diagTitle.${state}`, words),
    text: t(`diagText.${state}`, words),
    fact: t(`diagFact.${state}`, words),
  }
}
