import type { TFunction } from 'i18next'
import type { LocalisedText } from '../../../domain/decoration/decoration'
import type { PersonId } from '../../../domain/ids'
import type { SceneItem } from '../../../domain/scene/scene'
import type { Person } from '../../../domain/tracking/person'
import { starterPack } from '../../stage/pack'

/** `Person 2`: counted from the left. After faces were forgotten and found again nobody bears the old id. */
export function personName(t: TFunction, persons: readonly Person[], id: PersonId): string {
  const index = persons.findIndex((person) => person.id === id)
  return index < 0 ? t('editor.nobody') : t('editor.person', { number: index + 1 })
}

/** Whom an item decorates, in words. */
export function wearerName(t: TFunction, persons: readonly Person[], item: SceneItem): string {
  switch (item.target.kind) {
    case 'everyone':
      return t('editor.everyone')
    case 'person':
      return personName(t, persons, item.target.person)
    case 'picture':
      return t('editor.picture')
  }
}

/** The name of an item's decoration, or its id where the pack no longer has it. */
export function itemName(localised: (text: LocalisedText) => string, item: SceneItem): string {
  const decoration = starterPack.decoration(item.decoration)
  return decoration ? localised(decoration.name) : item.decoration
}

/** Where the first sticker of an item sits, in words; make-up sits where it is painted and has no anchor. */
export function anchorName(t: TFunction, item: SceneItem): string | null {
  const part = starterPack.decoration(item.decoration)?.parts.find(({ kind }) => kind === 'sticker')
  return part?.kind === 'sticker' && item.target.kind !== 'picture' ? t(`anchor.${part.anchor}`) : null
}
