import { app } from 'electron'
import { accessSync, constants, rmSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { readLaunchOptions, type LaunchOptions } from './launchOptions'
import { findRecordsDirectory, testOverride } from './places'
import { checkSwitches } from './refusedSwitches'
import { openUserData, type UserData } from './userData'

export interface Beginning {
  readonly options: LaunchOptions
  readonly userData: UserData
  readonly recordsDirectory: string
}

/** Exit code of a start that was refused, and of one that found its own walls missing. */
export const REFUSED = 2

/** Says why in one line and ends at once, before anything was opened. */
export function refuseToStart(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(REFUSED)
}

/**
 * Everything that must happen before Chromium opens its first file: the switches are checked and its data goes to memory.
 * Ends the process where that is not possible.
 */
export function begin(): Beginning {
  const argv = process.argv.slice(1)
  const switches = checkSwitches(argv, process.env, process.platform, { testBuild: __TEST_BUILD__ })
  if (!switches.ok) refuseToStart(switches.error.sentence)
  const options = readLaunchOptions(argv)
  if (options.exportDirectory !== null && !isWritableFolder(options.exportDirectory))
    refuseToStart(`Kazari does not start: ${options.exportDirectory} is not a folder that it can save to.`)
  const build = { testBuild: __TEST_BUILD__, environment: process.env }
  const recordsDirectory = findRecordsDirectory(app.getPath('appData'), build)
  const userData = openUserData({
    platform: process.platform,
    environment: process.env,
    appData: app.getPath('appData'),
    recordsDirectory,
    batchPid: options.batchFile === null ? null : process.pid,
    uid: process.getuid?.() ?? null,
    testDirectory: testOverride(build, 'KAZARI_RUNTIME_DIR'),
  })
  if (!userData.ok) refuseToStart(userData.error)
  app.setPath('userData', userData.value.directory)
  app.setPath('sessionData', userData.value.directory)
  app.setPath('crashDumps', userData.value.directory)
  // Graphics drivers keep compiled shaders in the home directory, out of Chromium's sight.
  process.env.MESA_SHADER_CACHE_DISABLE = 'true'
  process.env.__GL_SHADER_DISK_CACHE = '0'
  return { options, userData: userData.value, recordsDirectory }
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return isAbsolute(path) && statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Storage for advertisers: nobody uses it here, and yet Chromium opens its files of itself two minutes after the start. */
const FEATURES_OFF = ['SharedStorageAPI']

/** Chromium switches of every start. */
export function setOfflineSwitches(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-gpu-shader-disk-cache')
  app.commandLine.appendSwitch('disable-breakpad')
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp')
  app.commandLine.appendSwitch('no-pings')
  const alreadyOff = app.commandLine.getSwitchValue('disable-features').split(',').filter(Boolean)
  app.commandLine.appendSwitch('disable-features', [...alreadyOff, ...FEATURES_OFF].join(','))
}

/** What Chromium left in memory goes with the process; nothing of it is needed again. */
export function removeAtExit(userData: UserData): void {
  if (!userData.disposable) return
  process.on('exit', () => rmSync(userData.directory, { recursive: true, force: true, maxRetries: 3 }))
}
