// @vladmandic/human as one program of the comparison: questions and answers as JSON, a line each (see ../peers.mjs).
// Run with a folder in which `npm install --ignore-scripts @vladmandic/human@3.3.6 @tensorflow/tfjs@4.22.0
// @tensorflow/tfjs-backend-wasm@4.22.0` was done, as its argument.
const { existsSync, readFileSync } = require('node:fs')
const { createServer } = require('node:http')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const prefix = process.argv[2]
const load = createRequire(join(prefix, 'package.json'))
const folder = join(prefix, 'node_modules/@vladmandic/human')
// Stdout is for answers.
console.log = console.error

/** The mesh vertices at the places of the iBUG points 27 to 67; the same mesh as MediaPipe's. */
const VERTICES = [
  ...[168, 197, 5, 4, 98, 97, 2, 326, 327],
  ...[33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380],
  ...[61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, 78, 81, 13, 311, 308, 402, 14, 178],
]

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

/** Human fetches its models; here from its own package over the loopback. */
async function serveModels() {
  const server = createServer((request, response) => {
    const file = join(
      folder,
      'models',
      (request.url ?? '').replace(/^\/models\//, '').replace(/[^\w.-]/g, ''),
    )
    if (!existsSync(file)) return response.writeHead(404).end()
    response.end(readFileSync(file))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${server.address().port}/models/`
}

async function main() {
  const { Human } = load(join(folder, 'dist/human.node-wasm.js'))
  const wasm = load('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(join(prefix, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'))
  const common = {
    backend: 'wasm',
    wasmPath: join(prefix, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'),
    modelBasePath: await serveModels(),
    warmup: 'none',
    filter: { enabled: false },
    gesture: { enabled: false },
    body: { enabled: false },
    hand: { enabled: false },
    object: { enabled: false },
    segmentation: { enabled: false },
  }
  const face = (people, isPhoto) => ({
    enabled: true,
    detector: { rotation: false, maxDetected: people, ...(isPhoto ? { skipFrames: 0, skipTime: 0 } : {}) },
    mesh: { enabled: true },
    iris: { enabled: false },
    emotion: { enabled: false },
    description: { enabled: false },
    attention: { enabled: false },
  })
  const humans = new Map()
  async function humanFor(key, people, isPhoto) {
    if (!humans.has(key)) {
      const human = new Human({ ...common, cacheSensitivity: isPhoto ? 0 : 0.7, face: face(people, isPhoto) })
      await human.load()
      humans.set(key, human)
    }
    return humans.get(key)
  }
  async function facesOf(human, rgba, width, height) {
    const startedAtMs = performance.now()
    const rgb = new Float32Array(width * height * 3)
    for (let from = 0, to = 0; to < rgb.length; from += 4) {
      rgb[to++] = rgba[from]
      rgb[to++] = rgba[from + 1]
      rgb[to++] = rgba[from + 2]
    }
    const tensor = human.tf.tensor(rgb, [1, height, width, 3])
    const result = await human.detect(tensor)
    human.tf.dispose(tensor)
    const ms = performance.now() - startedAtMs
    if (result.error) throw new Error(String(result.error))
    const faces = result.face
      .filter(({ mesh }) => mesh.length > 400)
      .map(({ mesh }) => VERTICES.flatMap((vertex) => mesh[vertex].slice(0, 2)))
    return { ms, faces }
  }

  const files = new Map()
  const bytesOf = (file) => {
    if (!files.has(file)) files.set(file, readFileSync(file))
    return files.get(file)
  }
  const first = await humanFor('photo', 16, true)
  say({
    ready: `@vladmandic/human ${first.version} on tfjs ${first.tf.version_core}, ${first.tf.getBackend()}`,
  })
  for await (const line of createInterface({ input: process.stdin })) {
    const ask = JSON.parse(line)
    const { width, height } = ask
    if (ask.photo) {
      say(await facesOf(first, bytesOf(ask.photo), width, height))
      continue
    }
    const human = await humanFor(ask.people, ask.people, false)
    const ms = []
    const faces = []
    for (let frame = ask.from; frame < ask.from + ask.count; frame++) {
      const size = width * height * 4
      const found = await facesOf(
        human,
        bytesOf(ask.clip).subarray(frame * size, (frame + 1) * size),
        width,
        height,
      )
      ms.push(found.ms)
      faces.push(found.faces.length)
    }
    say({ ms, faces })
  }
  process.exit(0)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
