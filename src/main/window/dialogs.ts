import { dialog, type BrowserWindow } from 'electron'
import { EXTENSIONS } from '../export/savePicture'
import type { ExportFormat } from '../export/cleanPicture'
import type { FileEnding } from '../export/saveFile'

/** Words of the few sentences that the system's own dialogs take from us. */
const PICTURES: Readonly<Record<'ja' | 'en', string>> = { ja: '写真', en: 'Pictures' }

/** Asks for pictures to open, several at once; null when the person changed their mind. */
export async function choosePictures(
  window: BrowserWindow | null,
  language: 'ja' | 'en',
): Promise<readonly string[] | null> {
  if (!window) return null
  const answer = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
    filters: [{ name: PICTURES[language], extensions: ['jpg', 'jpeg', 'png', 'webp', 'avif', 'gif'] }],
  })
  return answer.canceled || answer.filePaths.length === 0 ? null : answer.filePaths
}

const POLICY: Readonly<Record<'ja' | 'en', string>> = { ja: '署名付きポリシー', en: 'Signed policy' }

/** Asks for one signed policy file; null when the person changed their mind. */
export async function choosePolicy(
  window: BrowserWindow | null,
  language: 'ja' | 'en',
): Promise<string | null> {
  if (!window) return null
  const answer = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'dontAddToRecent'],
    filters: [{ name: POLICY[language], extensions: ['json'] }],
  })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

const REQUEST: Readonly<Record<'ja' | 'en', string>> = { ja: '請求ファイル', en: 'Request file' }

/** Asks for one request file that somebody brought to the desk; null when the person changed their mind. */
export async function chooseRequestFile(
  window: BrowserWindow | null,
  language: 'ja' | 'en',
): Promise<string | null> {
  if (!window) return null
  const answer = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'dontAddToRecent'],
    filters: [{ name: REQUEST[language], extensions: ['json'] }],
  })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

const ANSWER: Readonly<Record<'ja' | 'en', string>> = { ja: '窓口の回答ファイル', en: 'Answer file' }

/** Asks for one file in which the desk answered; null when the person changed their mind. */
export async function chooseAnswerFile(
  window: BrowserWindow | null,
  language: 'ja' | 'en',
): Promise<string | null> {
  if (!window) return null
  const answer = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'dontAddToRecent'],
    filters: [{ name: ANSWER[language], extensions: ['json'] }],
  })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/** Asks where to save one picture; the dialog itself asks before it lets a file be replaced. */
export async function choosePlace(
  window: BrowserWindow | null,
  suggestion: string,
  format: ExportFormat,
): Promise<string | null> {
  if (!window) return null
  const answer = await dialog.showSaveDialog(window, {
    defaultPath: suggestion,
    filters: [
      {
        name: format === 'png' ? 'PNG' : 'JPEG',
        extensions: EXTENSIONS[format].map((ending) => ending.slice(1)),
      },
    ],
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  })
  return answer.canceled || !answer.filePath ? null : answer.filePath
}

/** Asks where to save a file that is no picture; the dialog itself asks before it lets a file be replaced. */
export async function chooseFilePlace(
  window: BrowserWindow | null,
  suggestion: string,
  ending: FileEnding,
): Promise<string | null> {
  if (!window) return null
  const answer = await dialog.showSaveDialog(window, {
    defaultPath: suggestion,
    filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  })
  return answer.canceled || !answer.filePath ? null : answer.filePath
}
