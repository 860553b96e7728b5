import { app, crashReporter, type Session, session } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FallenWall } from './leakKinds'

/** A directory on disk that a careless app would use. */
export const leakDirectory = (): string => {
  const directory = join(app.getPath('appData'), 'kazari-leak')
  mkdirSync(directory, { recursive: true })
  return directory
}

/** Takes one protection of the guarantee away, so that the proof can show that it would notice. Runs before `ready`. */
export function tearDown(wall: FallenWall): void {
  switch (wall) {
    case 'persistent-partition':
      return keepPartition()
    case 'frame-buffers-in-tmp':
      return app.commandLine.appendSwitch('disable-dev-shm-usage')
    case 'crash-reporter':
      app.setPath('crashDumps', join(leakDirectory(), 'crashes'))
      app.commandLine.removeSwitch('disable-breakpad')
      return crashReporter.start({ uploadToServer: false })
    case 'console-in-log-file':
      app.commandLine.appendSwitch('log-file', join(leakDirectory(), 'console.log'))
      return app.commandLine.appendSwitch('enable-logging', 'file')
    case 'downloads-allowed':
      return void app.on('session-created', allowDownloads)
    case 'open-network':
      for (const name of ['host-resolver-rules', 'force-webrtc-ip-handling-policy', 'no-pings'])
        app.commandLine.removeSwitch(name)
      app.on('session-created', openNetwork)
      return void app.on('web-contents-created', (_event, contents) => {
        contents.setWebRTCIPHandlingPolicy = () => undefined
      })
  }
}

/** The partition is kept on disk and says that it is not: the app's own assertion has to be deceived. */
function keepPartition(): void {
  app.setPath('userData', leakDirectory())
  app.setPath('sessionData', leakDirectory())
  const fromPartition = session.fromPartition.bind(session)
  session.fromPartition = (name: string): Session => {
    const kept = fromPartition(`persist:${name}`)
    kept.isPersistent = () => false
    Object.defineProperty(kept, 'storagePath', { value: null, configurable: true })
    return kept
  }
}

const allowDownloads = (found: Session): void =>
  changePolicy(found, (policy) => policy.replace('sandbox ', 'sandbox allow-downloads '))

/** Pages get another content policy than the app gives them. */
function changePolicy(found: Session, change: (policy: string) => string): void {
  const { protocol } = found
  const handle = protocol.handle.bind(protocol)
  protocol.handle = (scheme, handler) =>
    handle(scheme, async (request) => {
      const response = await handler(request)
      const headers = new Headers(response.headers)
      headers.set('content-security-policy', change(response.headers.get('content-security-policy') ?? ''))
      return new Response(response.body, { status: response.status, headers })
    })
}

function openNetwork(found: Session): void {
  changePolicy(found, () => 'sandbox allow-scripts allow-same-origin allow-forms')
  found.setProxy = () => Promise.resolve()
  const { webRequest } = found
  webRequest.onBeforeRequest = () => undefined
}
