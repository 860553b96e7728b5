import { app, protocol, session } from 'electron'
import { createFileSaver } from '../../../src/main/export/saveFile'
import { createLetterOffice } from '../../../src/main/letters/letterOffice'
import { createLetterPages } from '../../../src/main/letters/letterPages'
import { createLetterPrinter } from '../../../src/main/letters/letterPrinter'
import { answerAsset } from '../../../src/main/window/appScheme'
import { APP_SCHEME } from '../../../src/main/window/contentPolicy'
import { guardContents } from '../../../src/main/window/guardContents'
import { hardenSession } from '../../../src/main/window/hardenSession'

/**
 * The letter office as main puts it together, without a studio around it: so that every letter of the domain can be
 * rendered without leading a case through the desk for each. Its parts are the real ones; where files go is the test's.
 */
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
app.on('window-all-closed', () => undefined)

void app.whenReady().then(async () => {
  const rendererDirectory = process.env.KAZARI_BENCH_RENDERER ?? ''
  const letterSession = session.fromPartition('kazari', { cache: false })
  await hardenSession(letterSession, {
    gateAllows: () => false,
    isOwnWindow: () => false,
    onBlocked: () => undefined,
    developerTools: false,
  })
  const pages = createLetterPages()
  letterSession.protocol.handle(APP_SCHEME, (request) =>
    answerAsset(rendererDirectory, request, pages.answer),
  )
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  const office = createLetterOffice({
    pages,
    printer: createLetterPrinter({
      session: () => letterSession,
      owner: () => null,
      after: (ms, work) => {
        const timer = setTimeout(work, ms)
        return () => clearTimeout(timer)
      },
      log: (line) => void process.stderr.write(`${line}\n`),
    }),
    saver: createFileSaver({
      choose: () => Promise.resolve(null),
      documentsDirectory: () => app.getPath('temp'),
    }),
  })
  Object.assign(globalThis, { letterOffice: office })
})
