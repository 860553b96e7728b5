import { app } from 'electron'
import type { AppInfo } from '../../contracts/api'
import type { LaunchOptions } from './launchOptions'

/** Version that comes from the npm registry where Electron's own download is out of reach. */
const REGISTRY_RUNTIME = '33.2.1'

export function systemLanguage(): 'ja' | 'en' {
  const first = app.getPreferredSystemLanguages()[0] ?? app.getLocale()
  return first.toLowerCase().startsWith('ja') ? 'ja' : 'en'
}

/** What a page may know of the program that it runs in. */
export function appInfo(options: LaunchOptions): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    platform: process.platform,
    systemLanguage: systemLanguage(),
    mode: options.batchFile === null ? 'studio' : 'batch',
    demoCamera: options.demoCamera,
    kiosk: options.kiosk,
    operatorFolder: options.exportDirectory !== null,
    testBuild: __TEST_BUILD__,
    registryRuntime: process.versions.electron === REGISTRY_RUNTIME,
  }
}
