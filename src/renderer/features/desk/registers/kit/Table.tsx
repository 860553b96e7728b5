import type { ReactNode } from 'react'
import styles from './Table.module.css'

interface TableProps<Row> {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  readonly selected: string | null
  /** What the row is called: the button that opens it. */
  readonly name: (row: Row) => ReactNode
  /** Under the name, in small print. */
  readonly hint: (row: Row) => ReactNode
  /** The other cells. */
  readonly cells: (row: Row) => readonly ReactNode[]
  readonly onOpen: (row: Row) => void
}

/** Rows that open beside the list, by a press anywhere in them or by the keyboard on their name. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, idOf, selected, name, hint, cells, onOpen } = props
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const id = idOf(row)
          return (
            <tr key={id} aria-selected={selected === id} onClick={() => onOpen(row)}>
              <th scope="row">
                <button type="button" className={styles.open} aria-pressed={selected === id}>
                  {name(row)}
                </button>
                <span className={styles.hint}>{hint(row)}</span>
              </th>
              {cells(row).map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
