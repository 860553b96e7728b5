import {
  app,
  clipboard,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  shell,
  type MessagePortMain,
} from 'electron'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PrivacyView } from '../contracts/api'
import { VISION_PORT } from '../contracts/names'
import { err } from '../domain/result'
import { admitBatchOrLeave, readJobsOrLeave, startBatch } from './batch/startBatch'
import { tryWalls } from './confinement/confinement'
import { findVisionWalls } from './confinement/visionWalls'
import { createDiagnosticsServices } from './diagnostics/services'
import { replaceHere } from './export/chosenFile'
import { brokerDescriptor, connectBroker } from './export/placeBroker'
import { kioskPlace } from './export/kioskPlace'
import { createPictureSaver } from './export/savePicture'
import { createPictureSources } from './import/openPictures'
import { createCallGuard } from './ipc/callGuard'
import { createHandlers } from './ipc/handlers'
import { registerCalls, sendEvent } from './ipc/registerCalls'
import { createConsentService } from './privacy/consentService'
import { createPolicyBundles } from './privacy/policyBundles'
import { currentPolicies } from './privacy/policyText'
import { newReceiptId, newSubject } from './privacy/receipt'
import { createPrivacyServices } from './privacy/services'
import { distrustRecords } from './privacy/distrustRecords'
import { endKioskSession } from './privacy/kioskSession'
import { kioskSettingsFile } from './privacy/kioskSettings'
import { createKioskVault } from './privacy/kioskVault'
import { installedKeys, readKeysFile } from './privacy/trustedKeys'
import { appInfo, systemLanguage } from './startup/appInfo'
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
import { endPictureProcesses } from './window/pictureProcesses'
import { createStudio } from './window/studio'

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
async function runStudio(beginning: Beginning): Promise<void> {
  const { options, userData, recordsDirectory } = beginning
  const places = findPlaces({
    scriptDirectory: __dirname,
    packaged: app.isPackaged,
    resourcesDirectory: process.resourcesPath,
    testBuild: __TEST_BUILD__,
    environment: process.env,
  })
  if (places.engineProblem !== null) log(places.engineProblem)
  const jobs = options.batchFile === null ? null : await readJobsOrLeave(options.batchFile)
  const developerTools = !app.isPackaged
  const broker = brokerDescriptor(process.env)
  const replaceFile = broker === null ? replaceHere() : connectBroker(broker)
  const savePlace = options.exportDirectory === null ? null : kioskPlace(options.exportDirectory)
  const visionWalls = findVisionWalls(app.isPackaged, process.platform, process.resourcesPath)
  const setAsideNames: string[] = []
  const onSetAside = (name: string): void => {
    setAsideNames.push(name)
    log(`set aside as damaged: ${name}`)
  }

  // Before everything that may tell a window something: what it needs of the rest is asked for when a page is opened.
  const gateAllows = () => door.isOpen() && gate.allows('face-decoration')
  const sessionGuard: SessionGuard = {
    gateAllows,
    isOwnWindow: (contents) => contents !== null && contents === studio.window()?.webContents,
    onBlocked: () => diagnostics.blocked(),
    developerTools,
  }
  const studio = createStudio({
    refuse: () => refuseToStart('Kazari does not start: its window would keep data on disk.'),
    async prepare(own) {
      await hardenSession(own, sessionGuard)
      own.protocol.handle(APP_SCHEME, (request) =>
        answerAsset(places.rendererDirectory, request, privacyServices.letterPages.answer),
      )
    },
    openWindow(own) {
      const opened = openWindow({
        session: own,
        preloadFile: places.preloadFile,
        hidden: jobs !== null,
        developerTools,
      })
      opened.webContents.on('render-process-gone', () => batch?.abandon('the hidden window ended'))
      return opened
    },
  })

  // The first thing that knows the records directory: it says later what was written since.
  const diagnosticsServices = await createDiagnosticsServices({
    beginning,
    walls: await tryWalls({
      platform: process.platform,
      environment: process.env,
      outside: dirname(recordsDirectory),
    }),
    visionHasWalls: visionWalls !== null,
    partitionInMemory: () => isInMemory(studio.session()),
    visionStatus: () => vision.status(),
    visionPulse: () => vision.pulse(),
    now: Date.now,
    after,
    onSetAside,
    onGuard: (count) => sendEvent(studio.window(), 'guard:changed', count),
  })
  const { diagnostics, door } = diagnosticsServices

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
    choose: () => choosePolicy(studio.window(), language()),
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
    onChange: (view) => sendEvent(studio.window(), 'consent:changed', view),
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
      sendEvent(studio.window(), 'settings:changed', changed)
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
    session: () => studio.session(),
    window: () => studio.window(),
    chooseFilePlace:
      savePlace ?? ((suggestion, ending) => chooseFilePlace(studio.window(), suggestion, ending)),
    documentsDirectory: () => app.getPath('documents'),
    replaceFile,
    chooseRequestFile: () => chooseRequestFile(studio.window(), language()),
    chooseAnswerFile: () => chooseAnswerFile(studio.window(), language()),
    onSetAside,
    visionRunning: () => !['off', 'failed'].includes(vision.status().state),
    reloadPage: () => studio.window()?.webContents.reload(),
    onDeskChanged: (status) => sendEvent(studio.window(), 'desk:changed', status),
  })

  const vision = createVisionSupervisor<MessagePortMain>({
    fork: (start, events) => forkVision(places.visionFile, start, events, visionWalls),
    settings: () => ({
      assetsDir: places.assetsDirectory,
      nativeDir: places.nativeDirectory,
      onnxDir: places.onnxDirectory,
      engine: settings.read().engine,
    }),
    gateAllows: () => gateAllows(),
    now: Date.now,
    after,
    onStatus: (status) => sendEvent(studio.window(), 'vision:changed', status),
    log,
  })

  await consent.open()
  const gate = jobs === null ? consent.gate : await admitBatchOrLeave(jobs, consent)

  // Nothing uses it, and yet Electron makes it.
  await hardenSession(session.defaultSession, sessionGuard)
  app.on('web-contents-created', (_event, contents) => guardContents(contents))

  const batch =
    jobs === null
      ? null
      : startBatch(jobs, {
          replaceFile,
          after,
          finish: (exitCode) => void vision.stop().finally(() => app.exit(exitCode)),
        })
  const saver = createPictureSaver({
    choose: savePlace ?? ((suggestion, format) => choosePlace(studio.window(), suggestion, format)),
    picturesDirectory: () => app.getPath('pictures'),
    replaceFile,
    // A guest has no business among the computer's files.
    show: (path) => (options.kiosk ? undefined : shell.showItemInFolder(path)),
  })

  const begun = settings.read()
  const endSession = options.kiosk
    ? () =>
        endKioskSession({
          consent,
          vault,
          wipe: () => rm(ownDirectory, { recursive: true, force: true }),
          resetSettings: () => void settings.write(begun),
          forget() {
            privacyServices.letterPages.forget()
            privacyServices.files.forget()
            saver.forget()
            clipboard.clear()
          },
          renewPage: () => studio.renew(),
          endPictureProcesses,
        })
    : null

  const guard = createCallGuard({
    gate,
    deskIsOpen: () => privacyServices.deskAccess.touch(),
    isOpen: () => door.isOpen(),
    onAnswered: (name, result) => diagnostics.answered(name, result),
    log,
    checkReplies: __TEST_BUILD__,
    handlers: createHandlers({
      info: () => appInfo(options),
      privacy,
      settings,
      policies,
      policyBundles,
      consent,
      saver,
      batch,
      privacyServices,
      diagnosticsServices,
      quit: () => app.quit(),
      endSession,
      copyText,
      pictures: createPictureSources({
        choose: () => choosePictures(studio.window(), language()),
        clipboardPng,
        pastedName: () => pastedName(language()),
      }),
      vision: { status: () => vision.status(), connect, stop: () => vision.stop() },
    }),
  })
  registerCalls(ipcMain, guard, () => studio.window())
  await door.beforeWindow()

  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  await studio.open()
  studio.window()?.once('show', () => diagnostics.begin())
  app.on('second-instance', () => {
    const window = studio.window()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', () => void vision.stop())
  finishBeforeQuit(app, () => vault.close())

  /** A fresh channel: one end to the page under its nonce, the other to vision. */
  function connect(nonce: string): ReturnType<typeof vision.connect> {
    const window = studio.window()
    if (!window) return err({ code: 'vision-unavailable' })
    const { port1, port2 } = new MessageChannelMain()
    const connected = vision.connect(port1)
    if (connected.ok) window.webContents.mainFrame.postMessage(VISION_PORT, nonce, [port2])
    return connected
  }

  function language(): 'ja' | 'en' {
    const chosen = settings.read().language
    return chosen === 'system' ? systemLanguage() : chosen
  }

  function privacy(): PrivacyView {
    return {
      partitionInMemory: isInMemory(studio.session()),
      userDataInMemory: userData.inMemory,
      blockedRequests: diagnostics.blockedRequests(),
      sandboxed: options.sandboxed,
      recordsDirectory: ownDirectory,
      setAside: setAsideNames.slice(-16),
    }
  }
}
