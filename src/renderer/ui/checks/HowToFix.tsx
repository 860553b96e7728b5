import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../domain/diagnostics/checks'
import { Button } from '../Button'
import { Icon } from '../Icon'
import { Modal } from '../Modal'
import { checkWords } from './checkWords'
import { FIXES } from './fixes'
import styles from './Checks.module.css'

interface HowToFixProps {
  readonly check: Check
  /** Puts a command on the clipboard. */
  readonly onCopy: (text: string) => void
}

/** A button that opens the exact steps; nothing, where nothing can be done. */
export function HowToFix({ check, onCopy }: HowToFixProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const steps = FIXES[check.state]
  if (steps === undefined) return null
  const { title, text } = checkWords(t, check)
  const hasCommand = steps.some(({ command }) => command !== undefined)
  return (
    <>
      <Button size="small" aria-label={t('diag.howToFixFor', { title })} onClick={() => setOpen(true)}>
        {t('diag.howToFix')}
      </Button>
      <Modal
        open={isOpen}
        title={title}
        closeLabel={t('app.close')}
        widthPx={560}
        onClose={() => setOpen(false)}
      >
        <p>{text}</p>
        <ol className={styles.steps}>
          {steps.map(({ step, command }) => (
            <li key={step}>
              {t(`diagFix.${step}`)}
              {command !== undefined && (
                <span className={styles.command}>
                  <code>{command}</code>
                  <Button
                    look="quiet"
                    size="small"
                    aria-label={t('diag.copyCommand')}
                    title={t('diag.copyCommand')}
                    icon={<Icon of={Copy} size={14} />}
                    onClick={() => onCopy(command)}
                  />
                </span>
              )}
            </li>
          ))}
        </ol>
        {hasCommand && <p className={styles.hint}>{t('diag.commandsFor')}</p>}
      </Modal>
    </>
  )
}
