import { useTranslation } from 'react-i18next'
import type { RequestKind } from '../../../domain/privacy/request/kinds'
import type { RequestFault } from '../../../domain/privacy/request/validateRequest'
import { FaultLine } from './Fields'
import { fieldId } from './formFields'
import styles from './KindStep.module.css'

const GROUPS = [
  { name: 'see', kinds: ['disclosure', 'disclosure-of-provision-records', 'notice-of-purposes'] },
  { name: 'correct', kinds: ['correction', 'addition', 'deletion'] },
  { name: 'stop', kinds: ['cease-use', 'cease-provision', 'erasure'] },
  { name: 'talk', kinds: ['complaint', 'consultation'] },
] as const satisfies readonly { readonly name: string; readonly kinds: readonly RequestKind[] }[]

interface KindStepProps {
  readonly kind: RequestKind | null
  readonly faults: readonly RequestFault[]
  readonly onChoose: (kind: RequestKind) => void
}

/** The eleven kinds, by what a person wants. */
export function KindStep({ kind: chosen, faults, onChoose }: KindStepProps) {
  const { t } = useTranslation()
  const id = fieldId('kind')
  return (
    <>
      <header className={styles.head}>
        <h2>{t('requestForm.kind.heading')}</h2>
        <p>{t('requestForm.kind.lead')}</p>
      </header>
      <div
        id={id}
        className={styles.groups}
        tabIndex={-1}
        role="group"
        aria-label={t('requestForm.kind.heading')}
      >
        <FaultLine id={`${id}-fault`} fault={faults[0]} />
        {GROUPS.map(({ name, kinds }) => (
          <section key={name} aria-labelledby={`${id}-${name}`}>
            <h3 id={`${id}-${name}`}>{t(`requestForm.kind.${name}`)}</h3>
            <div className={styles.cards}>
              {kinds.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  className={styles.card}
                  aria-pressed={kind === chosen}
                  onClick={() => onChoose(kind)}
                >
                  <b>{t(`requestKind.name.${kind}`)}</b>
                  <span>{t(`requestKind.about.${kind}`)}</span>
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
    </>
  )
}
