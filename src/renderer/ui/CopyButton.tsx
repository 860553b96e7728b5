import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '../i18n/errorSentence'
import { useStudio } from '../state/studio'
import { Button } from './Button'
import { Icon } from './Icon'

interface CopyButtonProps {
  /** At most `COPY_LIMIT` characters. */
  readonly text: string
  /** What the button says, or, for `iconOnly`, is called. */
  readonly label: string
  readonly iconOnly?: boolean
}

/** Copies a short text. The page has no clipboard of its own: main puts it there. */
export function CopyButton({ text, label, iconOnly }: CopyButtonProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const copy = async () => {
    const reply = await bridge.call('text:copy', { text })
    messages.toast(
      reply.ok ? { text: t('copy.done') } : { tone: 'danger', text: errorSentence(t, reply.error) },
    )
  }
  return iconOnly === true ? (
    <Button
      look="quiet"
      size="small"
      aria-label={label}
      title={label}
      icon={<Icon of={Copy} size={14} />}
      onClick={() => void copy()}
    />
  ) : (
    <Button icon={<Icon of={Copy} size={14} />} onClick={() => void copy()}>
      {label}
    </Button>
  )
}
