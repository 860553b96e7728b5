import { expect, test } from '@playwright/test'
import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { launchKazari, root, type Kazari } from './support/app'
import { runtimeExecutable } from './support/runtime'

/** What privacy.md calls configuration that gave zero persistent writes: each setting as the running app has it. */
test.describe('private by configuration', () => {
  let kazari: Kazari
  test.beforeAll(async () => {
    kazari = await launchKazari({ camera: 'none' })
  })
  test.afterAll(() => kazari.close())

  test('the page lives in a partition that has no place on disk', async () => {
    const session = await kazari.app.evaluate(({ BrowserWindow }) => {
      const used = BrowserWindow.getAllWindows()[0]?.webContents.session
      return { persistent: used?.isPersistent(), path: used?.storagePath ?? null }
    })
    expect(session).toEqual({ persistent: false, path: null })
  })

  test('user data is in memory, on a RAM file system', async () => {
    const userData = await kazari.app.evaluate(({ app }) => app.getPath('userData'))
    const type = await new Promise<string>((resolve, reject) => {
      execFile('stat', ['-f', '-c', '%T', userData], (error, stdout) =>
        error ? reject(new Error(error.message)) : resolve(stdout.trim()),
      )
    })
    expect(type).toBe('tmpfs')
  })

  test('the page is sandboxed, isolated and has no Node', async () => {
    const preferences = await kazari.page.evaluate(() => ({
      node: typeof (globalThis as { process?: unknown }).process,
      require: typeof (globalThis as { require?: unknown }).require,
      isolated: globalThis.crossOriginIsolated,
      bridge: Object.keys((globalThis as unknown as { kazari: object }).kazari).sort(),
    }))
    expect(preferences).toEqual({
      node: 'undefined',
      require: 'undefined',
      isolated: true,
      bridge: ['call', 'on'],
    })
  })

  test('every answer of the app protocol carries the policy header with sandbox and without downloads', async () => {
    const policy = await kazari.page.evaluate(async () =>
      (await fetch(location.href)).headers.get('content-security-policy'),
    )
    expect(policy).toContain('sandbox allow-scripts allow-same-origin allow-forms')
    expect(policy).not.toContain('allow-downloads')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("object-src 'none'")
    expect(policy).not.toContain("unsafe-eval'")
  })

  test('the app protocol serves nothing outside the page, however the path is written', async () => {
    const statuses = await kazari.page.evaluate(async () => {
      const paths = [
        '/../package.json',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/main/index.cjs',
        '/..\\main\\index.cjs',
        '/index.html%00.png',
        '//etc/passwd',
      ]
      const answers = await Promise.all(
        paths.map((path) =>
          fetch(`app://kazari${path}`).then(
            (answer) => answer.status,
            () => 'refused',
          ),
        ),
      )
      return answers
    })
    for (const status of statuses) expect([400, 403, 404, 'refused']).toContain(status)
  })

  test('nothing reaches the network: fetch, images, sockets, Node-side requests', async () => {
    let reached = 0
    const server = createServer((_request, response) => {
      reached++
      response.end('reached')
    })
    server.on('connection', () => reached++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/`
    const before = await kazari.page.evaluate(async () => {
      const answer = await (
        globalThis as unknown as {
          kazari: {
            call(
              name: string,
              argument: object,
            ): Promise<{ ok: boolean; value?: { blockedRequests: number } }>
          }
        }
      ).kazari.call('privacy:read', {})
      return answer.value?.blockedRequests ?? -1
    })
    expect(before).toBeGreaterThanOrEqual(0)
    const outcome = await kazari.page.evaluate(async (target) => {
      const failed = (promise: Promise<unknown>) =>
        promise.then(
          () => 'reached',
          () => 'blocked',
        )
      const image = new Promise((resolve, reject) => {
        const element = new Image()
        element.onload = resolve
        element.onerror = () => reject(new Error('blocked'))
        element.src = `${target}pixel.png`
      })
      const socket = new Promise((resolve, reject) => {
        const opened = new WebSocket(target.replace('http', 'ws'))
        opened.onopen = resolve
        opened.onerror = () => reject(new Error('blocked'))
      })
      return Promise.all([failed(fetch(target, { mode: 'no-cors' })), failed(image), failed(socket)])
    }, url)
    expect(outcome).toEqual(['blocked', 'blocked', 'blocked'])
    // Main's own network stack on the page's session: past the page's policy, still cancelled.
    const fromMain = await kazari.app.evaluate(async ({ BrowserWindow }, target) => {
      const used = BrowserWindow.getAllWindows()[0]?.webContents.session
      return used?.fetch(target).then(
        () => 'reached',
        () => 'blocked',
      )
    }, url)
    expect(fromMain).toBe('blocked')
    expect(reached).toBe(0)
    await new Promise((resolve) => server.close(resolve))
  })

  test('WebRTC and WebTransport, which get past page policies, send no packet', async () => {
    let packets = 0
    const listener = createSocket('udp4', () => packets++)
    await new Promise<void>((resolve) => listener.bind(0, '127.0.0.1', resolve))
    const { port } = listener.address()
    const outcome = await kazari.page.evaluate(async (target) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${target}` }] })
      const candidates: string[] = []
      connection.onicecandidate = (event) => {
        if (event.candidate) candidates.push(event.candidate.candidate)
      }
      connection.createDataChannel('probe')
      await connection.setLocalDescription(await connection.createOffer())
      await new Promise((resolve) => setTimeout(resolve, 2500))
      connection.close()
      const transport = new WebTransport(`https://127.0.0.1:${target}/`)
      const opened = await transport.ready.then(
        () => 'opened',
        () => 'refused',
      )
      return { candidates, opened }
    }, port)
    expect(outcome.opened).toBe('refused')
    expect(outcome.candidates).toEqual([])
    expect(packets).toBe(0)
    listener.close()
  })

  test('the session that nobody uses is locked as well, and no dictionary is looked up', async () => {
    const outcome = await kazari.app.evaluate(async ({ BrowserWindow, session }) => {
      const used = BrowserWindow.getAllWindows()[0]?.webContents.session
      const fetched = await session.defaultSession.fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        (error: Error) => error.message,
      )
      return {
        fetched,
        languages: [used?.getSpellCheckerLanguages(), session.defaultSession.getSpellCheckerLanguages()],
        proxies: [
          await used?.resolveProxy('https://example.invalid/'),
          await session.defaultSession.resolveProxy('https://example.invalid/'),
        ],
      }
    })
    expect(outcome.fetched).toContain('ERR_BLOCKED_BY_CLIENT')
    expect(outcome.languages).toEqual([[], []])
    expect(outcome.proxies).toEqual(['SOCKS5 127.0.0.1:9', 'SOCKS5 127.0.0.1:9'])
  })

  test('only the camera may be asked for: every other permission is denied', async () => {
    const answers = await kazari.page.evaluate(async () => {
      const outcome = (promise: Promise<unknown>) =>
        promise.then(
          () => 'granted',
          (error: Error) => error.name,
        )
      return {
        microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await outcome(navigator.mediaDevices.getDisplayMedia({ video: true })),
        notification: await Notification.requestPermission(),
        position: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            () => resolve('denied'),
            { timeout: 3000 },
          ),
        ),
      }
    })
    expect(answers.microphone).not.toBe('granted')
    expect(answers.screen).not.toBe('granted')
    expect(answers.notification).toBe('denied')
    expect(answers.position).toBe('denied')
  })

  test('no navigation, no new window, no download', async () => {
    const start = kazari.page.url()
    const opened = await kazari.page.evaluate(() => window.open('https://example.invalid/') === null)
    expect(opened).toBe(true)
    await kazari.page.evaluate(() => {
      location.href = 'https://example.invalid/'
    })
    await kazari.page.evaluate(() => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['x']))
      link.download = 'leak.txt'
      link.click()
    })
    await kazari.page.waitForTimeout(500)
    expect(kazari.page.url()).toBe(start)
    const windows = await kazari.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    expect(windows).toBe(1)
  })
})

/** Switches that would weaken the guarantee end the start at once, with one line that names them. */
for (const refused of [
  '--remote-debugging-pipe',
  '--remote-debugging-port=9222',
  '--disable-web-security',
  '--disable-dev-shm-usage',
  '--enable-logging',
  '--log-file=/tmp/kazari-refused.log',
  '--user-data-dir=/tmp/kazari-refused',
  '--js-flags=--expose-gc',
  '--load-extension=/tmp',
  '--renderer-cmd-prefix=xterm',
  '--utility-cmd-prefix=xterm',
  '--trace-startup',
]) {
  test(`refuses to start with ${refused}`, async () => {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const ended = await new Promise<{ code: number | string | null; output: string }>((resolve) => {
      execFile(
        runtimeExecutable(),
        [join(root, 'out-test'), ...sandbox, refused],
        { timeout: 20_000 },
        (error, stdout, stderr) =>
          resolve({ code: error ? (error.code ?? error.signal ?? null) : 0, output: stdout + stderr }),
      )
    })
    expect(ended.code).toBe(2)
    expect(ended.output).toContain(refused.replace(/^--/, '').replace(/=.*/, ''))
  })
}

test('a build for people refuses the switches of a test build', async () => {
  for (const refused of [
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    '--use-file-for-fake-video-capture=/tmp/x.mjpeg',
    '--remote-debugging-port=0',
  ]) {
    const ended = await new Promise<number | string | null>((resolve) => {
      execFile(
        runtimeExecutable(),
        [join(root, 'out'), '--no-sandbox', refused],
        { timeout: 20_000 },
        (error) => resolve(error ? (error.code ?? error.signal ?? null) : 0),
      )
    })
    expect(ended, refused).toBe(2)
  }
})
