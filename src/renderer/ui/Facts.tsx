import type { ReactNode } from 'react'
import { classNames } from './classNames'
import styles from './Facts.module.css'

interface FactsProps {
  readonly rows: readonly { readonly name: string; readonly value: ReactNode }[]
  /** Values begin at the left, for longer texts. */
  readonly left?: boolean
}

/** Names and values, one row each; a value that is a list has its parts on lines of their own. */
export function Facts({ rows, left }: FactsProps) {
  return (
    <dl className={classNames(styles.facts, left && styles.left)}>
      {rows.map(({ name, value }) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  )
}
