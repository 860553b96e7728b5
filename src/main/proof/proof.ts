import { app, dialog, type WebContents } from 'electron'
import { createInterface } from 'node:readline'
import { attachDevtools, type Devtools } from './devtools'
import { addressed, commandSchema, type Command } from './commands'
import { tearDown } from './fallenWalls'
import { FALLEN_WALLS } from './leakKinds'
import { leak } from './leaks'
import { createLandmarkTap, type LandmarkTap } from './landmarkTap'
import { createPageDriver, type PageDriver } from './pageDriver'

/**
 * Drives the app for the proof: commands come in on standard input and answers go out on standard output, a JSON object a line.
 * No port is opened. The build for people has nothing of this folder.
 */
const LEAK_SWITCH = '--kazari-proof-leak='

interface Studio {
  readonly contents: WebContents
  readonly devtools: Devtools
  readonly driver: PageDriver
  readonly tap: LandmarkTap
}

export function startProof(): void {
  for (const argument of process.argv) {
    const wall = FALLEN_WALLS.find((each) => argument === LEAK_SWITCH + each)
    if (wall) tearDown(wall)
  }
  const studio = new Promise<Studio>((resolve, reject) => {
    // The first one is the studio's window: letters are measured in later ones.
    app.once('web-contents-created', (_event, contents) => {
      openStudio(contents).then(resolve, reject)
    })
  })
  studio.then(
    () => answer({ ready: true }),
    (error: unknown) => answer({ ready: false, error: sentence(error) }),
  )
  let line = Promise.resolve()
  createInterface({ input: process.stdin }).on('line', (text) => {
    line = line.then(() => obey(text, studio))
  })
}

async function openStudio(contents: WebContents): Promise<Studio> {
  const devtools = attachDevtools(contents)
  const tap = createLandmarkTap(devtools)
  // What was asked of a page that ended has no answer any more; the one that takes its place is asked anew.
  contents.on('render-process-gone', () => devtools.detach())
  contents.on('did-navigate', () => {
    if (devtools.attach()) void tap.install().catch((error: unknown) => answer({ event: sentence(error) }))
  })
  await tap.install()
  return { contents, devtools, driver: createPageDriver(contents, devtools), tap }
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function answer(reply: object): void {
  process.stdout.write(`${JSON.stringify({ proof: 1, ...reply })}\n`)
}

async function obey(text: string, studio: Promise<Studio>): Promise<void> {
  let id: number | null = null
  try {
    const given: unknown = JSON.parse(text)
    // Without its number a refusal would reach nobody, and whoever asked would wait for an answer in vain.
    id = addressed.safeParse(given).data?.id ?? null
    const command = commandSchema.parse(given)
    answer({ id, ok: true, value: (await carryOut(command, await studio)) ?? null })
  } catch (error) {
    answer({ id, ok: false, error: sentence(error) })
  }
}

async function carryOut(command: Command, { contents, devtools, driver, tap }: Studio): Promise<unknown> {
  switch (command.do) {
    case 'press':
      return driver.press(command.target, command.withinMs)
    case 'drag':
      return driver.drag(command.target, command.by, command.withinMs)
    case 'fill':
      return driver.fill(command.target, command.text, command.withinMs)
    case 'key':
      return driver.key(command.key)
    case 'wait-for':
      return driver.waitFor(command.target, command.withinMs)
    case 'wait-gone':
      return driver.waitGone(command.target, command.withinMs)
    case 'wait-text':
      return driver.waitText(command.text, true, command.withinMs)
    case 'wait-no-text':
      return driver.waitText(command.text, false, command.withinMs)
    case 'choose-files':
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: command.paths.length === 0, filePaths: [...command.paths] })
      return undefined
    case 'choose-place':
      dialog.showSaveDialog = () =>
        Promise.resolve({ canceled: command.path === null, filePath: command.path ?? '' })
      return undefined
    case 'call':
      return callOfPage(devtools, command.name, command.argument)
    case 'pids':
      return pidsByType()
    case 'facts':
      return {
        ...facts(contents),
        privacy: await callOfPage(devtools, 'privacy:read', {}),
        app: await callOfPage(devtools, 'app:info', {}),
      }
    case 'landmarks':
      return tap.read()
    case 'screen-text':
      return driver.text()
    case 'leak':
      return leak(command.kind, { contents, devtools, tap })
    case 'crash':
      return crash(command.process, contents)
    case 'fill-memory':
      return fillMemory(devtools, command.megabytes)
    case 'quit':
      setImmediate(() => app.quit())
      return undefined
  }
}

/** A call as the page makes it: through the bridge, the guard and the gate. */
const callOfPage = (devtools: Devtools, name: string, argument: object): Promise<unknown> =>
  devtools.evaluate(`kazari.call(${JSON.stringify(name)}, ${JSON.stringify(argument)})`)

function pidsByType(): readonly { type: string; pid: number; sandboxed: boolean | null }[] {
  return app.getAppMetrics().map((metric) => ({
    type: metric.type === 'Utility' ? `Utility ${metric.name ?? ''}`.trim() : metric.type,
    pid: metric.pid,
    sandboxed: metric.sandboxed ?? null,
  }))
}

function facts(contents: WebContents): object {
  return {
    persistent: contents.session.isPersistent(),
    storagePath: contents.session.storagePath,
    userData: app.getPath('userData'),
    executable: process.execPath,
    appPath: app.getAppPath(),
    versions: { electron: process.versions.electron, chrome: process.versions.chrome, app: app.getVersion() },
  }
}

/** A page that crashed is gone within this, unless it is traced. */
const CRASH_MS = 1_500

function crash(which: 'renderer' | 'vision' | 'gpu' | 'main', contents: WebContents): void {
  if (which === 'main') return void setImmediate(() => process.crash())
  if (which === 'renderer') {
    const pid = contents.getOSProcessId()
    contents.forcefullyCrashRenderer()
    // Under a tracer Chromium's crash handler waits for somebody who may look into the process, and nobody comes.
    setTimeout(() => {
      if (app.getAppMetrics().some((metric) => metric.pid === pid)) process.kill(pid, 'SIGKILL')
    }, CRASH_MS)
    return
  }
  const type = which === 'gpu' ? 'GPU' : 'Utility Kazari vision'
  const found = pidsByType().filter((each) => each.type === type)
  if (found.length === 0) throw new Error(`no process of type ${type} runs`)
  for (const { pid } of found) process.kill(pid, which === 'gpu' ? 'SIGSEGV' : 'SIGKILL')
}

/**
 * Blobs as large as a full shelf of photos: where Chromium may, it moves such blobs to disk. Each holds a picture of the camera of its own;
 * the first and the last are read again, so that all of it is really there.
 */
const fillMemory = (devtools: Devtools, megabytes: number): Promise<unknown> =>
  devtools.evaluate(`(async () => {
    const video = document.querySelector('video')
    if (!video) throw new Error('no camera is shown')
    const canvas = new OffscreenCanvas(640, 480)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    const blobs = (globalThis.__proofBlobs = [])
    let held = 0
    while (held < ${megabytes} * 1048576) {
      context.drawImage(video, 0, 0, 640, 480)
      const { data } = context.getImageData(0, 0, 640, 480)
      const blob = new Blob(Array.from({ length: 16 }, () => data))
      blobs.push(blob)
      held += blob.size
    }
    const read = []
    for (const blob of [blobs[0], blobs.at(-1)]) read.push((await blob.slice(-4).arrayBuffer()).byteLength)
    return { blobs: blobs.length, bytes: held, read }
  })()`)
