import { resolve } from 'node:path'

/**
 * face-api's bundle-free build asks for tfjs by file; these aliases give it the one tfjs of the process,
 * so that a backend set there is the backend it runs on. There is no WebGL outside a window.
 */
export const faceApiAliases = [
  { find: /^@tensorflow\/tfjs\/dist\/index\.js$/, replacement: '@tensorflow/tfjs' },
  { find: /^@tensorflow\/tfjs-backend-wasm\/dist\/index\.js$/, replacement: '@tensorflow/tfjs-backend-wasm' },
  {
    find: /^@tensorflow\/tfjs-backend-webgl\/dist\/index\.js$/,
    replacement: resolve(import.meta.dirname, 'src/vision/engine/noWebgl.ts'),
  },
]
