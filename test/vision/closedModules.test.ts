import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closedRoot, closeModules } from '../../src/vision/engine/closedModules'

describe('modules of a packaged engine', () => {
  let above: string
  let root: string
  let engine: string
  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), 'kazari-closed-'))
    root = join(above, 'resources')
    engine = join(root, 'engine/native/node_modules/engine/index.cjs')
    write(engine, `exports.load = (name) => require(name)`)
    write(join(root, 'engine/native/node_modules/inside/index.js'), `module.exports = 'inside'`)
    // Put there by somebody who may write above the installation. Two, because Node keeps what it has loaded once.
    for (const name of ['planted', 'planted-too'])
      write(join(above, `node_modules/${name}/index.js`), `module.exports = 'planted'`)
  })
  afterEach(() => rmSync(above, { recursive: true, force: true }))

  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const load = (name: string): unknown =>
    (createRequire(engine)(engine) as { load(name: string): unknown }).load(name)

  test('come from inside of it; what lies above is taken without the walls, and refused with them', () => {
    // Node's own search finds the planted package: without this the test below would prove nothing.
    expect(load('planted')).toBe('planted')
    const open = closeModules(root)
    try {
      expect(() => load('planted-too')).toThrow('planted-too lies outside of the installed package')
      expect(() => load('/etc/hostname')).toThrow('/etc/hostname lies outside of the installed package')
      expect(load('inside')).toBe('inside')
      expect(load('node:path')).toBeTruthy()
    } finally {
      open()
    }
  })

  test('are shut in only where the engine lies in the resources of the running Electron', () => {
    expect(closedRoot('/opt/Kazari/resources/engine/native', '/opt/Kazari/resources')).toBe(
      '/opt/Kazari/resources',
    )
    expect(closedRoot('/opt/Kazari/resources-of-mine/engine', '/opt/Kazari/resources')).toBeNull()
    expect(closedRoot('/home/me/kazari/.kazari/engine/native', '/opt/Kazari/resources')).toBeNull()
    expect(closedRoot('/home/me/kazari/.kazari/engine/native', undefined)).toBeNull()
  })
})
