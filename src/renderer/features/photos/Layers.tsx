import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Eye,
  EyeOff,
  GripVertical,
  Trash2,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SceneItem } from '../../../domain/scene/scene'
import { useLocalised } from '../../i18n/useLanguage'
import { lookThumbnail } from '../../stage/thumbnails'
import { sceneOf, type PhotoDocument } from '../../state/photoDocument'
import { Button } from '../../ui/Button'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import menu from '../../ui/Menu.module.css'
import styles from './Layers.module.css'
import type { EditorActions } from './useEditor'
import { itemName, wearerName } from './wearerNames'

const ORDERS = [
  { to: 'front', icon: ArrowUpToLine, keys: 'Shift+]' },
  { to: 'forward', icon: ArrowUp, keys: ']' },
  { to: 'backward', icon: ArrowDown, keys: '[' },
  { to: 'back', icon: ArrowDownToLine, keys: 'Shift+[' },
] as const

interface LayersProps {
  readonly photo: PhotoDocument
  readonly actions: EditorActions
}

/** Everything on the picture, front to back: the canvas for those who do not see it. */
export function Layers({ photo, actions }: LayersProps) {
  const { t } = useTranslation()
  const items = sceneOf(photo).items.toReversed()
  return (
    <ul className={styles.layers} aria-label={t('layers.label')}>
      {items.length === 0 && <li className={styles.empty}>{t('layers.none')}</li>}
      {items.map((item) => (
        <Layer key={item.id} item={item} photo={photo} actions={actions} />
      ))}
    </ul>
  )
}

function Layer({ item, photo, actions }: LayersProps & { readonly item: SceneItem }) {
  const { t } = useTranslation()
  const name = itemName(useLocalised(), item)
  const who = wearerName(t, photo.persons, item)
  const selected = photo.selected === item.id
  return (
    <li className={classNames(styles.row, selected && styles.selected, !item.visible && styles.hidden)}>
      <button
        type="button"
        className={styles.choose}
        aria-pressed={selected}
        aria-label={t('layers.item', { name, who })}
        onClick={() => actions.select(selected ? null : item.id)}
      >
        <Thumbnail id={item.decoration} />
        <span className={styles.name}>{name}</span>
        <span className={styles.who}>{who}</span>
      </button>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button
            look="quiet"
            size="small"
            aria-label={t('layers.more', { name })}
            icon={<Icon of={GripVertical} size={14} />}
          />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="end" collisionPadding={8}>
            {ORDERS.map(({ to, icon, keys }) => (
              <DropdownMenu.Item
                key={to}
                className={menu.item}
                aria-keyshortcuts={keys}
                onSelect={() => actions.run({ kind: 'reorder', item: item.id, to })}
              >
                <Icon of={icon} />
                {t(`layers.${to}`)}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <Button
        look="quiet"
        size="small"
        aria-label={item.visible ? t('layers.hide', { name }) : t('layers.show', { name })}
        icon={<Icon of={item.visible ? Eye : EyeOff} size={14} />}
        onClick={() => actions.run({ kind: 'setVisible', item: item.id, visible: !item.visible })}
      />
      <Button
        look="quiet"
        size="small"
        aria-label={t('layers.remove', { name })}
        icon={<Icon of={Trash2} size={14} />}
        onClick={() => actions.run({ kind: 'remove', item: item.id })}
      />
    </li>
  )
}

const LAYER_THUMBNAIL_PX = 64

function Thumbnail({ id }: { readonly id: string }) {
  const [url, setUrl] = useState('')
  useEffect(() => {
    let current = true
    void lookThumbnail(id, LAYER_THUMBNAIL_PX).then((drawn) => current && setUrl(drawn))
    return () => {
      current = false
    }
  }, [id])
  return url === '' ? (
    <span className={styles.thumb} />
  ) : (
    <img className={styles.thumb} src={url} alt="" draggable={false} />
  )
}
