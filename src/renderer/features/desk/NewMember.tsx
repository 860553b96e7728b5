import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { pinFault } from '../../../domain/privacy/desk/pin'
import { textFault } from '../../../domain/privacy/plainText'
import { LineField } from './deskFields'

export interface NewMember {
  readonly name: string
  readonly pin: string
  readonly again: string
}
export const NO_MEMBER: NewMember = { name: '', pin: '', again: '' }

/** What has to be put right before somebody can become a member; null when nothing has. */
export function newMemberFault(t: TFunction, { name, pin, again }: NewMember): string | null {
  if (textFault(name, { max: 80, isName: true }) !== null) return t('error.desk-name')
  const weak = pinFault(pin, name)
  if (weak !== null) return t(`deskPin.${weak}`)
  return pin === again ? null : t('deskPin.different')
}

/** Name and PIN of somebody who is to open the desk. */
export function NewMemberFields({
  member,
  onChange,
}: {
  readonly member: NewMember
  readonly onChange: (member: NewMember) => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <LineField
        label={t('deskPin.name')}
        maxLength={80}
        value={member.name}
        onChange={(event) => onChange({ ...member, name: event.target.value })}
      />
      <LineField
        label={t('deskPin.pin')}
        hint={t('deskPin.rule')}
        type="password"
        maxLength={100}
        value={member.pin}
        onChange={(event) => onChange({ ...member, pin: event.target.value })}
      />
      <LineField
        label={t('deskPin.again')}
        type="password"
        maxLength={100}
        value={member.again}
        onChange={(event) => onChange({ ...member, again: event.target.value })}
      />
    </>
  )
}
