// node verifyEngine.cjs FOLDER: loads the TensorFlow package in FOLDER and computes on it. Prints one JSON line:
// { ok, device } or { ok: false, reason }. TensorFlow.js falls back to its slow plain-JavaScript backend without a
// word when a binding fails, so the backend's name is part of the proof.
const util = require('node:util')

// Gone since Node 23, still called by the package.
util.isNullOrUndefined ??= (value) => value === null || value === undefined
util.isArray ??= Array.isArray

async function prove(folder) {
  const tf = require(folder)
  await tf.ready()
  if (tf.getBackend() !== 'tensorflow')
    return { ok: false, reason: `it runs on the backend ${tf.getBackend()}` }
  const size = 64
  const values = Float32Array.from({ length: size * size }, (_, index) => ((index * 7) % 13) - 6)
  const product = tf.matMul(tf.tensor2d(values, [size, size]), tf.tensor2d(values, [size, size])).dataSync()
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let expected = 0
      for (let inner = 0; inner < size; inner += 1)
        expected += values[row * size + inner] * values[inner * size + column]
      if (Math.abs(product[row * size + column] - expected) > 1e-2)
        return { ok: false, reason: 'it multiplies wrongly' }
    }
  }
  const wantsGpu = /tfjs-node-gpu$/.test(folder)
  const hasGpu = tf.backend().isUsingGpuDevice === true
  return { ok: true, device: hasGpu ? 'CUDA' : wantsGpu ? 'no CUDA device' : 'CPU' }
}

prove(process.argv[2]).then(
  (proof) => console.log(JSON.stringify(proof)),
  (error) => console.log(JSON.stringify({ ok: false, reason: error.message })),
)
