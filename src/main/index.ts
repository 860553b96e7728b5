import { app, ipcMain, protocol } from 'electron'
import { begin, refuseToStart, removeAtExit, setOfflineSwitches } from './startup/begin'
import { runStudio } from './studio'
import { APP_SCHEME } from './window/contentPolicy'

// The first statement that runs: no module of main does anything when it is imported, and Chromium has not opened a file yet.
const beginning = begin()

setOfflineSwitches()
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
if (beginning.options.sandboxed) app.enableSandbox()

// Two studios on the same records would write over each other: the second one shows the first and leaves.
if (beginning.options.batchFile === null && !app.requestSingleInstanceLock()) {
  process.stderr.write('Kazari is open already.\n')
  app.exit(0)
} else {
  removeAtExit(beginning.userData)
  app
    .whenReady()
    .then(() => runStudio(beginning, ipcMain))
    .catch((error: unknown) =>
      refuseToStart(error instanceof Error ? error.message : 'Kazari could not start.'),
    )
}
