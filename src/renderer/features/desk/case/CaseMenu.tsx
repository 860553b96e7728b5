import { Check, Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { CaseReply } from '../../../../contracts/calls/deskCases'
import type { DeskMoveKind } from '../../../../domain/privacy/desk/deskMove'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import menu from '../../../ui/Menu.module.css'
import { deskSentence } from '../deskSentence'
import { mainSteps } from './caseDraft'

interface CaseMenuProps {
  readonly reply: CaseReply
  readonly members: readonly string[]
  readonly onStep: (step: DeskMoveKind) => void
  readonly onLetter: () => void
  readonly onReply: (reply: CaseReply) => void
}

/** What is rarely done with a request: exceptions, its file for the person, and who looks after it. */
export function CaseMenu({ reply, members, onStep, onLetter, onReply }: CaseMenuProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const { id } = reply.request
  const main = mainSteps(reply)
  const exceptions = reply.moves.filter((move) => !main.includes(move))

  const saveAnswer = async () => {
    const saved = await bridge.call('desk:answer-file', { id })
    if (saved.ok) messages.toast({ text: t('deskCase.answerSaved', { name: saved.value.name }) })
    else if (saved.error.code !== 'cancelled')
      messages.toast({ tone: 'danger', text: deskSentence(t, saved.error) })
  }
  const assign = async (member: string) => {
    const assigned = await bridge.call('desk:assign', { id, member })
    if (assigned.ok) onReply(assigned.value)
    else messages.toast({ tone: 'danger', text: deskSentence(t, assigned.error) })
  }

  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button look="quiet" size="small" aria-label={t('deskCase.more')} icon={<Icon of={Ellipsis} />} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
          {exceptions.map((step) => (
            <DropdownMenu.Item key={step} className={menu.item} onSelect={() => onStep(step)}>
              {t(`deskStep.exception.${step}`)}
            </DropdownMenu.Item>
          ))}
          {exceptions.length > 0 && <DropdownMenu.Separator className={menu.rule} />}
          <DropdownMenu.Item className={menu.item} onSelect={onLetter}>
            {t('deskCase.acknowledgement')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu.item} onSelect={() => void saveAnswer()}>
            {t('deskCase.saveAnswer')}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className={menu.rule} />
          <DropdownMenu.RadioGroup
            aria-label={t('deskCase.owner')}
            value={reply.owner ?? ''}
            onValueChange={(member) => void assign(member)}
          >
            {['', ...members].map((member) => (
              <DropdownMenu.RadioItem key={member} value={member} className={menu.item}>
                <span className={menu.mark}>
                  <DropdownMenu.ItemIndicator>
                    <Icon of={Check} size={14} />
                  </DropdownMenu.ItemIndicator>
                </span>
                {member === '' ? t('deskCase.nobody') : t('deskCase.ownedBy', { name: member })}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
