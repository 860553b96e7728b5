// node traceEngine.cjs FOLDER TFJS: loads the TensorFlow package in FOLDER the way vision does, with the tfjs in TFJS in place of its
// own, and prints a JSON list of the files that were loaded for it.
const Module = require('node:module')
const util = require('node:util')

// Gone since Node 23, still called by the package.
util.isNullOrUndefined ??= (value) => value === null || value === undefined
util.isArray ??= Array.isArray

const [folder, tfjs] = process.argv.slice(2)
const tf = require(tfjs)
const loadedBefore = new Set(Object.keys(require.cache))
const load = Module._load
Module._load = function (request, ...rest) {
  return ['@tensorflow/tfjs', '@tensorflow/tfjs-core'].includes(request)
    ? tf
    : load.call(this, request, ...rest)
}
require(folder)

const files = Object.keys(require.cache).filter((file) => !loadedBefore.has(file))
console.log(JSON.stringify(files.sort()))
