import { FileCheck, FileCog, FileLock, FileWarning, HardDrive, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Written } from '../../../contracts/calls/diagnostics'
import { isStrange, type RecordFile, type RecordFileKind } from '../../../domain/diagnostics/writtenFiles'
import { formatBytes } from '../../i18n/sizes'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import styles from './DiagnosticsPage.module.css'

const SEALED: readonly RecordFileKind[] = ['journal', 'drafts', 'desk-members']

function iconOf(file: RecordFile): LucideIcon {
  if (isStrange(file)) return FileWarning
  if (SEALED.includes(file.kind)) return FileLock
  return file.kind === 'settings' || file.kind === 'desk-settings' ? FileCog : FileCheck
}

interface FilesCardProps {
  readonly written: Written
  readonly folder: string
}

/** What Kazari wrote by itself, and whether a face could be in it. */
export function FilesCard({ written, folder }: FilesCardProps) {
  const { t } = useTranslation()
  const { files, more, saved, doubts, strange } = written
  const isCertain = doubts.length === 0
  return (
    <article className={classNames(styles.card, styles.files)}>
      <header>
        <Icon of={HardDrive} />
        <h3>{t('diag.files')}</h3>
      </header>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('diag.files')}>
        <p className={styles.folder}>{t('diag.filesText', { folder })}</p>
        {files.length === 0 ? (
          <p>{t('diag.filesNone')}</p>
        ) : (
          <ul>
            {files.map((file) => (
              <li key={file.name} className={isStrange(file) ? styles.warned : undefined}>
                <Icon of={iconOf(file)} size={18} />
                <div>
                  {file.name}
                  <span className={styles.hint}>
                    {t(
                      isStrange(file) && file.kind !== 'unknown'
                        ? 'diagFile.strange'
                        : `diagFile.${file.kind}`,
                    )}
                  </span>
                </div>
                <span className={styles.size}>{formatBytes(file.bytes)}</span>
              </li>
            ))}
          </ul>
        )}
        {more > 0 && <p>{t('diag.filesMore', { count: more })}</p>}
        <p>{t('diag.saved', { count: saved })}</p>
      </div>
      <footer className={isCertain ? undefined : styles.warned}>
        <span>
          {t('diag.faceBytes')}
          <span className={styles.hint}>
            {isCertain
              ? t('diag.faceBytesHow')
              : doubts
                  .map((doubt) =>
                    t(`diagDoubt.${doubt}`, { names: strange.slice(0, 3).join(t('list.join')) }),
                  )
                  .join(' ')}
          </span>
        </span>
        <b data-face-bytes={isCertain ? '0' : 'unknown'}>{isCertain ? 0 : t('diag.faceBytesDoubt')}</b>
      </footer>
    </article>
  )
}
