import { ipcMain } from 'electron'
import ElectronStore from 'electron-store'
import type { SettingsFile } from './settingsStore'

/** Opens `settings.json` in the records directory, readable by this user alone. Throws when it is not JSON. */
export function openSettingsFile(directory: string): SettingsFile {
  const file = new ElectronStore({
    name: 'settings',
    cwd: directory,
    clearInvalidConfig: false,
    configFileMode: 0o600,
  })
  // The package opens a channel of its own for pages that use it: ours do not, and nothing outside the contract answers.
  ipcMain.removeAllListeners('electron-store-get-data')
  return file
}
