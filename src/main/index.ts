import {
  app,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  shell,
  type BrowserWindow,
  type MessagePortMain,
} from 'electron'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppInfo, PrivacyView } from '../contracts/api'
import { VISION_PORT } from '../contracts/names'
import { err } from '../domain/result'
import { admitBatch } from './batch/batchConsent'
import { createBatchRun, type BatchRun } from './batch/batchRun'
import { bundledPictures } from './batch/bundledPictures'
import { readJobs, sha256Of, type JobsFile } from './batch/jobs'
import { createPictureSaver, writePicture } from './export/savePicture'
import { createPictureSources, readPictureFile } from './import/openPictures'
import { createCallGuard } from './ipc/callGuard'
import { createHandlers } from './ipc/handlers'
import { registerCalls, sendEvent } from './ipc/registerCalls'
import { createConsentService } from './privacy/consentService'
import type { ConsentGate } from './privacy/gate'
import { createPolicyBundles } from './privacy/policyBundles'
import { currentPolicies } from './privacy/policyText'
import { newReceiptId, newSubject } from './privacy/receipt'
import { createPrivacyServices } from './privacy/services'
import { distrustRecords } from './privacy/distrustRecords'
import { endKioskSession } from './privacy/kioskSession'
import { kioskSettingsFile } from './privacy/kioskSettings'
import { createKioskVault } from './privacy/kioskVault'
import { installedKeys, readKeysFile } from './privacy/trustedKeys'
import { finishBeforeQuit } from './startup/atQuit'
import { begin, refuseToStart, removeAtExit, setOfflineSwitches, type Beginning } from './startup/begin'
import { placeOf, sayBugs } from './startup/placeOf'
import { findPlaces } from './startup/places'
import { createPolicyFiles } from './storage/policyFiles'
import { openSettingsFile } from './storage/settingsFile'
import { createSettingsStore } from './storage/settingsStore'
import { systemKeychain } from './storage/systemKeychain'
import { createVault } from './storage/vault'
import { forkVision } from './vision/forkVision'
import { createVisionSupervisor } from './vision/supervisor'
import { answerAsset } from './window/appScheme'
import { APP_SCHEME } from './window/contentPolicy'
import { clipboardPng, pastedName } from './window/clipboardPicture'
import { copyText } from './window/clipboardText'
import {
  chooseFilePlace,
  choosePictures,
  choosePlace,
  choosePolicy,
  chooseAnswerFile,
  chooseRequestFile,
} from './window/dialogs'
import { guardContents } from './window/guardContents'
import { hardenSession, isInMemory, type SessionGuard } from './window/hardenSession'
import { openWindow } from './window/openWindow'

// The first statement that runs: no module of main does anything when it is imported, and Chromium has not opened a file yet.
const beginning = begin()

setOfflineSwitches()
// Drives this build for the proof (docs/privacy-guarantee.md); the build for people has nothing of it.
if (__TEST_BUILD__ && beginning.options.proof)
  void import('./proof/proof').then((proof) => proof.startProof())
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
if (beginning.options.sandboxed) app.enableSandbox()
// A bug that nobody caught is said once, without its words, and does not take the pictures in the window with it.
sayBugs(process, log)

// Two studios on the same records would write over each other: the second one shows the first and leaves.
if (beginning.options.batchFile === null && !app.requestSingleInstanceLock()) {
  log('Kazari is open already.')
  app.exit(0)
} else {
  removeAtExit(beginning.userData)
  app
    .whenReady()
    .then(() => runStudio(beginning))
    .catch((error: unknown) => refuseToStart(`Kazari could not start: ${placeOf(error)}`))
}

/** Version that comes from the npm registry where Electron's own download is out of reach. */
const REGISTRY_RUNTIME = '33.2.1'

/** Runs `work` once after `ms`; the result cancels it. */
function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

/**
 * Puts the parts of main together and opens the one window. The only place that knows all of them; what they do is in
 * their own folders.
 */
async function runStudio({ options, userData, recordsDirectory }: Beginning): Promise<void> {
  const places = findPlaces({
    scriptDirectory: __dirname,
    packaged: app.isPackaged,
    testBuild: __TEST_BUILD__,
    environment: process.env,
  })
  const jobs = options.batchFile === null ? null : await readJobsOrLeave(options.batchFile)
  const developerTools = !app.isPackaged
  let window: BrowserWindow | null = null
  let blockedRequests = 0
  const setAsideNames: string[] = []
  const onSetAside = (name: string): void => {
    setAsideNames.push(name)
    log(`set aside as damaged: ${name}`)
  }

  // What belongs to one person at a kiosk has no place on disk, whoever writes it.
  const ownDirectory = options.kiosk ? join(userData.directory, 'session') : recordsDirectory
  const vault = options.kiosk
    ? createKioskVault(Date.now)
    : createVault({
        directory: recordsDirectory,
        keychain: systemKeychain,
        now: Date.now,
        readOnly: jobs !== null,
        onSetAside,
      })
  await vault.open()
  const policyBundles = createPolicyBundles({
    plain: currentPolicies(),
    trustedKeys: places.policyKeysFile === null ? installedKeys() : readKeysFile(places.policyKeysFile),
    files: createPolicyFiles({
      recordsDirectory,
      now: Date.now,
      onSetAside,
      readOnly: jobs !== null || options.kiosk,
    }),
    choose: () => choosePolicy(window, language()),
    now: Date.now,
    after,
    versionsShown: () => consent.versionsShown(),
    onInForce: () => consent.policyChanged(),
    log,
  })
  await policyBundles.open()
  const { policies } = policyBundles
  const consent = createConsentService({
    policies,
    vault,
    now: Date.now,
    after,
    newReceiptId,
    newSubject,
    appVersion: app.getVersion(),
    newPurposes: () => privacyServices.newPurposes(),
    stopVision: () => vision.stop(),
    distrustRecords: () => distrustRecords(join(ownDirectory, 'personal')),
    onChange: (view) => sendEvent(window, 'consent:changed', view),
    log,
  })

  const settings = createSettingsStore({
    open: () =>
      options.kiosk
        ? kioskSettingsFile(join(recordsDirectory, 'settings.json'))
        : openSettingsFile(recordsDirectory),
    path: join(ownDirectory, 'settings.json'),
    now: Date.now,
    onSetAside,
    onChange: (changed, before) => {
      sendEvent(window, 'settings:changed', changed)
      if (changed.engine !== before.engine) vision.restart()
    },
  })

  const privacyServices = createPrivacyServices({
    vault,
    consent,
    policyBundles,
    settings,
    recordsDirectory: ownDirectory,
    language,
    appVersion: app.getVersion(),
    now: Date.now,
    log,
    after,
    session: () => studioSession,
    window: () => window,
    chooseFilePlace: (suggestion, ending) => chooseFilePlace(window, suggestion, ending),
    documentsDirectory: () => app.getPath('documents'),
    chooseRequestFile: () => chooseRequestFile(window, language()),
    chooseAnswerFile: () => chooseAnswerFile(window, language()),
    onSetAside,
    visionRunning: () => !['off', 'failed'].includes(vision.status().state),
    reloadPage: () => window?.webContents.reload(),
    onDeskChanged: (status) => sendEvent(window, 'desk:changed', status),
  })

  const vision = createVisionSupervisor<MessagePortMain>({
    fork: (start, events) => forkVision(places.visionFile, start, events),
    settings: () => ({
      assetsDir: places.assetsDirectory,
      nativeDir: places.nativeDirectory,
      engine: settings.read().engine,
    }),
    gateAllows: () => gateAllows(),
    now: Date.now,
    after,
    onStatus: (status) => sendEvent(window, 'vision:changed', status),
    log,
  })

  await consent.open()
  const gate = jobs === null ? consent.gate : await admitBatchOrLeave(jobs, consent)

  const studioSession = session.fromPartition('kazari', { cache: false })
  if (!isInMemory(studioSession)) refuseToStart('Kazari does not start: its window would keep data on disk.')
  const gateAllows = () => gate.allows('face-decoration')
  const sessionGuard: SessionGuard = {
    gateAllows,
    isOwnWindow: (contents) => contents !== null && contents === window?.webContents,
    onBlocked: () => (blockedRequests += 1),
    developerTools,
  }
  await hardenSession(studioSession, sessionGuard)
  // Nothing uses it, and yet Electron makes it.
  await hardenSession(session.defaultSession, sessionGuard)
  studioSession.protocol.handle(APP_SCHEME, (request) =>
    answerAsset(places.rendererDirectory, request, privacyServices.letterPages.answer),
  )
  app.on('web-contents-created', (_event, contents) => guardContents(contents))

  const batch = jobs === null ? null : startBatch(jobs)
  const saver = createPictureSaver({
    choose: (suggestion, format) => choosePlace(window, suggestion, format),
    picturesDirectory: () => app.getPath('pictures'),
    show: (path) => shell.showItemInFolder(path),
  })

  const begun = settings.read()
  const endSession = options.kiosk
    ? () =>
        endKioskSession({
          consent,
          vault,
          wipe: () => rm(ownDirectory, { recursive: true, force: true }),
          resetSettings: () => void settings.write(begun),
          reload: () => window?.webContents.reload(),
        })
    : null

  const guard = createCallGuard({
    gate,
    deskIsOpen: () => privacyServices.deskAccess.touch(),
    log,
    checkReplies: __TEST_BUILD__,
    handlers: createHandlers({
      info,
      privacy,
      settings,
      policies,
      policyBundles,
      consent,
      saver,
      batch,
      privacyServices,
      endSession,
      copyText,
      pictures: createPictureSources({
        choose: () => choosePictures(window, language()),
        clipboardPng,
        pastedName: () => pastedName(language()),
      }),
      vision: { status: () => vision.status(), connect, stop: () => vision.stop() },
    }),
  })
  registerCalls(ipcMain, guard, () => window)

  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  window = openWindow({
    session: studioSession,
    preloadFile: places.preloadFile,
    hidden: jobs !== null,
    developerTools,
  })
  window.on('closed', () => (window = null))
  window.webContents.on('render-process-gone', () => batch?.abandon('the hidden window ended'))
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', () => void vision.stop())
  finishBeforeQuit(app, () => vault.close())

  /** A fresh channel: one end to the page under its nonce, the other to vision. */
  function connect(nonce: string): ReturnType<typeof vision.connect> {
    if (!window) return err({ code: 'vision-unavailable' })
    const { port1, port2 } = new MessageChannelMain()
    const connected = vision.connect(port1)
    if (connected.ok) window.webContents.mainFrame.postMessage(VISION_PORT, nonce, [port2])
    return connected
  }

  function startBatch(file: JobsFile): BatchRun {
    const demo = file.consent === 'bundled' ? bundledPictures() : null
    return createBatchRun({
      jobs: file.jobs,
      read: async (path) => {
        const bytes = await readPictureFile(path)
        // Looked at again: the file could have been swapped since the run was admitted.
        if (bytes.ok && demo && !demo.has(sha256Of(bytes.value))) return err({ code: 'consent-needed' })
        return bytes
      },
      write: writePicture,
      print: (line) => void process.stdout.write(`${line}\n`),
      finish: (exitCode) => void vision.stop().finally(() => app.exit(exitCode)),
      after,
    })
  }

  function language(): 'ja' | 'en' {
    const chosen = settings.read().language
    return chosen === 'system' ? systemLanguage() : chosen
  }

  function info(): AppInfo {
    return {
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      platform: process.platform,
      systemLanguage: systemLanguage(),
      mode: jobs === null ? 'studio' : 'batch',
      demoCamera: options.demoCamera,
      kiosk: options.kiosk,
      testBuild: __TEST_BUILD__,
      registryRuntime: process.versions.electron === REGISTRY_RUNTIME,
    }
  }

  function privacy(): PrivacyView {
    return {
      partitionInMemory: isInMemory(studioSession),
      userDataInMemory: userData.inMemory,
      blockedRequests,
      sandboxed: options.sandboxed,
      recordsDirectory: ownDirectory,
      setAside: setAsideNames.slice(-16),
    }
  }
}

function systemLanguage(): 'ja' | 'en' {
  const first = app.getPreferredSystemLanguages()[0] ?? app.getLocale()
  return first.toLowerCase().startsWith('ja') ? 'ja' : 'en'
}

async function readJobsOrLeave(path: string): Promise<JobsFile> {
  const file = await readJobs(path)
  return file.ok ? file.value : refuseToStart(file.error)
}

async function admitBatchOrLeave(
  file: JobsFile,
  consent: ReturnType<typeof createConsentService>,
): Promise<ConsentGate> {
  const admitted = await admitBatch({
    file,
    consent,
    bundled: bundledPictures(),
    sha256: async (path) => {
      const bytes = await readPictureFile(path)
      return bytes.ok ? sha256Of(bytes.value) : null
    },
  })
  return admitted.ok ? admitted.value : refuseToStart(admitted.error)
}
