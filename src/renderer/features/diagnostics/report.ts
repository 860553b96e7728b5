import type { TFunction } from 'i18next'
import type { AppInfo } from '../../../contracts/api'
import type { Diagnostics } from '../../../contracts/calls/diagnostics'
import { COPY_LIMIT } from '../../../contracts/calls/policies'
import { formatBytes } from '../../i18n/sizes'
import { checkWords } from '../../ui/checks/checkWords'
import type { StateWords } from './stateWords'

/** Everything on the page as plain text, to be pasted into a message: no path but that of the records, nobody's name. */
export function diagnosticsReport(
  t: TFunction,
  info: AppInfo,
  states: readonly StateWords[],
  found: Diagnostics,
  folder: string,
): string {
  const { written } = found
  const lines = [
    t('diag.reportTitle', { version: info.version }),
    `${t('about.runtime', { electron: info.electron, chromium: info.chromium })}, ${info.platform}`,
    t('diag.checkedAt', { at: new Date(found.checkedAtMs).toISOString() }),
    '',
    ...states.map(({ name, big, text }) => `${name}: ${big}${t('list.join')}${text}`),
    '',
    ...found.checks.map((check) => {
      const { title, fact } = checkWords(t, check)
      return `[${t(`diagOutcome.${check.outcome}`)}] ${title} (${fact})`
    }),
    '',
    ...found.processes.map(
      ({ pid, kind, seccomp, noNewPrivileges, depth }) =>
        `${pid} ${t(`diagProcess.${kind}`)}: seccomp ${seccomp ?? '?'}, no-new-privs ${noNewPrivileges ?? '?'}, pid-ns ${depth ?? '?'}`,
    ),
    '',
    t('diag.filesText', { folder }),
    ...written.files.map(
      ({ name, bytes, kind }) => `${name}, ${formatBytes(bytes)}, ${t(`diagFile.${kind}`)}`,
    ),
    t('diag.saved', { count: written.saved }),
    `${t('diag.faceBytes')}: ${written.doubts.length === 0 ? 0 : t('diag.faceBytesDoubt')}`,
  ]
  return lines.join('\n').slice(0, COPY_LIMIT)
}
