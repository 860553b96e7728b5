import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { personId } from '../../../domain/ids'
import { useLocalised } from '../../i18n/useLanguage'
import { starterPack } from '../../stage/pack'
import {
  isLooking,
  sceneOf,
  selectedItem,
  wears,
  type PhotoDocument,
  type Wearer,
} from '../../state/photoDocument'
import { useStudio } from '../../state/studio'
import { Segments } from '../../ui/Segments'
import { Tray, type TrayHandle } from '../../ui/tray/Tray'
import styles from './EditorPanel.module.css'
import { Inspector } from './Inspector'
import { Layers } from './Layers'
import type { EditorActions } from './useEditor'

interface EditorPanelProps {
  readonly photo: PhotoDocument
  readonly actions: EditorActions
  readonly tray: Ref<TrayHandle>
}

const wearerKey = (wearer: Wearer) => (wearer.kind === 'person' ? `person ${wearer.person}` : wearer.kind)

function readWearer(key: string): Wearer {
  if (key === 'everyone' || key === 'picture') return { kind: key }
  return { kind: 'person', person: personId(key.slice('person '.length)) }
}

/** Whether the chosen wearer has all of a look on. */
function wearsLook(photo: PhotoDocument, id: string): boolean {
  const decorations = starterPack.wearable(id)
  return decorations.length > 0 && decorations.every((decoration) => wears(photo, decoration))
}

/** Whom to decorate, with what, and everything that is on the picture. */
export function EditorPanel({ photo, actions, tray }: EditorPanelProps) {
  const { messages } = useStudio()
  const { t } = useTranslation()
  const localised = useLocalised()
  const item = selectedItem(photo)
  const { items } = sceneOf(photo)
  const people = photo.persons.map((person, index) => ({
    value: wearerKey({ kind: 'person', person: person.id }),
    text: photo.persons.length > 2 ? String(index + 1) : t('editor.person', { number: index + 1 }),
    label: t('editor.person', { number: index + 1 }),
  }))
  const options = [
    ...(people.length > 0 || isLooking(photo.finding)
      ? [{ value: 'everyone', text: t('editor.everyone') }]
      : []),
    ...(people.length > 1 ? people : []),
    { value: 'picture', text: t('editor.picture') },
  ]
  const apply = (id: string) => {
    const named = starterPack.look(id) ?? starterPack.decoration(id)
    const takesOff = starterPack.look(id) === undefined && wears(photo, id)
    actions.applyTile(id)
    const name = named ? localised(named.name) : id
    messages.announce(takesOff ? t('tray.takenOff', { name }) : t('tray.worn', { name }))
  }
  return (
    <>
      <div className={styles.who}>
        <span className={styles.label}>{t('editor.who')}</span>
        <Segments
          wrap
          label={t('editor.who')}
          value={wearerKey(photo.wearer)}
          options={options}
          onChange={(key) => actions.wearer(readWearer(key))}
        />
      </div>
      {item && <Inspector photo={photo} item={item} actions={actions} />}
      <div className={styles.decorate}>
        <Tray
          ref={tray}
          shape="grid"
          isWorn={(id) => (starterPack.look(id) ? wearsLook(photo, id) : wears(photo, id))}
          nothingWorn={items.length === 0}
          onApply={apply}
          onClear={() => {
            actions.clearWearer()
            messages.announce(t('tray.cleared'))
          }}
        />
      </div>
      <section className={styles.layers} aria-labelledby="layers-heading">
        <h2 id="layers-heading" className={styles.heading}>
          {t('editor.layers')}
          <span className={styles.count}>{items.length}</span>
        </h2>
        <Layers photo={photo} actions={actions} />
      </section>
    </>
  )
}
