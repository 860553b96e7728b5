import { CircleCheck, Info, ScanFace, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReply } from '../../../state/useReply'
import { classNames } from '../../../ui/classNames'
import { Icon } from '../../../ui/Icon'
import styles from './FaceGuarantee.module.css'

/** The data classes of the guarantee, from the camera's frame to the file a person saved. */
const CLASSES = ['f0', 'f1', 'f2', 'f3', 'f4'] as const

interface Condition {
  readonly good: boolean | null
  readonly text: string
}

/** Nothing about a face is held: what that means, class by class, and what this computer has to do with it. */
export function FaceGuarantee() {
  const { t } = useTranslation()
  const privacy = useReply('privacy:read', {})
  const facts = privacy?.ok === true ? privacy.value : null
  const conditions: readonly Condition[] =
    facts === null
      ? []
      : [
          {
            good: facts.partitionInMemory,
            text: facts.partitionInMemory ? t('myData.host.pageMemory') : t('myData.host.pageDisk'),
          },
          {
            good: facts.userDataInMemory,
            text: facts.userDataInMemory ? t('myData.host.profileMemory') : t('myData.host.profileDisk'),
          },
          {
            good: facts.sandboxed,
            text: facts.sandboxed ? t('myData.host.sandboxed') : t('myData.host.notSandboxed'),
          },
          { good: true, text: t('myData.host.network', { count: facts.blockedRequests }) },
          // What the system does with memory is out of a program's hands; it is said, not promised.
          { good: null, text: t('myData.host.swap') },
          { good: null, text: t('myData.host.print') },
        ]
  return (
    <section className={styles.guarantee}>
      <header className={styles.head}>
        <span className={styles.sign}>
          <Icon of={ScanFace} size={22} />
        </span>
        <div>
          <h3>{t('myData.faceTitle')}</h3>
          <p>{t('myData.faceText')}</p>
        </div>
        <p className={styles.zero}>
          <b>{t('myData.zero')}</b>
          <span>{t('myData.zeroWhat')}</span>
        </p>
      </header>
      <ul className={styles.classes}>
        {CLASSES.map((name) => (
          <li key={name} className={classNames(name === 'f4' && styles.kept)}>
            <b>{t(`myData.class.${name}.name`)}</b>
            <span>{t(`myData.class.${name}.fate`)}</span>
          </li>
        ))}
      </ul>
      <details className={styles.host}>
        <summary>{t('myData.hostTitle')}</summary>
        <ul>
          {conditions.map(({ good, text }) => (
            <li key={text}>
              <Icon of={signOf(good)} size={14} />
              {text}
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

const signOf = (good: boolean | null): LucideIcon =>
  good === null ? Info : good ? CircleCheck : TriangleAlert
