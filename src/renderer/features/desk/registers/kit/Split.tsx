import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/Button'
import { classNames } from '../../../../ui/classNames'
import { Icon } from '../../../../ui/Icon'
import type { Faults } from './Fields'
import styles from './Split.module.css'

interface SplitProps {
  /** What the register is, at the left of its buttons. */
  readonly lead: string
  readonly tools: ReactNode
  readonly children: ReactNode
  readonly foot?: ReactNode
  /** Details or a form, beside the list. */
  readonly side?: ReactNode
}

/** A register: its rows, and beside them what is being read or written. */
export function Split({ lead, tools, children, foot, side }: SplitProps) {
  return (
    <div className={classNames(styles.split, side !== undefined && side !== null && styles.withSide)}>
      <div className={styles.main}>
        <div className={styles.tools}>
          <p className={styles.lead}>{lead}</p>
          {tools}
        </div>
        <div className={styles.page}>{children}</div>
        {foot !== undefined && <div className={styles.foot}>{foot}</div>}
      </div>
      {side}
    </div>
  )
}

/** Stands in the middle of a list with nothing in it. */
export const Centred = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.empty}>{children}</div>
)

interface SideProps {
  readonly title: string
  readonly hint?: string
  readonly children: ReactNode
  readonly foot?: ReactNode
  readonly onClose?: () => void
  /** Makes it a form: the buttons at its foot submit it. */
  readonly onSubmit?: () => void
  /** Of the form: the first field that is wrong takes the focus whenever they change. */
  readonly faults?: Faults
}

/** The panel beside a list. */
export function Side({ title, hint, children, foot, onClose, onSubmit, faults }: SideProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [faults])
  const inside = (
    <>
      <header className={styles.sideHead}>
        <div>
          <h2>{title}</h2>
          {hint !== undefined && <p>{hint}</p>}
        </div>
        {onClose !== undefined && (
          <Button look="quiet" aria-label={t('app.close')} icon={<Icon of={X} />} onClick={onClose} />
        )}
      </header>
      <div className={styles.sideBody}>{children}</div>
      {foot !== undefined && <footer className={styles.sideFoot}>{foot}</footer>}
    </>
  )
  if (onSubmit === undefined)
    return (
      <aside className={styles.side} aria-label={title}>
        {inside}
      </aside>
    )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form ref={form} className={styles.side} aria-label={title} noValidate onSubmit={submit}>
      {inside}
    </form>
  )
}

/** A part of the panel, under a small heading. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** A text as it was written, line breaks and all. */
export const Written = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.text}>{children}</span>
)
