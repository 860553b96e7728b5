import styles from './Spinner.module.css'

/** Work is going on; the words beside it say which. */
export function Spinner() {
  return <span aria-hidden="true" className={styles.spinner} />
}
