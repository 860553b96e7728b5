import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import { faceApiAliases } from './vite.aliases'
import { recordPackages } from './vite.packages'

const path = (relative: string) => resolve(import.meta.dirname, relative)
const testBuild = process.env.KAZARI_BUILD === 'test'
const out = testBuild ? 'out-test' : 'out'
const define = { __TEST_BUILD__: JSON.stringify(testBuild) }

export default defineConfig({
  main: {
    define,
    plugins: [recordPackages(path(out), 'main')],
    resolve: { alias: faceApiAliases },
    build: {
      outDir: `${out}/main`,
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        // CommonJS: an ES module main starts after `ready` under the registry runtime and cannot register schemes.
        input: {
          index: path('src/main/index.ts'),
          vision: path('src/vision/index.ts'),
          cli: path('src/cli/index.ts'),
        },
        external: [
          'electron',
          /^node:/,
          '@napi-rs/canvas',
          '@tensorflow/tfjs-node',
          '@tensorflow/tfjs-node-gpu',
        ],
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    define,
    plugins: [recordPackages(path(out), 'preload')],
    build: {
      outDir: `${out}/preload`,
      // A sandboxed preload cannot require packages: everything goes into one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path('src/preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    define,
    root: path('src/renderer'),
    plugins: [react(), recordPackages(path(out), 'renderer')],
    build: {
      outDir: path(`${out}/renderer`),
      // Stickers stay files: a data: URI inside the script would be decoded again for each use.
      assetsInlineLimit: 0,
      rolldownOptions: {
        // Letters are pages of main that use the same font: their style sheet keeps its name (FONT_SHEET in main/letters).
        input: {
          index: path('src/renderer/index.html'),
          'letter-fonts': path('src/renderer/styles/letter-fonts.css'),
        },
        output: {
          assetFileNames: ({ names }) =>
            names.includes('letter-fonts.css') ? 'assets/[name][extname]' : 'assets/[name]-[hash][extname]',
        },
      },
    },
    worker: { format: 'es', plugins: () => [recordPackages(path(out), 'worker')] },
  },
})
