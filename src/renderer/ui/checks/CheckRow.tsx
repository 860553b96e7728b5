import { CircleCheck, CircleHelp, CircleX, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Check, Outcome } from '../../../domain/diagnostics/checks'
import { Icon } from '../Icon'
import { checkWords } from './checkWords'
import styles from './Checks.module.css'
import { HowToFix } from './HowToFix'

const SIGNS: Readonly<Record<Outcome, LucideIcon>> = {
  pass: CircleCheck,
  attention: TriangleAlert,
  fail: CircleX,
  unknown: CircleHelp,
}
const NAMES = {
  pass: 'diag.reportPassed',
  attention: 'diag.reportAttention',
  fail: 'diag.reportFailed',
  unknown: 'diag.reportUnknown',
} as const satisfies Readonly<Record<Outcome, string>>

interface CheckRowProps {
  readonly check: Check
  readonly onCopy: (text: string) => void
}

/** One finding: what it is, what it means, and how to put it right. */
export function CheckRow({ check, onCopy }: CheckRowProps) {
  const { t } = useTranslation()
  const { title, text, fact } = checkWords(t, check)
  return (
    <li className={styles.row} data-check={check.id} data-state={check.state}>
      <span className={styles[check.outcome]} role="img" aria-label={t(NAMES[check.outcome])}>
        <Icon of={SIGNS[check.outcome]} size={22} />
      </span>
      <div>
        <b>{title}</b>
        <p>{text}</p>
      </div>
      <div className={styles.fact}>
        <span>{fact}</span>
        {check.outcome !== 'pass' && <HowToFix check={check} onCopy={onCopy} />}
      </div>
    </li>
  )
}
