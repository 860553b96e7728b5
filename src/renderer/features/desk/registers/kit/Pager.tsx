import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/Button'
import { Icon } from '../../../../ui/Icon'
import styles from './Pager.module.css'

interface PagerProps {
  /** From 0. */
  readonly page: number
  readonly pages: number
  readonly onChange: (page: number) => void
}

/** Turns the pages of a long register, newest first. */
export function Pager({ page, pages, onChange }: PagerProps) {
  const { t } = useTranslation()
  return (
    <nav className={styles.pager} aria-label={t('register.pages')}>
      <Button
        size="small"
        look="quiet"
        aria-label={t('register.newer')}
        icon={<Icon of={ChevronLeft} />}
        disabled={page === 0}
        onClick={() => onChange(page - 1)}
      />
      {t('register.page', { page: page + 1, pages })}
      <Button
        size="small"
        look="quiet"
        aria-label={t('register.older')}
        icon={<Icon of={ChevronRight} />}
        disabled={page + 1 >= pages}
        onClick={() => onChange(page + 1)}
      />
    </nav>
  )
}
